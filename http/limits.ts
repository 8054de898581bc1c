import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { checkPlain } from '../client/plain-input';
import { LuyueError } from '../domain/errors';
import type { App } from './app';
import type { Deps } from './deps';

/** One limit per token's subject and tool, however many tokens they have; per address where there is no token. */
async function addRates(app: App, { config }: Deps): Promise<void> {
  await app.register(rateLimit, {
    max: config.requestsPerMinute,
    timeWindow: '1 minute',
    // After admission, before the body is read.
    hook: 'preParsing',
    enableDraftSpec: true,
    keyGenerator: ({ caller, ip }) => (caller === null ? `ip ${ip}` : `caller ${caller.actor} ${caller.tool ?? ''}`),
    errorResponseBuilder: (_request, { max, ttl }) =>
      new LuyueError('request.too-many', `More than ${max} requests in a minute.`, { retryAfter: Math.ceil(ttl / 1_000) }),
  });
}

async function addHeaders(app: App, { config }: Deps): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: config.origins.length === 0 ? 'same-origin' : 'cross-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  if (config.origins.length > 0) {
    const exposed = ['x-request-id', 'retry-after', 'location', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];
    await app.register(cors, { origin: [...config.origins], methods: ['GET', 'POST'], exposedHeaders: exposed, maxAge: 600 });
  }
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/v1/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

/** Limits of the server: headers, origins, rates, and what input may be. */
export async function addLimits(app: App, deps: Deps): Promise<void> {
  await addHeaders(app, deps);
  await addRates(app, deps);
  app.addHook('preValidation', async ({ params, query, body }) => {
    checkPlain(params, '/path');
    checkPlain(query, '/query');
    checkPlain(body, '/body');
  });
}

import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { LuyueError } from '../domain/errors';
import type { App } from './app';
import type { Deps } from './deps';
import { checkPlain } from './plain-input';

// Failed admissions of one address: enough for a tool that renews its token late, too few for trying tokens out.
const failuresPerMinute = 60;

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
  const failures = app.createRateLimit({ max: failuresPerMinute, timeWindow: '1 minute', keyGenerator: ({ ip }) => `failed ${ip}` });
  app.addHook('onRequest', async (request) => {
    const { needs } = request.routeOptions.config;
    if (needs === undefined || needs === 'none') return;
    const so = await failures(request, { increment: false });
    if (!so.isAllowed && so.isExceeded)
      throw new LuyueError('request.too-many', 'Too many requests without a valid token.', { retryAfter: so.ttlInSeconds });
  });
  app.addHook('onError', async (request, _reply, error) => {
    if (error instanceof LuyueError && error.code === 'token.invalid') await failures(request);
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

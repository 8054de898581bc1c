import type { FastifyRequest } from 'fastify';
import { LuyueError } from '../../domain/errors';
import type { App } from '../app';
import type { Deps } from '../deps';
import { type Caller, callerFrom, need } from './caller';

// Of one address: enough for a tool that renews its token late, too few for trying tokens out. A valid token is let in
// nevertheless, or whoever shares the address of a gateway could lock the others out.
const failuresPerMinute = 60;

const bearer = /^Bearer +([A-Za-z0-9._~+/=-]{1,8192})$/i;

async function identify({ tokens, people }: Deps, request: FastifyRequest): Promise<Caller> {
  const header = request.headers.authorization;
  if (header === undefined) throw new LuyueError('token.missing', 'Send a token: Authorization: Bearer ...');
  const [, token] = bearer.exec(header) ?? [];
  if (token === undefined) throw new LuyueError('token.invalid', 'The header Authorization holds no bearer token.');
  return callerFrom(await tokens(token), await people(), Date.now());
}

/** Counts what fails; above the limit the reason is no longer told. */
function countedFailures(app: App): (request: FastifyRequest, error: unknown) => Promise<unknown> {
  const failures = app.createRateLimit({ max: failuresPerMinute, timeWindow: '1 minute', keyGenerator: ({ ip }) => `failed ${ip}` });
  return async (request, error) => {
    if (!(error instanceof LuyueError) || error.code !== 'token.invalid') return error;
    const so = await failures(request);
    if (so.isAllowed || !so.isExceeded) return error;
    return new LuyueError('request.too-many', 'Too many requests without a valid token.', { retryAfter: so.ttlInSeconds });
  };
}

/**
 * Lets a request in by its token, before its body is read. A route that does not say what it needs is a defect: it is found
 * when the server is built, not when somebody gets in.
 */
export function addAdmission(app: App, deps: Deps): void {
  const counted = countedFailures(app);
  app.decorateRequest('caller', null);
  app.decorateRequest('caseId', null);
  app.decorateRequest('problem', null);
  app.addHook('onRoute', ({ url, config }) => {
    if (url.startsWith('/v1/') && (config?.needs === undefined || config.needs === 'none'))
      throw new LuyueError('defect.unexpected', `${url} does not say which scope it needs.`);
  });
  app.addHook('onRequest', async (request) => {
    const { needs } = request.routeOptions.config;
    if (needs === undefined || needs === 'none') return;
    const caller = await identify(deps, request).catch(async (error: unknown) => {
      throw await counted(request, error);
    });
    request.caller = caller;
    need(caller, needs);
  });
}

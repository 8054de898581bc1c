import type { FastifyRequest } from 'fastify';
import { LuyueError } from '../../domain/errors';
import type { App } from '../app';
import type { Deps } from '../deps';
import { type Caller, callerFrom, need } from './caller';

const bearer = /^Bearer +([A-Za-z0-9._~+/=-]{1,8192})$/i;

async function identify({ tokens, people }: Deps, request: FastifyRequest): Promise<Caller> {
  const header = request.headers.authorization;
  if (header === undefined) throw new LuyueError('token.missing', 'Send a token: Authorization: Bearer ...');
  const [, token] = bearer.exec(header) ?? [];
  if (token === undefined) throw new LuyueError('token.invalid', 'The header Authorization holds no bearer token.');
  return callerFrom(await tokens(token), await people(), Date.now());
}

/**
 * Lets a request in by its token, before its body is read. A route that does not say what it needs is a defect: it is found
 * when the server is built, not when somebody gets in.
 */
export function addAdmission(app: App, deps: Deps): void {
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
    const caller = await identify(deps, request);
    request.caller = caller;
    need(caller, needs);
  });
}

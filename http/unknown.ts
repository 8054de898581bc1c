import type { FastifyRequest } from 'fastify';
import { LuyueError } from '../domain/errors';
import type { App } from './app';
import { answerProblem } from './problem';

interface Known {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Addresses of a route as a pattern: `:name` is one part, `*` anything. */
const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replaceAll('.', '\\.')
      .replaceAll('*', '.*')
      .replaceAll(/:[^/]+/g, '[^/]+')}$`,
  );

function unknownError(routes: readonly Known[], { method, url }: FastifyRequest): LuyueError {
  const [path = ''] = url.split('?');
  const allow = [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))];
  if (allow.length === 0) return new LuyueError('route.unknown', 'There is no such address; see /openapi.json.');
  return new LuyueError('method.unknown', `${method} is not possible here; ${allow.join(', ')} is.`, { allow });
}

/** What no route takes: another method of an address that is there (405), or nothing that is there (404). Before the routes. */
export function addUnknown(app: App): void {
  const routes: Known[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    // The address of a preflight is every address.
    if (url !== '*') routes.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  // Before anything of the body is looked at.
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const error = unknownError(routes, request);
    if (error.code === 'method.unknown') reply.header('allow', [error.data.allow].flat().join(', '));
    throw error;
  });
  app.setNotFoundHandler((request, reply) => answerProblem(unknownError(routes, request), request, reply));
}

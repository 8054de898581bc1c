import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { App } from './app';
import type { Deps } from './deps';
import { addAdmission } from './identity/admission';
import { addLimits } from './limits';
import { addDocumentation } from './openapi';
import { answerBroken, problemHandler } from './problem';
import { actRoutes } from './routes/acts';
import { caseRoutes } from './routes/cases';
import { eventRoutes } from './routes/events';
import { historyRoutes } from './routes/history';
import { libraryRoutes } from './routes/library';
import { openingRoutes } from './routes/opening';
import { operationRoutes } from './routes/operations';
import { personalRoutes } from './routes/personal';
import { reportRoutes } from './routes/reports';
import { taskRoutes } from './routes/tasks';
import { addUnknown } from './unknown';

// Answering a request: Temporal's patience and a long poll have to fit in.
const handleMs = 60_000;

const givenId = /^[A-Za-z0-9._-]{8,64}$/;

/** One line and one sample per answered request: ids and codes, no query, no body, no address of a person. */
function addRecord(app: App, { log, metrics }: Deps): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, id, caller, caseId, problem } = request;
    const route = request.routeOptions.url ?? 'none';
    const ms = Math.round(reply.elapsedTime);
    const status = reply.statusCode;
    metrics.answered({ method, route, status, code: problem ?? '', seconds: ms / 1_000 });
    log.info('answered', { request: id, method, route, status, ms, code: problem, case: caseId, actor: caller?.actor, tool: caller?.tool });
  });
}

function createApp({ config, log }: Deps): App {
  const app = Fastify({
    bodyLimit: config.bodyBytes,
    requestTimeout: config.receiveMs,
    // Node looks for requests that are late every 30 s where it is not told: half a body would be held for so long.
    http: { headersTimeout: Math.min(10_000, config.receiveMs), connectionsCheckingInterval: 500 },
    clientErrorHandler: answerBroken,
    handlerTimeout: handleMs,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 120 },
    requestIdHeader: false,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && givenId.test(given) ? given : randomUUID();
    },
    frameworkErrors: (error, request, reply) => void problemHandler(log)(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>();
  // JSON is the only body there is.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(problemHandler(log));
  return app;
}

/** The server with everything on it, not listening yet. */
export async function createServer(deps: Deps, version: string): Promise<App> {
  const app = createApp(deps);
  addRecord(app, deps);
  addUnknown(app);
  await addLimits(app, deps);
  addAdmission(app, deps);
  await addDocumentation(app, version);
  operationRoutes(app, deps);
  openingRoutes(app, deps);
  caseRoutes(app, deps);
  personalRoutes(app, deps);
  historyRoutes(app, deps);
  actRoutes(app, deps);
  taskRoutes(app, deps);
  libraryRoutes(app, deps);
  reportRoutes(app, deps);
  eventRoutes(app, deps);
  await app.ready();
  return app;
}

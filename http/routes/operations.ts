import { createHash, timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { answered } from '../../db/faults';
import { LuyueError } from '../../domain/errors';
import { rolesOf } from '../../domain/org/organisation';
import type { App } from '../app';
import type { Deps } from '../deps';
import { callerOf } from '../identity/caller';
import { problems } from '../schemas/common';
import { me } from '../schemas/library';

const tags = ['Operations'];

const ready = z.object({ ready: z.boolean(), records: z.boolean(), engine: z.boolean(), worker: z.boolean() }).meta({ id: 'Ready' });

const answers = async ({ db }: Deps): Promise<boolean> => {
  try {
    await answered(db.execute(sql`select 1`));
    return true;
  } catch {
    // Why is the log's matter; here only whether.
    return false;
  }
};

/** Compares in a time that tells nothing of where two texts differ, nor of their length. */
function sameSecret(given: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

function state(app: App, deps: Deps): void {
  const health = { tags, summary: 'The server runs', security: [], response: { 200: z.object({ up: z.literal(true) }), ...problems } };
  app.get('/health', { schema: health, config: { needs: 'none' } }, async () => ({ up: true as const }));
  const readiness = {
    tags,
    summary: 'Records, Temporal and a worker are there',
    security: [],
    response: { 200: ready, 503: ready, '4xx': problems['4xx'], 500: problems['5xx'] },
  };
  app.get('/ready', { schema: readiness, config: { needs: 'none' } }, async (_request, reply) => {
    const [records, engine] = await Promise.all([answers(deps), deps.engine.state()]);
    const isReady = records && engine.answers && engine.worked;
    if (!isReady) reply.header('retry-after', '5');
    return reply.code(isReady ? 200 : 503).send({ ready: isReady, records, engine: engine.answers, worker: engine.worked });
  });
}

function figures(app: App, { config, metrics }: Deps): void {
  const schema = { tags, summary: 'Metrics in Prometheus format', security: [], hide: true };
  app.get('/metrics', { schema, config: { needs: 'none' } }, async (request, reply) => {
    const [, given = ''] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (config.metricsToken !== null && !sameSecret(given, config.metricsToken))
      throw new LuyueError('token.invalid', 'The token of the metrics is not valid.');
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}

function whoAmI(app: App, deps: Deps): void {
  const schema = { tags: ['Identity'], summary: 'Who the caller is, and what they may see', response: { 200: me, ...problems } };
  app.get('/v1/me', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const { actor, tool, scopes, staff, access } = callerOf(request);
    const roles = staff === null ? [] : rolesOf(await deps.people(), staff.id, Date.now());
    return {
      actor,
      tool,
      scopes: scopes === null ? null : [...scopes],
      roles: [...roles],
      team: staff?.team ?? null,
      branch: staff?.branch ?? null,
      sensitive: [...new Set(access.sights.flatMap(({ sensitive }) => sensitive))],
      standsInFor: access.handlers.filter((id) => id !== actor),
    };
  });
}

/** Health, readiness, metrics, and who calls. */
export function operationRoutes(app: App, deps: Deps): void {
  state(app, deps);
  figures(app, deps);
  whoAmI(app, deps);
}

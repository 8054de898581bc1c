import { z } from 'zod';
import type { Opened } from '../../client/open';
import type { ProcessType } from '../../client/process-type';
import { findSeen } from '../../db/queries/visible';
import { LuyueError } from '../../domain/errors';
import type { App } from '../app';
import type { Deps } from '../deps';
import { type Caller, callerOf } from '../identity/caller';
import { openingBody } from '../opening-schema';
import { opened } from '../schemas/cases';
import { problems } from '../schemas/common';

/** A header that identifies a request for good: the same again is the same case or act. */
export const idempotency = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/)
    .optional()
    .meta({ description: 'Visible ASCII, at most 100 characters. The same key again is the same request.' }),
});

type Body = Readonly<Record<string, unknown>>;

const bad = (path: string, reason: string): LuyueError =>
  new LuyueError('input.invalid', `${path}: ${reason}`, { issues: [{ path, reason }] });

/** Source and reference: the body's, or those that a key gives. Keys of two callers never meet. */
function identityOf(body: Body, key: string | undefined, { actor, tool, staff }: Caller): Body {
  const own = staff === null ? actor.replace('system:', '') : (tool ?? 'http');
  // What is given and wrong is refused, not replaced.
  const source = body.source === undefined ? own : body.source;
  if (staff === null && source !== own) throw new LuyueError('access.denied', `The source is who opens the case: ${own}.`, { source: own });
  if (body.reference !== undefined) return { source, reference: body.reference };
  if (key === undefined) throw bad('/reference', 'is missing: send source and reference, or an Idempotency-Key');
  return { source, reference: tool === null && staff !== null ? `${actor}:${key}` : key };
}

/** The opening as the doors take it. @throws LuyueError input.invalid, access.denied */
function requestOf(body: Body, key: string | undefined, caller: Caller, { config }: Deps): Body {
  if (body.actor !== undefined && body.actor !== caller.actor)
    throw new LuyueError('access.denied', 'Who acts is said by the token, not by the request.', { actor: caller.actor });
  if (body.compressed !== undefined && config.speed === null) throw bad('/compressed', 'drills are not opened here');
  const speed = config.speed === null ? {} : { compressed: config.speed };
  return { ...speed, ...body, ...identityOf(body, key, caller), actor: caller.actor };
}

/** A conflict with a case that the caller may not know of says no more than that. */
async function hushed(error: unknown, { db }: Deps, caller: Caller): Promise<unknown> {
  if (!(error instanceof LuyueError) || error.code !== 'open.conflict' || typeof error.data.case !== 'string') return error;
  const found = await findSeen(db, caller.access, error.data.case);
  return found?.seen === true ? error : new LuyueError('open.conflict', 'This source and reference was opened before with other content.');
}

async function open(deps: Deps, name: string, body: Body, key: string | undefined, caller: Caller): Promise<Opened> {
  const request = requestOf(body, key, caller, deps);
  try {
    return await deps.doors.open(name, request);
  } catch (error) {
    throw await hushed(error, deps, caller);
  }
}

function openingOf(app: App, deps: Deps, name: string, type: ProcessType): void {
  const schema = {
    tags: ['Opening'],
    summary: `Open a case: ${type.contract.title.en} ${type.contract.title.zh}`,
    description:
      'The same source and reference again, or the same Idempotency-Key, is the same case (200, `existed`). With other content it is `open.conflict`. ' +
      'Answered when the case is in the record.',
    headers: idempotency,
    body: openingBody(type),
    response: { 200: opened, 201: opened, ...problems },
  };
  app.post(`/v1/processes/${name}/cases`, { schema, config: { needs: 'luyue.open' } }, async (request, reply) => {
    const found = await open(deps, name, request.body, request.headers['idempotency-key'], callerOf(request));
    request.caseId = found.case;
    return reply
      .code(found.existed ? 200 : 201)
      .header('location', `/v1/cases/${found.case}`)
      .send(found);
  });
}

/** One address per process, so that its schema stands in the documentation. */
export function openingRoutes(app: App, deps: Deps): void {
  for (const [name, type] of Object.entries(deps.processes)) openingOf(app, deps, name, type);
}

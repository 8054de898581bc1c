import type { FastifyRequest } from 'fastify';
import type { CaseRow } from '../../db/queries/case';
import { recordReads } from '../../db/queries/case-read';
import { recordDenied } from '../../db/queries/refusal';
import { findSeen, type Seen } from '../../db/queries/visible';
import { LuyueError } from '../../domain/errors';
import { isSensitive } from '../../domain/org/access';
import type { Deps } from '../deps';
import { callerOf } from './caller';

/** Part of a case that is read or acted on, as the register of reads names it. */
export type Part = 'case' | 'card' | 'log' | 'clocks' | 'acts' | 'tasks' | 'documents' | 'act' | 'events' | 'personal';

const absent = (id: string): LuyueError => new LuyueError('case.not-found', `There is no case '${id}'.`, { case: id });

/** Notes the reads of sensitive cases of a request; before the answer. */
export function noteReads({ db }: Deps, request: FastifyRequest, rows: readonly { id: string; line: string }[], part: Part): Promise<void> {
  const { actor, tool } = callerOf(request);
  const cases = [...new Set(rows.filter(({ line }) => isSensitive(line)).map(({ id }) => id))];
  return recordReads(db, cases, { reader: actor, tool, part, request: request.id });
}

/**
 * How the caller of a request stands to a case, by id or short number. A case that they may not know of is not there; the attempt is recorded.
 * @throws LuyueError case.not-found
 */
export async function standing(deps: Deps, request: FastifyRequest, id: string, part: Part): Promise<Seen> {
  const caller = callerOf(request);
  const found = await findSeen(deps.db, caller.access, id);
  if (found === undefined) throw absent(id);
  request.caseId = found.row.id;
  if (!found.seen) {
    await recordDenied(deps.db, found.row.id, { actor: caller.actor, part, request: request.id }, 'The case is not theirs to see.');
    throw absent(id);
  }
  return found;
}

/** The case of a request, its read noted where it is sensitive. @throws LuyueError case.not-found */
export async function seenCase(deps: Deps, request: FastifyRequest, id: string, part: Part): Promise<CaseRow> {
  const { row } = await standing(deps, request, id, part);
  await noteReads(deps, request, [row], part);
  return row;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The case that the request is about, for the log. */
    caseId: string | null;
  }
}

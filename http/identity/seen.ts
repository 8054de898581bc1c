import type { FastifyRequest } from 'fastify';
import type { CaseRow } from '../../db/queries/case';
import { recordReads } from '../../db/queries/case-read';
import { recordRefusal } from '../../db/queries/refusal';
import { findSeen } from '../../db/queries/visible';
import { LuyueError } from '../../domain/errors';
import { isSensitive } from '../../domain/org/access';
import type { Deps } from '../deps';
import { callerOf } from './caller';

/** Part of a case that is read or acted on, as the register of reads names it. */
export type Part = 'case' | 'card' | 'log' | 'clocks' | 'acts' | 'tasks' | 'documents' | 'act' | 'events';

const absent = (id: string): LuyueError => new LuyueError('case.not-found', `There is no case '${id}'.`, { case: id });

/** Notes the reads of sensitive cases of a request; before the answer. */
export function noteReads({ db }: Deps, request: FastifyRequest, rows: readonly { id: string; line: string }[], part: Part): Promise<void> {
  const { actor, tool } = callerOf(request);
  const cases = [...new Set(rows.filter(({ line }) => isSensitive(line)).map(({ id }) => id))];
  return recordReads(db, cases, { reader: actor, tool, part, request: request.id });
}

/**
 * The case of a request, by id or short number. A case that the caller may not know of is not there; the attempt is recorded.
 * @throws LuyueError case.not-found
 */
export async function seenCase(deps: Deps, request: FastifyRequest, id: string, part: Part): Promise<CaseRow> {
  const caller = callerOf(request);
  const found = await findSeen(deps.db, caller.access, id);
  if (found === undefined) throw absent(id);
  request.caseId = found.row.id;
  if (!found.seen) {
    const attempt = { act: `read:${part}`, request: request.id, actor: caller.actor, payload: {} };
    await recordRefusal(deps.db, found.row.id, attempt, { code: 'access.denied', detail: 'The case is not theirs to see.' }, Date.now());
    throw absent(id);
  }
  await noteReads(deps, request, [found.row], part);
  return found.row;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The case that the request is about, for the log. */
    caseId: string | null;
  }
}

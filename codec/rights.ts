import { randomUUID } from 'node:crypto';
import type { Database } from '../db/connect';
import { recordReads } from '../db/queries/case-read';
import { recordDenied } from '../db/queries/refusal';
import { standings } from '../db/queries/visible';
import { LuyueError } from '../domain/errors';
import { type Access, readsAll } from '../domain/org/access';
import { personalRights } from '../domain/org/personal';
import type { Openings } from './openings';

/** Whose payloads somebody asks for: the workflow ids of their keys, empty for what is under a key of the namespace. */
export interface Asked {
  readonly db: Database;
  /** Names of the processes: what is called after one of them is a case. */
  readonly processes: readonly string[];
  readonly caller: string;
  readonly access: Access;
}

const processOf = (id: string): string => id.split('-')[0] ?? '';

/** Of the workflows that are no cases (boards) whoever decodes at all reads the figures. */
function isOpenToReaders(id: string, { processes, access }: Asked): boolean {
  return readsAll(access) || (id !== '' && !processes.includes(processOf(id)));
}

/**
 * Those of some workflows whose payloads are shown to a caller: cases by the right to their personal values. What is shown of a case is in the
 * register of reads before it is answered, and so is what was refused.
 */
export async function readableOf(asked: Asked, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { db, caller, access } = asked;
  const request = randomUUID();
  const found = await standings(db, access, ids);
  const readable = ids.filter((id) => {
    const known = found.get(id);
    return known === undefined ? isOpenToReaders(id, asked) : known.seen && known.right !== null;
  });
  for (const right of personalRights) {
    const cases = readable.filter((id) => asked.processes.includes(processOf(id)) && (found.get(id)?.right ?? 'oversight') === right);
    await recordReads(db, cases, { reader: caller, tool: 'codec', part: 'payloads', request, why: `${right}/decode` });
  }
  for (const id of ids)
    if (found.has(id) && !readable.includes(id))
      await recordDenied(db, id, { actor: caller, part: 'payloads', request }, 'The case is not theirs to read.');
  return new Set(readable);
}

/**
 * Lets a caller encode under the key of a case that they may know of, or of one that they are about to open.
 * @throws LuyueError input.invalid where the id is none of a case, codec.refused, request.too-many
 */
export async function requireEncodable({ db, processes, caller, access }: Asked, id: string, openings: Openings): Promise<void> {
  const known = (await standings(db, access, [id])).get(id);
  if (known?.seen === true) return openings.opened(caller, id);
  if (known !== undefined) throw new LuyueError('codec.refused', 'The case is not theirs to act on.', { reason: 'case' });
  if (!new RegExp(`^(?:${processes.join('|')})-(?:drill-)?[a-z2-7]{16}$`).test(id)) {
    const reason = 'must be the id of a case, or of one about to be opened (docs/http.md)';
    throw new LuyueError('input.invalid', `/headers/x-workflow-id: ${reason}`, { issues: [{ path: '/headers/x-workflow-id', reason }] });
  }
  openings.take(caller, id);
}

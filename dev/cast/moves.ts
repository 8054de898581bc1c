import type { JsonObject } from '../../domain/case/fact';
import type { CaseState, Expectation } from '../../domain/case/state';
import type { Role } from '../../domain/org/roles';
import { claimMoves } from './claim';
import { complaintMoves } from './complaint';
import { emergencyMoves } from './emergency';
import { improvementMoves } from './improvement';
import { paper } from './paper';
import { programmeMoves } from './programme';
import type { Story } from './story';

/** What a member of the cast sends. */
export interface Move {
  readonly act: string;
  readonly task: string;
  readonly payload: JsonObject;
  /** Role that does it, where that is not the owner of the task. */
  readonly by?: Role;
}

/** The payload that the cast of a process sends for a task; null where it leaves it to the user at the keyboard. */
export type Moves = (task: Expectation, state: CaseState, story: Story) => JsonObject | null;

const byProcess: Readonly<Record<string, Moves>> = {
  claim: claimMoves,
  complaint: complaintMoves,
  emergency: emergencyMoves,
  improvement: improvementMoves,
  programme: programmeMoves,
};

/** What no channel takes goes by post: the handler puts the receipt on file, the counter reports the delivery, the task is done. */
function completion({ name, title = '' }: Expectation, state: CaseState): Move {
  const [, seq] = /^undeliverable:(\d+)$/.exec(title) ?? [];
  if (state.notices[Number(seq)]?.status !== 'undeliverable') return { act: 'completeTask', task: name, payload: {} };
  const receipt = paper(state.id, 'delivery-receipt', seq);
  const { reference: evidence } = receipt;
  if (!state.documents.some((d) => d.reference === evidence)) return { act: 'attach', task: '', payload: receipt };
  const payload = { notice: Number(seq), status: 'handed', at: Date.now(), evidence };
  return { act: 'noticeReported', task: '', payload, by: 'intake' };
}

/** What the cast does about a task; null where it leaves it to the user at the keyboard. */
export function moveFor(task: Expectation, state: CaseState, story: Story): Move | null {
  if (task.act === 'completeTask') return completion(task, state);
  const payload = byProcess[state.process]?.(task, state, story) ?? null;
  return payload === null ? null : { act: task.act, task: task.name, payload };
}

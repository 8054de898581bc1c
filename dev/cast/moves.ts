import type { JsonObject } from '../../domain/case/fact';
import type { CaseState, Expectation } from '../../domain/case/state';
import { claimMoves } from './claim';
import { complaintMoves } from './complaint';
import { emergencyMoves } from './emergency';
import { improvementMoves } from './improvement';
import { programmeMoves } from './programme';
import type { Story } from './story';

/** What a member of the cast sends. */
export interface Move {
  readonly act: string;
  readonly task: string;
  readonly payload: JsonObject;
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

/** What no channel takes goes by post, and its receipt is recorded; then the task is done. */
function completion({ name, title = '' }: Expectation, state: CaseState): Move {
  const [, seq] = /^undeliverable:(\d+)$/.exec(title) ?? [];
  if (state.notices[Number(seq)]?.status !== 'undeliverable') return { act: 'completeTask', task: name, payload: {} };
  const payload = { notice: Number(seq), status: 'handed', at: Date.now(), evidence: `post:${state.id}:${seq}` };
  return { act: 'noticeReported', task: '', payload };
}

/** What the cast does about a task; null where it leaves it to the user at the keyboard. */
export function moveFor(task: Expectation, state: CaseState, story: Story): Move | null {
  if (task.act === 'completeTask') return completion(task, state);
  const payload = byProcess[state.process]?.(task, state, story) ?? null;
  return payload === null ? null : { act: task.act, task: task.name, payload };
}

import type { Recipient } from '../../domain/case/fact';
import { type Call, callsOf, isNobody, noticeOf, pendingCall, unreachableRanks } from '../../domain/processes/emergency/calls';
import { factsOf, levelOf } from '../../domain/processes/emergency/view';
import type { EmergencyEffects } from './types';

const wait = 'emergency-call-wait';

const above: readonly Recipient[] = [
  { kind: 'role', role: 'commander' },
  { kind: 'role', role: 'head-office' },
];

function startWait(c: EmergencyEffects, why: string): void {
  c.stop(wait, why);
  c.start(wait);
}

/** Calls the next rank that can be reached. Who stands there, and whether anybody does, is known when commit has looked. */
function call(c: EmergencyEffects, round: number, from: number): void {
  const unreachable = unreachableRanks(c.case);
  let rank = from;
  while (unreachable.has(rank)) rank += 1;
  const next: Call = { round, rank, notice: c.case.head.seq + 1, at: c.at };
  const roster = `emergency-${c.case.branch}`;
  const data = { kind: factsOf(c.case).kind, level: levelOf(c.case), rank, round };
  c.announce(`call:${round}.${rank}`, 'call-out', [{ kind: 'roster', roster, rank }], data, { report: 'handed', channel: 'sms' });
  c.note('call', { ...next });
  c.note(`call.${round}.${rank}`, { ...next });
  startWait(c, 'next-rank');
}

/** Begins to call at the first rank of the roster. */
export function callOut(c: EmergencyEffects): void {
  call(c, Math.max(0, ...callsOf(c.case).map(({ round }) => round)) + 1, 1);
}

/** Nobody is called any more: what has not left is taken back. */
export function endCalls(c: EmergencyEffects, why: string): void {
  if (pendingCall(c.case) === undefined) return;
  for (const { notice } of callsOf(c.case)) c.recall(notice);
  c.note('call', null);
  c.stop(wait, why);
}

/** At the end of the roster commander and head office are told; the ladder begins anew after one more wait. */
function rosterEnded(c: EmergencyEffects, pending: Call): void {
  c.note('call', { ...pending, over: true });
  const data = { kind: factsOf(c.case).kind, level: levelOf(c.case), round: pending.round };
  c.announce(`call-unanswered:${pending.round}`, 'call-unanswered', above, data);
  c.flag('call-unanswered');
  startWait(c, 'roster-ended');
}

/**
 * The call-out ladder climbs: past whoever did not answer in time, at once past whoever could not be reached (whose contact
 * is then somebody's task), and over the end of the roster to its beginning, until somebody answers.
 */
export function followCalls(c: EmergencyEffects): void {
  const pending = pendingCall(c.case);
  if (pending === undefined) return;
  const notice = noticeOf(c.case, pending);
  const isOver = isNobody(notice);
  if (isOver && pending.over !== true) {
    rosterEnded(c, pending);
    return;
  }
  const failed = notice?.status === 'undeliverable' && !isOver;
  if (failed) c.flag('contact-unreachable');
  if (!failed && c.clock(wait)?.breachedAt === undefined) return;
  call(c, isOver ? pending.round + 1 : pending.round, isOver ? 1 : pending.rank + 1);
}

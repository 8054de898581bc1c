import { numberUnder } from '../../domain/case/notes';
import type { ClockState } from '../../domain/case/state';
import { liveClocks } from '../../domain/case/wait-set';
import type { claimContract } from '../../domain/processes/claim/contract';
import { missingDocuments } from '../../domain/processes/claim/files';
import { meetByNotices, type ToldDuties } from '../kernel/told';
import { followReopening } from './again';
import { startFastLane, startLimits } from './clocks';
import { followDisaster } from './disaster';
import { claimant } from './documents';
import { followMoney } from './money';
import { claimantOf } from './result';
import type { ClaimEffects } from './types';

/** Duties to tell: met when the notice is with its channel. */
const toldDuties: ToldDuties<typeof claimContract> = [
  ['promise-claim-registered', 'claim-registered'],
  ['claim-guidance', 'claim-guidance'],
  ['claim-ctpl-docs', 'document-list'],
  ['claim-missing-docs-once', 'documents-missing'],
  ['promise-claim-progress', 'claim-progress'],
  ['promise-claim-progress', 'result-granted'],
  ['promise-claim-progress', 'result-partial'],
  ['promise-claim-progress', 'result-denied'],
];

/** Each need of an appraisal has its own reminder, met when that one is with its channel. */
function meetReminders(c: ClaimEffects): void {
  for (const { on } of liveClocks(c.case).filter((clock) => clock.rule === 'claim-appraisal-reminder')) {
    const notice = on === undefined ? undefined : c.case.notices[numberUnder(c.case, `appraisal.${on}`) ?? 0];
    const at = notice?.handedAt ?? notice?.arrivedAt;
    if (at !== undefined && on !== undefined) c.met('claim-appraisal-reminder', { on, at });
  }
}

/** A promise is kept or broken once; the breach or the deed decides, whichever is known first. */
function verdict({ metAt, breachedAt, dueAt }: ClockState): 'kept' | 'broken' | null {
  if (breachedAt !== undefined) return 'broken';
  if (metAt === undefined) return null;
  return dueAt === null || metAt < dueAt ? 'kept' : 'broken';
}

/** 4.2 Service promises: the customer is told of each whether it was kept. */
function answerForPromises(c: ClaimEffects): void {
  const promises = Object.values(c.case.clocks).filter((clock) => clock.rule.startsWith('promise-claim-'));
  for (const clock of promises) {
    const key = `promise.${clock.id}`;
    const kept = c.case.notes[key] === undefined ? verdict(clock) : null;
    if (kept === null) continue;
    c.note(key, kept);
    const to = clock.on === undefined ? claimant : claimantOf(c, clock.on);
    c.announce(key, kept === 'kept' ? 'promise-kept' : 'promise-broken', [to], { milestone: clock.rule, dueAt: clock.dueAt });
  }
}

/** The claimant is reminded of missing documents whenever the handler is. */
function remindOfDocuments(c: ClaimEffects): void {
  const wait = c.clock('claim-docs-wait');
  const fired = wait?.state === 'running' ? wait.fired.filter((name) => name.startsWith('remind')).length : 0;
  const key = `reminded.${wait?.startedSeq ?? 0}`;
  const told = c.case.notes[key];
  if (fired === 0 || told === fired) return;
  c.note(key, fired);
  c.announce(`documents-reminder:${c.case.head.seq}`, 'documents-reminder', [claimant], { documents: missingDocuments(c.case) });
}

/** What follows from the state of a claim whatever its stage. */
export function keepUp(c: ClaimEffects): void {
  followReopening(c);
  followDisaster(c);
  startLimits(c);
  startFastLane(c);
  meetByNotices(c, toldDuties);
  meetReminders(c);
  remindOfDocuments(c);
  followMoney(c);
  answerForPromises(c);
}

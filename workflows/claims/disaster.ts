import { missingDocuments } from '../../domain/processes/claim/files';
import { exposuresOf, instantOf, type Lane, laneOf, noted, openingOf } from '../../domain/processes/claim/view';
import { stopFastLane } from './clocks';
import type { ClaimEffects } from './types';

/** The claim takes the fast lane from now on; what the relaxed list does not ask for is not waited for. */
function enter(c: ClaimEffects, event: string): void {
  c.note('lane', { event, since: c.at, seq: c.case.head.seq, payments: Object.keys(c.case.payments).length });
  c.flag('catastrophe');
  const isWaiting = instantOf(c.case, 'documentsAt') !== undefined && instantOf(c.case, 'completeAt') === undefined;
  if (isWaiting && missingDocuments(c.case).length === 0) c.note('completeAt', c.at);
}

/** What was caused in the fast lane and nobody can take back: notices that were told, advances that were ordered. */
function standing(c: ClaimEffects, { seq, payments }: Lane) {
  const notices = Object.values(c.case.notices).filter((n) => n.seq > seq && n.status !== 'recalled');
  const advances = Object.values(c.case.payments)
    .slice(payments)
    .filter((p) => p.purpose === 'advance' && p.status !== 'rejected' && p.status !== 'returned');
  return {
    notices: notices.map((n) => n.template),
    advances: advances.map((p) => p.key),
    advancedFen: advances.reduce((sum, p) => sum + p.amountFen, 0),
  };
}

/** Back to the ordinary limits, which never stopped. What was sent or paid stays, and is named. */
function leave(c: ClaimEffects, lane: Lane): void {
  const stands = standing(c, lane);
  stopFastLane(c, `left-event:${lane.event}`);
  c.flag('catastrophe', false);
  if (exposuresOf(c.case).some(({ id }) => noted(c.case, id, 'determinedAt') !== undefined)) c.note('relaxed', true);
  c.note('lane', null);
  c.note(`left:${lane.event}`, { at: c.at, ...stands });
  if (stands.advancedFen > 0) c.addTask(`advance-stands:${lane.event}`, { kind: 'handler' });
}

/** A claim that was opened for a disaster before claims joined events joins it when it moves next. */
function joinNamed(c: ClaimEffects): void {
  const { catastrophe } = openingOf(c.case);
  if (catastrophe !== undefined && c.case.event === null && c.case.notes.lane === undefined) c.join(catastrophe);
}

/** The fast lane follows the event that the claim belongs to, whoever joined it or took it out. */
export function followDisaster(c: ClaimEffects): void {
  joinNamed(c);
  const lane = laneOf(c.case);
  if (lane !== null && lane.event !== c.case.event) leave(c, lane);
  if (c.case.event !== null && lane?.event !== c.case.event) enter(c, c.case.event);
}

import type { Expectation } from '../../domain/case/state';
import { daysUntil, onTheWall } from '../../domain/processes/dates';
import { askedEnd, involved, measuresOf, onOrder, openingOf, orderOf, ownerOf } from '../../domain/processes/improvement/view';
import { chain } from './ending';
import type { ImprovementEffects } from './types';

/** The clock of the order in force, up to its own day. Another order has another clock: what was missed stays missed. */
export function runOrder(c: ImprovementEffects): void {
  const order = orderOf(c.case);
  if (order === undefined || c.clock('rectification-deadline', onOrder(order.no)) !== undefined) return;
  const { no, date } = order;
  // An order that was served when its date had passed is missed from that date on.
  const servedAt = Math.min(order.servedAt, onTheWall(c.case, date));
  c.start('rectification-deadline', { on: onOrder(no), startsAt: servedAt, agreedTerm: daysUntil(c.case, servedAt, date) });
  c.announce(`order:${no}`, 'improvement-order', chain('handler', 'team-lead', 'branch-manager', 'compliance'), { dueAt: date });
}

export function opened(c: ImprovementEffects): void {
  const { from, topic, severity } = openingOf(c.case);
  runOrder(c);
  c.announce('opened', 'improvement-opened', chain('handler', 'team-lead'), { from, topic, severity });
}

const staffOf = (owner: string | null): readonly string[] => (owner?.startsWith('staff:') ? [owner.slice('staff:'.length)] : []);

/** Whoever has the task of a measure now. */
const holders = ({ owner, delegate }: Expectation): readonly string[] => [...staffOf(owner), ...(delegate === undefined ? [] : [delegate])];

/** Owners of the improvement and its measures as people come and go, and who answered for them. */
function noteInvolved(c: ImprovementEffects): void {
  const tasks = Object.values(c.case.expectations).filter((e) => e.act === 'reportDone');
  for (const { on, owner } of tasks) for (const staff of staffOf(owner)) if (on !== undefined) c.note(`${on}.owner`, staff);
  const own = ['findCause', 'proposePlan', 'reportDone'];
  const answers = c.case.answers.filter((a) => own.includes(a.act));
  const found = [
    ...involved(c.case),
    ...(c.case.handler === null ? [] : [c.case.handler]),
    ...measuresOf(c.case).map((m) => ownerOf(c.case, m)),
    ...tasks.flatMap(holders),
    ...answers.flatMap((a) => [a.by, ...(a.onBehalfOf === undefined ? [] : [a.onBehalfOf])]),
  ];
  c.note('involved', [...new Set(found)]);
}

/** The time to ask for an extension ends without a breach of anything. */
function closeWindows(c: ImprovementEffects): void {
  for (const clock of Object.values(c.case.clocks))
    if (clock.rule === 'improve-extension-window' && clock.breachedAt !== undefined)
      c.stop('improve-extension-window', 'window-closed', clock.on);
}

/** An early end that nobody decides on any more (the case was closed and opened again) is not asked for either. */
function dropStaleEnd(c: ImprovementEffects): void {
  const isPending = Object.values(c.case.expectations).some((e) => e.act === 'decideEnd');
  if (askedEnd(c.case) !== undefined && !isPending) c.note('askedEnd', null);
}

/** What follows from the state of an improvement whatever its stage. */
export function keepUp(c: ImprovementEffects): void {
  runOrder(c);
  noteInvolved(c);
  closeWindows(c);
  dropStaleEnd(c);
}

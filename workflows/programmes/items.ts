import type { JsonObject } from '../../domain/case/fact';
import { type Item, isLive, itemIn, itemsOf, noteOf, quarterOf } from '../../domain/processes/programme/view';
import { chain } from './telling';
import type { ProgrammeEffects } from './types';

/** What an act says of an improvement that is to be opened. */
interface Matter {
  readonly item: string;
  readonly line: string;
  readonly topic: string;
  readonly severity: string;
  readonly baseline?: { readonly indicator: string; readonly value: number } | undefined;
}

export function noteItem(c: ProgrammeEffects, item: Item): void {
  c.note(...noteOf(item));
}

/** Before the plan of the quarter is approved an item waits for it; afterwards it begins at once. */
export const standingNow = (c: ProgrammeEffects): Item['standing'] => (c.case.stage === 'run' ? 'planned' : 'candidate');

export function addMatter(
  c: ProgrammeEffects,
  { item, line, topic, severity, baseline }: Matter,
  from: string,
  standing: Item['standing'],
): void {
  const content: JsonObject = { from, topic, severity, ...(baseline === undefined ? {} : { baseline: { ...baseline } }) };
  noteItem(c, { id: item, standing, matter: { line, content } });
}

/** What the plan of the quarter holds goes ahead: improvements are opened, and those that exist are followed. */
export function plan(c: ProgrammeEffects, ids: readonly string[]): void {
  for (const id of ids) {
    const item = itemIn(c.case, id);
    if (item !== undefined && isLive(item)) noteItem(c, { ...item, standing: 'planned' });
  }
}

/** Opens or follows the improvement of every planned item, once. */
export function openPlanned(c: ProgrammeEffects): void {
  for (const { id, standing, case: existing, matter } of itemsOf(c.case)) {
    if (standing !== 'planned') continue;
    if (existing !== undefined) {
      c.follow(id, existing);
      c.link(existing, 'item');
    } else if (matter !== undefined) c.request(id, { process: 'improvement', branch: c.case.branch, ...matter });
  }
}

/** The end of an item's improvement, in the quarter in which the programme hears of it. */
export function noteEnds(c: ProgrammeEffects): void {
  for (const item of itemsOf(c.case)) {
    const { status, outcome = 'refused' } = c.case.children[item.id] ?? {};
    if (item.endedIn !== undefined || (status !== 'closed' && status !== 'refused')) continue;
    noteItem(c, { ...item, endedIn: quarterOf(c.case) });
    c.announce(`ended:${item.id}`, 'programme-item-ended', chain('handler', 'team-lead'), { item: item.id, outcome });
  }
}

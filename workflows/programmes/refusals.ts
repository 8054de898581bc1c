import type { CaseState } from '../../domain/case/state';
import { legalTime } from '../../domain/processes/dates';
import { endOfQuarter, monthOf } from '../../domain/processes/programme/quarter';
import { analysed, isLive, itemIn, quarterOf } from '../../domain/processes/programme/view';
import type { ProgrammeRefusals } from './types';

const taken = (state: CaseState, id: string): string | null =>
  itemIn(state, id) === undefined ? null : `'${id}' is an item of this programme already: give the new one an id of its own.`;

const twice = (ids: readonly string[]): string | undefined => ids.find((id, index) => ids.indexOf(id) !== index);

/** An item that may be planned or taken out. */
function unfit(state: CaseState, id: string): string | null {
  const item = itemIn(state, id);
  if (item === undefined) return `There is no item '${id}' in this programme.`;
  if (item.standing === 'dropped') return `'${id}' was taken out.`;
  return isLive(item) ? null : `The improvement of '${id}' has ended.`;
}

/** What the programme refuses although the general rules allow it. */
export const programmeRefusals: ProgrammeRefusals = {
  addItem: (state, { payload: { item } }) => taken(state, item),
  includeItem: (state, { payload: { item, case: existing } }) => {
    const known = Object.values(state.children).find((child) => child.case === existing);
    return taken(state, item) ?? (known === undefined ? null : `${existing} is in this programme already, as '${known.name}'.`);
  },
  dropItem: (state, { payload: { item } }) => unfit(state, item),
  analyseComplaints: (state, { payload: { period, items } }, at) => {
    if (analysed(state).includes(period)) return `Complaints of ${period} were analysed already.`;
    if (period > monthOf(legalTime(state, at))) return `${period} has not begun.`;
    const ids = items.map(({ item }) => item);
    const double = twice(ids);
    if (double !== undefined) return `Two improvements have the id '${double}'.`;
    return ids.map((id) => taken(state, id)).find((reason) => reason !== null) ?? null;
  },
  setOrder: (state, { payload: { items } }) => {
    const double = twice(items);
    if (double !== undefined) return `'${double}' stands in the order twice.`;
    return items.map((id) => unfit(state, id)).find((reason) => reason !== null) ?? null;
  },
  holdReview: (state, _asked, at) => {
    const quarter = quarterOf(state);
    return legalTime(state, at) < endOfQuarter(quarter) ? `${quarter} has not ended: its review looks at the whole of it.` : null;
  },
};

import { endOfQuarter, nextQuarter } from '../../domain/processes/programme/quarter';
import { analysed, figuresOf, itemIn, lastAnalysisAt, orderOf, quarterOf } from '../../domain/processes/programme/view';
import { addMatter, noteEnds, noteItem, openPlanned, plan, standingNow } from './items';
import { chain, sayClosed } from './telling';
import type { ProgrammeActEffects, ProgrammeEffects } from './types';

export function opened(c: ProgrammeEffects): void {
  const quarter = quarterOf(c.case);
  c.announce('opened', 'programme-opened', chain('handler', 'team-lead'), { quarter, endsAt: endOfQuarter(quarter) });
}

const items: ProgrammeActEffects = {
  addItem: (c, { payload }) => addMatter(c, payload, payload.from, standingNow(c)),
  includeItem: (c, { payload }) => noteItem(c, { id: payload.item, standing: standingNow(c), case: payload.case }),
  dropItem: (c, { payload: { item: id } }) => {
    const item = itemIn(c.case, id);
    if (item !== undefined) noteItem(c, { ...item, standing: 'dropped' });
  },
  // Arts. 9 and 26: what a month's complaints have in common is put right in time, whatever the plan of the quarter.
  analyseComplaints: (c, { payload: { period, complaints, causes, items: found }, at }) => {
    c.met('improve-complaint-root-cause', { at });
    c.note('analysedAt', at);
    c.note('periods', [...analysed(c.case), period]);
    c.note(`causes:${period}`, { complaints, causes: Object.fromEntries(causes.map(({ cause, count }) => [cause, count])) });
    for (const matter of found) addMatter(c, matter, 'complaint', 'planned');
    const data = { period, complaints, opened: found.length };
    c.announce(`analysis:${period}`, 'programme-analysis', chain('handler', 'team-lead', 'branch-manager'), data);
  },
};

const course: ProgrammeActEffects = {
  setOrder: (c, { payload }) => c.note('order', payload.items),
  approveOrder: (c, { payload: { decision } }) => {
    if (decision !== 'approved') return;
    const order = orderOf(c.case);
    plan(c, order);
    const quarter = quarterOf(c.case);
    c.announce(`planned:${quarter}`, 'programme-planned', chain('handler', 'team-lead'), { quarter, items: order.length });
  },
  holdReview: (c) => {
    const quarter = quarterOf(c.case);
    const figures = { ...figuresOf(c.case) };
    c.note(`review:${quarter}`, figures);
    c.announce(`reviewed:${quarter}`, 'programme-reviewed', chain('team-lead', 'branch-manager'), { quarter, ...figures });
  },
  decideQuarter: (c, { payload: { decision } }) => {
    if (decision === 'close') return;
    const quarter = nextQuarter(quarterOf(c.case));
    const carried = figuresOf(c.case).open;
    c.note('quarter', quarter);
    c.announce(`continued:${quarter}`, 'programme-continued', chain('handler', 'team-lead'), { quarter, carried });
  },
  withdraw: (c, { ground }) => {
    sayClosed(c, 'withdrawn');
    c.end('withdrawn', ground);
  },
};

/** What acts record when they are accepted. */
export const programmeEffects: ProgrammeActEffects = { ...items, ...course };

/** What follows from the state of a programme whatever its stage: the next analysis, improvements that are opened, and their ends. */
export function keepUp(c: ProgrammeEffects): void {
  c.ask('analyseComplaints', { kind: 'handler' });
  c.start('improve-complaint-root-cause', { value: 'every', startsAt: lastAnalysisAt(c.case) });
  openPlanned(c);
  noteEnds(c);
}

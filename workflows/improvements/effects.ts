import { numberUnder } from '../../domain/case/notes';
import type { Answer } from '../../domain/case/state';
import {
  askedEnd,
  deciderOf,
  type Ending,
  effectOf,
  measuresOf,
  onOrder,
  openingOf,
  orderOf,
  ownerOf,
  reaches,
  roundOf,
} from '../../domain/processes/improvement/view';
import { chain, sayClosed } from './ending';
import { extensionEffects } from './extensions';
import type { ImprovementActEffects, ImprovementEffects } from './types';

/** The plan in force from now on; days and owners of its measures are kept apart, because they change. */
function planned(c: ImprovementEffects, { payload }: Parameters<NonNullable<ImprovementActEffects['proposePlan']>>[1]): void {
  const { measures, target, effectAt } = payload;
  const baseline = openingOf(c.case).baseline ?? payload.baseline;
  c.note(
    'measures',
    measures.map(({ id, owner, case: own }) => ({ id, owner, ...(own === undefined ? {} : { case: { ...own } }) })),
  );
  for (const { id, dueAt } of measures) c.note(`${id}.dueAt`, dueAt);
  c.note('effect', { indicator: target.indicator, bound: target.bound, target: target.value, baseline: baseline?.value ?? 0 });
  c.note('effectAt', effectAt);
  c.note('approvedAt', null);
}

function approved(c: ImprovementEffects, at: number): void {
  c.note('approvedAt', at);
  c.note('round', roundOf(c.case) + 1);
  c.note('verifiedAt', null);
  for (const measure of measuresOf(c.case)) {
    const to = [{ kind: 'staff', staff: ownerOf(c.case, measure) }] as const;
    const dueAt = numberUnder(c.case, `${measure.id}.dueAt`);
    c.announce(`measure:${measure.id}`, 'improvement-measure', to, { measure: measure.id, dueAt });
  }
}

const work: ImprovementActEffects = {
  findCause: (c, { payload: { cause, recurring } }) => {
    c.note('cause', cause);
    c.flag('recurring', recurring);
  },
  proposePlan: planned,
  approvePlan: (c, { payload, at }) => {
    if (payload.decision === 'approved') approved(c, at);
  },
  reportDone: (c, { payload: { measure, evidence }, at, seq }) => {
    evidence.forEach((document, index) => {
      c.document({ id: `doc-${seq}-${index + 1}`, receivedAt: at, ...document });
    });
    c.note(`${measure}.doneAt`, at);
    c.met('improve-measure', { on: measure, at });
    c.stop('improve-extension-window', 'done', measure);
    c.stop('improve-decision', 'done', measure);
    c.unask('decideExtension', 'done', measure);
  },
  planAgain: (c, { ground }) => {
    c.flag('begun-again');
    const data = { round: roundOf(c.case) + 1, ground };
    c.announce(`again:${c.case.head.seq}`, 'improvement-again', chain('team-lead', 'branch-manager', 'head-office'), data);
  },
};

/** Measures that the verifier sends back are not done. */
function sentBack(c: ImprovementEffects, named: readonly string[] | undefined): void {
  const own = measuresOf(c.case);
  const back = named === undefined || named.length === 0 ? own : own.filter(({ id }) => named.includes(id));
  const returned = (numberUnder(c.case, 'returned') ?? 0) + 1;
  c.note('returned', returned);
  for (const { id } of back) c.note(`${id}.doneAt`, null);
  const to = [...new Set(back.map((m) => ownerOf(c.case, m)))].map((staff) => ({ kind: 'staff' as const, staff }));
  c.announce(`returned:${c.case.head.seq}`, 'improvement-returned', [...to, ...chain('handler')], {
    measures: back.map(({ id }) => id),
    returned,
  });
}

/** The correction is made when somebody without a part in it has accepted it; the regulator is told. */
function verified(c: ImprovementEffects, at: number): void {
  c.note('verifiedAt', at);
  const order = orderOf(c.case);
  if (order === undefined) return;
  c.met('rectification-deadline', { on: onOrder(order.no), at });
  const data = { measures: measuresOf(c.case).length, verifiedAt: at };
  c.announce(`rectified:${c.case.head.seq}`, 'improvement-rectified', [{ kind: 'regulator', body: 'nfra' }], data, { report: 'handed' });
}

const checking: ImprovementActEffects = {
  verify: (c, { payload, at }) => (payload.decision === 'accepted' ? verified(c, at) : sentBack(c, payload.measures)),
  measureEffect: (c, { payload: { value, evidence = [] }, at, seq }) => {
    evidence.forEach((document, index) => {
      c.document({ id: `doc-${seq}-${index + 1}`, receivedAt: at, ...document });
    });
    c.note('measuredValue', value);
    const effect = effectOf(c.case);
    if (effect === undefined) return;
    const { indicator, baseline, target } = effect;
    const result = reaches(effect, value) ? 'effective' : 'not-effective';
    const data = { indicator, baseline, target, value, result };
    c.announce(`effect:${c.case.head.seq}`, 'improvement-effect', chain('handler', 'team-lead'), data);
  },
  newOrder: (c, { payload: { orderedDate }, at }) => {
    const order = orderOf(c.case);
    if (order !== undefined) c.stop('rectification-deadline', 'new-order', onOrder(order.no));
    c.note('orderNo', (order?.no ?? 0) + 1);
    c.note('orderedDate', orderedDate);
    c.note('orderServedAt', at);
  },
};

const askersOf = ({ by, onBehalfOf }: Pick<Answer, 'by' | 'onBehalfOf'>): readonly string[] =>
  onBehalfOf === undefined ? [by] : [by, onBehalfOf];

/** An early end is asked for by one person and decided by a second; the asker's reason is the reason of the end. */
function askEnd(c: ImprovementEffects, ending: Ending, { ground = '', ...asker }: Pick<Answer, 'by' | 'onBehalfOf' | 'ground'>): void {
  c.note('askedEnd', ending);
  c.note('askedGround', ground);
  c.ask('decideEnd', { kind: 'role', role: deciderOf(c.case) }, { not: askersOf(asker) });
  c.start('improve-decision');
}

const endings: ImprovementActEffects = {
  withdraw: (c, answer) => askEnd(c, 'withdrawn', answer),
  supersede: (c, answer) => {
    c.note('supersededBy', answer.payload.by);
    askEnd(c, 'superseded', answer);
  },
  merge: (c, { payload: { into } }) => c.merge(into),
  giveUp: (c, answer) => askEnd(c, 'not-effective', answer),
  decideEnd: (c, { payload: { decision }, at }) => {
    const ending = askedEnd(c.case);
    const { askedGround, supersededBy } = c.case.notes;
    c.met('improve-decision', { at });
    c.note('askedEnd', null);
    if (ending === undefined || decision === 'refused') return;
    if (ending === 'superseded' && typeof supersededBy === 'string') c.link(supersededBy, 'superseded-by');
    sayClosed(c, ending);
    c.end(ending, typeof askedGround === 'string' ? askedGround : undefined);
  },
};

/** What acts record when they are accepted. */
export const improvementEffects: ImprovementActEffects = { ...work, ...checking, ...extensionEffects, ...endings };

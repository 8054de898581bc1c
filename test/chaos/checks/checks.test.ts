import type { Fact } from '../../../domain/case/fact';
import type { CaseEvidence, Evidence } from './evidence';
import { checks, differencesIn } from './index';
import { whole, wholeCase } from './whole';

const { id, row, events, engine } = wholeCase;
const [clock] = wholeCase.clocks;
const [payment] = wholeCase.payments;
const [sms, mail] = wholeCase.notices;
const [act] = whole.book.acts;
const [opening] = whole.book.openings;
if (!clock || !payment || !sms || !mail || !act || !opening) throw new Error('the honest run has one of each');

/** The honest run with one case otherwise. */
const withCase = (change: Partial<CaseEvidence>): Evidence => ({ ...whole, cases: [{ ...wholeCase, ...change }] });
const withBook = (change: Partial<Evidence['book']>): Evidence => ({ ...whole, book: { ...whole.book, ...change } });

/** The log with one more fact, of an act that the engine knows as well where `known`. */
function withFact(fact: Fact): CaseEvidence['events'] {
  const last = events.at(-1);
  return last === undefined ? [] : [...events, { ...last, seq: last.seq + 1, fact }];
}

const segmentsBut = (no: number, change: Partial<CaseEvidence['segments'][number]>): CaseEvidence['segments'] =>
  wholeCase.segments.map((segment) => (segment.no === no ? { ...segment, ...change } : segment));

const again: Fact = { kind: 'acted', act: 'determine', request: 'player-1-1', payload: {} };
const stranger: Fact = { kind: 'acted', act: 'comment', request: 'player-9-9', payload: {} };
const rung: Fact = { kind: 'rung', clock: 'c1', rung: { name: 'breach', at: whole.at, kind: 'breach', to: [], level: 0 } };

const broken: readonly (readonly [what: string, check: string, evidence: Evidence])[] = [
  ['an acknowledged act that the log has twice', 'acts', withCase({ events: withFact(again) })],
  ['an acknowledged act that the log does not have', 'acts', withBook({ acts: [{ ...act, request: 'player-1-2' }] })],
  ['an acknowledged act at another place', 'acts', withBook({ acts: [{ ...act, fate: { kind: 'acknowledged', seq: 3, hash: '' } }] })],
  ['a request under which the log has another act', 'acts', withBook({ acts: [{ ...act, act: 'recommend' }] })],
  ['a refused act that is in the log', 'acts', withBook({ acts: [{ ...act, fate: { kind: 'refused', code: 'act.not-now' } }] })],
  ['an act that nobody sent', 'acts', withCase({ events: withFact(stranger) })],
  ['an act that a defect answered', 'acts', withBook({ acts: [{ ...act, fate: { kind: 'broken', why: 'TypeError' } }] })],
  ['two answers to one request', 'answers', withBook({ discords: [{ case: id, request: 'r', answers: ['8 a', '9 b'] }] })],
  ['an acknowledged opening without a case', 'openings', { ...whole, cases: [] }],
  ['an opening that is two cases', 'openings', { ...whole, cases: [wholeCase, { ...wholeCase, id: 'claim-2' }] }],
  ['an opening that was refused', 'openings', withBook({ openings: [{ ...opening, fate: { kind: 'refused', code: 'open.conflict' } }] })],
  ['a payment that the bank took twice', 'payments', { ...whole, ledger: [...whole.ledger, ...whole.ledger] }],
  ['a payment that the bank never took', 'payments', { ...whole, ledger: [] }],
  ['a payment of another amount', 'payments', { ...whole, ledger: [{ state: 'accepted', key: 'K1', amountFen: 501, payee: '6222' }] }],
  ['a payment to another account', 'payments', { ...whole, accounts: new Map([['K1', '6333']]) }],
  ['a payment that nobody asked for', 'payments', { ...whole, ledger: [...whole.ledger, { state: 'accepted', key: 'K2', amountFen: 1 }] }],
  ['a payment that the case does not know of', 'payments', withCase({ payments: [{ ...payment, reported: 'requested' }] })],
  ['a payment that is still under way', 'payments', withCase({ payments: [{ ...payment, status: 'unknown' }] })],
  ['a payment that the bank gave back', 'payments', { ...whole, ledger: [...whole.ledger, { state: 'returned', key: 'K1' }] }],
  ['a payment without a row', 'payments', withCase({ payments: [] })],
  ['a claim closed as paid without money', 'payments', { ...withCase({ row: { ...row, outcome: 'paid' }, payments: [] }), ledger: [] }],
  ['a notice that is in no outbox', 'notices', withCase({ notices: [sms] })],
  ['a notice that was never sent', 'notices', withCase({ notices: [{ ...sms, status: 'queued' }, mail] })],
  ['a notice that is marked and never arrived', 'notices', { ...whole, arrived: { ...whole.arrived, mail: [] } }],
  ['a short message that reached its phone twice', 'notices', { ...whole, arrived: { ...whole.arrived, sms: [sms.id, sms.id] } }],
  ['an undeliverable notice that its case does not know of', 'notices', withCase({ notices: [{ ...sms, status: 'undeliverable' }, mail] })],
  ['a ledger with a gap', 'clocks', withCase({ segments: segmentsBut(1, { from: clock.startsAt + 1_500 }) })],
  ['a ledger that is cut off', 'clocks', withCase({ segments: segmentsBut(2, { to: whole.at }) })],
  ['a ledger that begins late', 'clocks', withCase({ segments: segmentsBut(0, { from: clock.startsAt + 1 }) })],
  ['a ledger of which a stretch is missing', 'clocks', withCase({ segments: wholeCase.segments.filter(({ no }) => no !== 1) })],
  ['a clock whose last stretch is not its state', 'clocks', withCase({ segments: segmentsBut(2, { state: 'paused' }) })],
  ['a clock without a ledger', 'clocks', withCase({ segments: [] })],
  ['a clock in another state than its events', 'clocks', withCase({ clocks: [{ ...clock, state: 'met' }] })],
  ['a breach that the row does not have', 'clocks', withCase({ clocks: [{ ...clock, breachedAt: null }] })],
  ['a clock without a row', 'clocks', withCase({ clocks: [] })],
  ['a rung that struck twice, and early', 'clocks', withCase({ events: withFact(rung) })],
  [
    'a rung that is overdue',
    'clocks',
    withCase({ clocks: [{ ...clock, nextRung: { name: 'r', at: clock.startsAt, kind: 'repeat', to: [], level: 0 } }] }),
  ],
  ['an open case that waits on nobody', 'owners', withCase({ events: events.slice(0, 2) })],
  [
    'a task that is nobody’s',
    'owners',
    withCase({ events: withFact({ kind: 'expected', name: 'x', act: 'survey', from: { kind: 'handler' }, not: [], owner: null }) }),
  ],
  ['a case that the engine has lost', 'agreement', withCase({ engine: { ...engine, status: 'ABSENT', state: null } })],
  ['a case that the engine does not list', 'agreement', { ...whole, engineOpen: new Set() }],
  ['a run without a case', 'agreement', { ...whole, engineOpen: new Set([id, 'claim-2']) }],
  ['an engine that is behind the log', 'agreement', withCase({ events: withFact({ kind: 'flagged', flag: 'disputed', up: true }) })],
  [
    'an engine with another state than the log tells',
    'agreement',
    withCase({ engine: { ...engine, state: engine.state && { ...engine.state, stage: 'pay' } } }),
  ],
  ['an engine that does not answer', 'agreement', withCase({ engine: { ...engine, state: null } })],
  ['a workflow task that fails again and again', 'progress', withCase({ engine: { ...engine, taskAttempts: 4 } })],
  ['a case that is parked', 'progress', withCase({ engine: { ...engine, isParked: true } })],
  ['a broken hash chain', 'chain', { ...whole, flaws: [{ kind: 'edited', where: id, seq: 3, detail: 'row 3 was changed' }] }],
];

describe('the checks of a chaos run', () => {
  it('find nothing in an honest run', () => {
    expect(differencesIn(whole)).toEqual([]);
  });

  it.each(broken)('find %s', (_what, check, evidence) => {
    expect(differencesIn(evidence).map((difference) => difference.check)).toContain(check);
  });

  it('are each seen to fail', () => {
    const seen = new Set(broken.map(([, check]) => check));
    expect(checks.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
  });

  it('forgive a run that no version can replay only where the case is closed and known to be so', () => {
    const closed = { ...row, status: 'closed', closedAt: whole.at } as const;
    const silent: CaseEvidence = { ...wholeCase, row: closed, engine: { ...engine, status: 'COMPLETED', state: null } };
    const of = (spoiled: ReadonlySet<string>) =>
      differencesIn({ ...whole, cases: [silent], engineOpen: new Set(), spoiled }).filter(({ check }) => check === 'agreement');
    expect(of(new Set())).toHaveLength(1);
    expect(of(new Set([id]))).toEqual([]);
  });

  it('forgive an engine that does not have a case only where the case is closed', () => {
    const lost = (status: 'open' | 'closed') => {
      const one: CaseEvidence = { ...wholeCase, row: { ...row, status }, engine: { ...engine, status: 'ABSENT', state: null } };
      return differencesIn({ ...whole, cases: [one], engineOpen: new Set() }).filter(({ check }) => check === 'agreement');
    };
    expect(lost('open')).toHaveLength(1);
    expect(lost('closed')).toEqual([]);
  });
});

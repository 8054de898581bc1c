import { type EngineCase, missingOf, type RecordCase, standingOf } from '../../client/comparison';
import { emptyCase } from '../../domain/case/state';

const recent = [3, 4, 5].map((seq) => ({ seq, at: seq, actor: 'u1', what: `act-${seq}` }));
const engine = (seq: number, more: Partial<EngineCase> = {}): EngineCase => ({
  id: 'claim-1',
  isRunning: true,
  isTerminated: false,
  state: { ...emptyCase('claim-1'), head: { seq, hash: `h${seq}` }, recent },
  ...more,
});
const record = (headSeq: number, hashAtEngine: string | null, status: RecordCase['status'] = 'open'): RecordCase => ({
  id: 'claim-1',
  status,
  headSeq,
  hashAtEngine,
});
const ended = { isRunning: false };

describe('engine and record of one case', () => {
  it.each([
    ['agree where both end at the same event', engine(5), record(5, 'h5'), 'agrees'],
    ['agree where the case is closed and the engine has let it go', null, record(5, null, 'closed'), 'agrees'],
    ['agree where both have it closed', engine(5, ended), record(5, 'h5', 'closed'), 'agrees'],
    ['differ where the engine knows less', engine(3), record(5, 'h3'), 'engine-behind'],
    ['differ where the record lacks events', engine(5), record(3, null), 'record-behind'],
    ['differ where the record lacks the closing', engine(5, ended), record(3, null), 'record-behind'],
    ['contradict each other where an event is another one', engine(3), record(5, 'other'), 'contradicts'],
    ['differ where no run lives', null, record(5, null), 'only-in-record'],
    ['differ where its run was ended by hand', engine(5, { ...ended, isTerminated: true }), record(5, 'h5'), 'only-in-record'],
    ['differ where the record has no such case', engine(5), null, 'only-in-engine'],
    ['differ where the record has no such case and nobody can read it', engine(5, { state: null }), null, 'only-in-engine'],
    ['are not compared where nobody answers', engine(5, { state: null }), record(5, null), 'silent'],
  ] as const)('%s', (_what, known, written, standing) => {
    expect(standingOf(known, written)).toBe(standing);
  });

  it('say nothing of what never was a case, or was ended by hand on purpose', () => {
    expect(standingOf(null, null)).toBeNull();
    expect(standingOf(engine(0), null)).toBeNull();
    expect(standingOf(engine(5, { ...ended, isTerminated: true }), null)).toBeNull();
  });

  it('tell which events the record lacks, and what the engine knows of them', () => {
    const [, ...lost] = recent.map(({ at, actor, what }) => ({ at, actor, what }));
    expect(missingOf(engine(5), record(3, null))).toEqual({ from: 4, to: 5, known: lost });
    expect(missingOf(engine(5), record(5, 'h5'))).toBeNull();
    expect(missingOf(engine(5, { state: null }), null)).toBeNull();
  });
});

import { isDeepStrictEqual } from 'node:util';
import { foldAll } from '../../../domain/case/fold';
import { type CaseState, emptyCase } from '../../../domain/case/state';
import { waitSet } from '../../../domain/case/wait-set';
import type { CaseEvidence, Check } from './evidence';

const folded = ({ id, events }: CaseEvidence): CaseState => foldAll(emptyCase(id), events);

/** As it crosses the engine. */
const crossed = (state: CaseState): unknown => JSON.parse(JSON.stringify(state));

/** Whoever or whatever an open case waits for. */
export const owners: Check = {
  name: 'owners',
  says: 'no open case waits on nobody, and every task of one has an owner',
  find: ({ cases }) =>
    cases.flatMap((one) => {
      if (one.row.status !== 'open') return [];
      const state = folded(one);
      const { on, tasks } = waitSet(state);
      const orphans = tasks.filter(({ owner }) => owner === null).map(({ name }) => ({ where: `${one.id} ${name}`, what: 'is nobody’s' }));
      return on === 'nobody' ? [{ where: one.id, what: `waits on nobody at ${state.stage}` }, ...orphans] : orphans;
    }),
};

function disagreement({ engine, row, events }: CaseEvidence, state: CaseState, isListed: boolean, isSpoiled: boolean): string | null {
  const isOpen = row.status === 'open';
  if (isOpen !== (engine.status === 'RUNNING')) return `the record has it ${row.status}, the engine ${engine.status}`;
  if (isOpen !== isListed) return `the record has it ${row.status}; the engine ${isListed ? 'lists it as open' : 'does not list it'}`;
  if (row.headSeq !== events.length) return `its row stands at ${row.headSeq}, its log at ${events.length}`;
  // Closed, and opened after the moment that the engine was restored to, or past its retention: the record is all there is.
  if (isSpoiled || (!isOpen && engine.status === 'ABSENT')) return null;
  if (engine.state === null) return `the engine (${engine.status}) does not tell its state`;
  if (engine.state.head.seq !== state.head.seq) return `the engine stands at ${engine.state.head.seq}, the log at ${state.head.seq}`;
  return isDeepStrictEqual(crossed(engine.state), crossed(state)) ? null : 'the engine holds another state than the log tells';
}

/** The engine against the record. */
export const agreement: Check = {
  name: 'agreement',
  says: 'what is open in the record runs in the engine and nothing else, and the state there is the fold of the log',
  find({ cases, engineOpen, spoiled }) {
    const known = new Set(cases.map(({ id }) => id));
    const strangers = [...engineOpen]
      .filter((id) => !known.has(id))
      .map((where) => ({ where, what: 'runs in the engine; the record has no such case' }));
    return [
      ...strangers,
      ...cases.flatMap((one) => {
        const what = disagreement(one, folded(one), engineOpen.has(one.id), spoiled.has(one.id));
        return what === null ? [] : [{ where: one.id, what }];
      }),
    ];
  },
};

/** Workflow tasks that fail again and again, and cases that parked themselves. */
export const progress: Check = {
  name: 'progress',
  says: 'no case is stuck in failing workflow tasks or parked in trouble',
  find: ({ cases }) =>
    cases.flatMap(({ id, engine: { taskAttempts, isParked } }) => {
      const failing = taskAttempts > 1 ? [{ where: id, what: `its workflow task is at attempt ${taskAttempts}` }] : [];
      return isParked ? [...failing, { where: id, what: 'is parked in trouble' }] : failing;
    }),
};

/** The hash chain and everything beside it. */
export const chain: Check = {
  name: 'chain',
  says: 'the hash chain of every case is whole, and the rows beside the log are what it says',
  find: ({ flaws }) =>
    flaws.map(({ where, kind, seq, detail }) => ({ where, what: `${kind}${seq === null ? '' : ` at ${seq}`}: ${detail}` })),
};

import type { CaseState } from '../domain/case/state';

/** How engine and record stand to each other for one case. */
export type Standing =
  /** Both know the same events, or the case is closed in the record and the engine has let go of it. */
  | 'agrees'
  /** The record knows events that the engine does not: `sync` catches up. */
  | 'engine-behind'
  /** The engine has acknowledged events that the record does not hold: it was restored to an earlier moment. */
  | 'record-behind'
  /** Both have an event of one number, and it is not the same. */
  | 'contradicts'
  /** The record has no case of this id. Where its keys were lost with the record, nobody can read it. */
  | 'only-in-engine'
  /** The record has it open and no run of it lives. */
  | 'only-in-record'
  /** The engine has a run that does not say how it stands: nobody works, or its tasks fail. */
  | 'silent';

/** A case as the engine knows it. */
export interface EngineCase {
  readonly id: string;
  readonly isRunning: boolean;
  /** Somebody has ended its newest run by hand: they have decided. */
  readonly isTerminated: boolean;
  /** Null where no worker answers. */
  readonly state: CaseState | null;
}

/** A case as the record knows it. */
export interface RecordCase {
  readonly id: string;
  readonly status: 'open' | 'closed';
  readonly headSeq: number;
  /** Hash of the event that stands at the engine's head; null where the record has none. */
  readonly hashAtEngine: string | null;
}

function standingOfBoth({ isRunning, isTerminated, state }: EngineCase, { status, headSeq, hashAtEngine }: RecordCase): Standing {
  if (isTerminated && status === 'open') return 'only-in-record';
  if (state === null) return status === 'open' && !isRunning ? 'only-in-record' : 'silent';
  const { seq, hash } = state.head;
  if (seq > headSeq) return 'record-behind';
  if (seq > 0 && hash !== hashAtEngine) return 'contradicts';
  if (status === 'open' && !isRunning) return 'only-in-record';
  return seq < headSeq && isRunning ? 'engine-behind' : 'agrees';
}

/** Compares what the two stores say of one case; null where neither has it. */
export function standingOf(engine: EngineCase | null, record: RecordCase | null): Standing | null {
  if (engine !== null && record !== null) return standingOfBoth(engine, record);
  if (record !== null) return record.status === 'open' ? 'only-in-record' : 'agrees';
  if (engine === null) return null;
  // What never wrote anything is no case: it was refused, or is being opened. What was ended by hand is decided.
  return engine.isTerminated || engine.state?.head.seq === 0 ? null : 'only-in-engine';
}

/** What the engine still knows of the events that the record lacks; it keeps headlines, not events. */
export interface Missing {
  readonly from: number;
  readonly to: number;
  readonly known: readonly { readonly at: number; readonly actor: string; readonly what: string }[];
}

/** The events that the record lacks, as far as the engine's state tells of them: a person has to find out what they were. */
export function missingOf({ state }: EngineCase, record: RecordCase | null): Missing | null {
  const from = (record?.headSeq ?? 0) + 1;
  if (state === null || state.head.seq < from) return null;
  const known = state.recent.filter(({ seq }) => seq >= from).map(({ at, actor, what }) => ({ at, actor, what }));
  return { from, to: state.head.seq, known };
}

import type { CaseEvent, ClockSettled, FactOf } from './fact';
import type { ClockState } from './state';

type Clocks = Readonly<Record<string, ClockState>>;
export type ClockFact = FactOf<
  | 'clock-started'
  | 'clock-paused'
  | 'clock-resumed'
  | 'clock-reset'
  | 'clock-extended'
  | 'clock-changed'
  | 'clock-met'
  | 'clock-stopped'
  | 'rung'
  | 'breach-withdrawn'
  | 'acknowledged'
>;

/** Instants that commit has computed; a draft has none yet. */
function settled(fact: Partial<ClockSettled>): ClockSettled {
  const { dueAt = null, rolledDueAt = null, provisionalAt = null, missingYears = [], next = null } = fact;
  return {
    dueAt,
    rolledDueAt,
    provisionalAt,
    missingYears,
    next,
    ruleVersion: fact.ruleVersion ?? '',
    calendarVersion: fact.calendarVersion ?? '',
    basis: fact.basis ?? 'policy',
  };
}

function started(fact: FactOf<'clock-started'>, seq: number): ClockState {
  return {
    ...settled(fact),
    id: fact.clock,
    rule: fact.rule,
    ...(fact.on === undefined ? {} : { on: fact.on }),
    ...(fact.agreedTerm === undefined ? {} : { agreedTerm: fact.agreedTerm }),
    ...(fact.title === undefined ? {} : { title: fact.title }),
    ...(fact.value === undefined ? {} : { value: fact.value }),
    startedSeq: seq,
    startsAt: fact.startsAt,
    pauses: [],
    state: 'running',
    fired: [],
  };
}

/** The rule a clock goes on under, with what people call it. */
function renamed(clock: ClockState, rule = clock.rule, title = clock.title): Pick<ClockState, 'rule' | 'title'> {
  return { rule, ...(title === undefined ? {} : { title }) };
}

/** Reminders of the longer limit come anew. */
function extended(clock: ClockState, fact: FactOf<'clock-extended'>): ClockState {
  const { extendedTo: _earlier, ...kept } = clock;
  const term = fact.to === undefined ? {} : { extendedTo: fact.to };
  const extensions = (clock.extensions ?? 0) + 1;
  return { ...kept, ...settled(fact), ...renamed(clock, fact.under, fact.title), ...term, extensions, fired: [] };
}

/** One reason has ended; the clock runs again when no other stops it. */
function resumed(clock: ClockState, fact: FactOf<'clock-resumed'>): ClockState {
  const ends = (p: ClockState['pauses'][number]): boolean => p.to === undefined && (fact.why === undefined || p.why === fact.why);
  const pauses = clock.pauses.map((p) => (ends(p) ? { ...p, to: fact.to } : p));
  const isOpen = pauses.some((p) => p.to === undefined);
  return { ...clock, ...settled(fact), state: isOpen ? 'paused' : 'running', pauses };
}

/** The clock's own inputs after a fact; instants come from `settled`. */
function changed(clock: ClockState, event: CaseEvent, fact: Exclude<ClockFact, { kind: 'clock-started' }>): ClockState {
  switch (fact.kind) {
    case 'clock-paused':
      return { ...clock, ...settled(fact), state: 'paused', pauses: [...clock.pauses, { from: fact.from, why: fact.why }] };
    case 'clock-resumed':
      return resumed(clock, fact);
    case 'clock-reset': {
      const { metAt: _met, breachedAt: _breached, acknowledgedBy: _known, carried: _carried, ...others } = clock;
      const { extendedTo: _extended, extensions: _count, ...kept } = others;
      const fresh = { state: 'running', startsAt: fact.startsAt, startedSeq: event.seq, pauses: [], fired: [] } as const;
      return { ...kept, ...settled(fact), ...renamed(clock, fact.rule, fact.title), ...fresh };
    }
    case 'clock-extended':
      return extended(clock, fact);
    case 'clock-changed': {
      const carried = fact.carried === undefined ? {} : { carried: fact.carried };
      return { ...clock, ...settled(fact), rule: fact.rule ?? clock.rule, startsAt: fact.startsAt ?? clock.startsAt, ...carried };
    }
    case 'clock-met':
      return { ...clock, state: 'met', metAt: fact.metAt, next: null };
    case 'clock-stopped':
      return { ...clock, state: 'stopped', next: null };
    case 'rung': {
      const breach = fact.rung.kind === 'breach' ? { breachedAt: fact.rung.at } : {};
      return { ...clock, ...settled(fact), fired: [...clock.fired, fact.rung.name], ...breach };
    }
    case 'breach-withdrawn': {
      const { breachedAt: _withdrawn, ...rest } = clock;
      return rest;
    }
    case 'acknowledged':
      return { ...clock, ...settled(fact), acknowledgedBy: event.actor };
  }
}

/** Folds one fact about a clock. A fact about a clock that is not there changes nothing. */
export function foldClock(clocks: Clocks, event: CaseEvent, fact: ClockFact): Clocks {
  if (fact.kind === 'clock-started') return { ...clocks, [fact.clock]: started(fact, event.seq) };
  const clock = clocks[fact.clock];
  if (clock === undefined) return clocks;
  return { ...clocks, [fact.clock]: changed(clock, event, fact) };
}

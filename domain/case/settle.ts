import { type Compression, compressionFactor } from '../clock/compression';
import type { ClockTimes } from '../clock/types';
import type { Instant } from '../instant';
import type { Words } from '../words';
import type { Assignee, CaseEvent, ClockSettled, Fact, FactOf, Recipient } from './fact';
import { fold } from './fold';
import type { CaseState, ClockState } from './state';
import { taskClocks } from './task-clock';
import { waitSet } from './wait-set';

/** What the record knows and the case does not: rules, calendar, people. Every function is pure over loaded data. */
export interface World {
  readonly timesOf: (
    clock: ClockState,
    compression: Compression | null,
  ) => ClockTimes & Pick<ClockSettled, 'ruleVersion' | 'calendarVersion' | 'basis'>;
  /** Person (`staff:ID`), queue (`role@team`), party or system that owns a task; null where nobody can. */
  readonly ownerOf: (from: Assignee, state: CaseState, not: readonly string[]) => string | null;
  readonly recipientsOf: (to: readonly Recipient[], state: CaseState) => readonly string[];
  /** What people call the rule. */
  readonly titleOf: (rule: string) => Words;
  readonly watchDate: (rule: string, startsAt: Instant) => Instant;
  /** Team and handler of a new case by line and branch; no handler where the team has none at work. */
  readonly placeOf: (
    what: { readonly process: string; readonly line: string; readonly branch: string },
    barred: readonly string[],
  ) => { readonly team: string; readonly handler: string | null };
  /** Id of the case that a source knows by a reference. */
  readonly caseIdOf: (key: { readonly process: string; readonly source: string; readonly reference: string }, drill: boolean) => string;
  /** Share 0..1 of its budget that a clock has used at an instant, under the rule it runs on. */
  readonly usedShareOf: (clock: ClockState, at: Instant, compression: Compression | null) => number;
}

export interface Envelope {
  readonly cause: string;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly onBehalfOf?: string;
}

/** Hash of an event over the hash before it. Injected: the domain has no crypto. */
export type Chain = (previous: string, event: Omit<CaseEvent, 'hash'>) => string;

/** The compression a case runs under, anchored at the instant it was opened. */
export function compressionOf(state: CaseState): Compression | null {
  const factor = state.compressed === undefined ? null : compressionFactor(state.compressed);
  return factor === null ? null : { anchor: state.openedAt, factor };
}

/** The next rung to wait for: a breach always fires, even late; a reminder or repeat whose time has passed does not. */
function nextRungOf(clock: ClockState, times: ClockTimes, at: Instant): ClockSettled['next'] {
  if (clock.state !== 'running') return null;
  const left = times.rungs.filter((r) => !clock.fired.includes(r.name));
  const due = left.filter((r) => r.kind === 'breach' || (r.at > at && clock.acknowledgedBy === undefined));
  return due.reduce<ClockSettled['next']>((first, r) => (first === null || r.at < first.at ? r : first), null);
}

function settleClock(state: CaseState, clockId: string, at: Instant, world: World): ClockSettled | null {
  const clock = state.clocks[clockId];
  if (clock === undefined) return null;
  const times = world.timesOf(clock, compressionOf(state));
  const { dueAt, rolledDueAt, provisionalAt, missingYears, ruleVersion, calendarVersion, basis } = times;
  return { dueAt, rolledDueAt, provisionalAt, missingYears, ruleVersion, calendarVersion, basis, next: nextRungOf(clock, times, at) };
}

/** In time: before the first instant after the limit. A clock that stands paused cannot be late. */
function inTime(clock: ClockState | undefined, metAt: Instant): boolean | undefined {
  if (clock === undefined) return undefined;
  if (clock.state === 'paused') return true;
  return clock.dueAt === null ? undefined : metAt < clock.dueAt;
}

type Timed = FactOf<
  'clock-started' | 'clock-paused' | 'clock-resumed' | 'clock-reset' | 'clock-extended' | 'clock-changed' | 'rung' | 'acknowledged'
>;

const timedKinds: ReadonlySet<string> = new Set<Timed['kind']>([
  'clock-started',
  'clock-paused',
  'clock-resumed',
  'clock-reset',
  'clock-extended',
  'clock-changed',
  'rung',
  'acknowledged',
]);

const isTimed = (fact: Fact): fact is Timed => timedKinds.has(fact.kind);

/** A clock that changes its rule keeps its used time; the share is taken before the change. */
function carry(fact: Fact, state: CaseState, at: Instant, world: World): Fact {
  if (fact.kind !== 'clock-changed' || fact.rule === undefined || fact.carried !== undefined) return fact;
  const clock = state.clocks[fact.clock];
  return clock === undefined ? fact : { ...fact, carried: { at, usedShare: world.usedShareOf(clock, at, compressionOf(state)) } };
}

/** The rule whose words a clock takes on with a fact. */
const newNameOf = (fact: FactOf<'clock-started' | 'clock-reset' | 'clock-extended'>): string | undefined =>
  fact.kind === 'clock-extended' ? fact.under : fact.rule;

/** Adds to a fact what only the record can know. */
function enrich(fact: Fact, state: CaseState, draft: CaseState, envelope: Envelope, world: World): Fact {
  if (fact.kind === 'clock-started' || fact.kind === 'clock-reset' || fact.kind === 'clock-extended') {
    const named = newNameOf(fact);
    return {
      ...fact,
      ...(named === undefined ? {} : { title: world.titleOf(named) }),
      ...settleClock(draft, fact.clock, envelope.at, world),
    };
  }
  if (isTimed(fact)) return { ...fact, ...settleClock(draft, fact.clock, envelope.at, world) };
  switch (fact.kind) {
    case 'clock-met': {
      const kept = inTime(state.clocks[fact.clock], fact.metAt);
      return kept === undefined ? fact : { ...fact, inTime: kept };
    }
    case 'opened':
      return fact.team === '' ? { ...fact, ...world.placeOf(fact, fact.barred ?? []) } : fact;
    case 'barred':
      return { ...fact, ...succession(state, fact.staff, world) };
    case 'child-requested':
      return { ...fact, case: world.caseIdOf({ process: fact.process, source: state.id, reference: fact.name }, isMarked(state)) };
    case 'expected':
      return { ...fact, owner: world.ownerOf(fact.from, state, [...fact.not, ...state.barred]) };
    case 'told':
      return { ...fact, recipients: world.recipientsOf(fact.to, state) };
    case 'watched':
      return { ...fact, date: fact.date === undefined ? world.watchDate(fact.rule, fact.startsAt) : fact.date };
    default:
      return fact;
  }
}

/** Who takes over what somebody may not go on with: the case, and tasks that are theirs by name. */
function succession(state: CaseState, staff: string, world: World): Pick<FactOf<'barred'>, 'handler' | 'owners'> {
  const barred = [...state.barred, staff];
  const tasks = Object.values(state.expectations).filter((t) => t.owner === `staff:${staff}` && t.from.kind !== 'handler');
  const owners = Object.fromEntries(tasks.map((t) => [t.name, world.ownerOf(t.from, state, [...t.not, ...barred])]));
  const handler = state.handler === staff ? { handler: world.placeOf(state, barred).handler } : {};
  return { ...handler, ...(tasks.length === 0 ? {} : { owners }) };
}

/** Whether the id of a case, and of those it asks for, says that it is not the real thing. */
export const isMarked = ({ compressed, drill }: { readonly compressed?: string; readonly drill?: true }): boolean =>
  compressed !== undefined || drill === true;

const calendarTask = 'ad-hoc:calendar-';

/** A year without holiday data is a task for the calendar's keeper, once per year, until the year has come. */
function calendarTasks(state: CaseState): readonly Fact[] {
  const running = Object.values(state.clocks).filter((c) => c.state === 'running');
  const missing = new Set(running.flatMap((c) => c.missingYears.map((year) => `${calendarTask}${year}`)));
  const asked = Object.keys(state.expectations).filter((name) => name.startsWith(calendarTask));
  const fresh = [...missing].filter((name) => !asked.includes(name));
  const settled = asked.filter((name) => !missing.has(name));
  return [
    ...fresh.map((name): Fact => {
      const title = name.slice('ad-hoc:'.length);
      return { kind: 'expected', name, act: 'completeTask', from: { kind: 'role', role: 'calendar-keeper' }, not: [], title };
    }),
    ...settled.map((name): Fact => ({ kind: 'dropped', name, why: 'no clock waits for the year any more' })),
  ];
}

/** The invariant 'no case waits on nobody': whoever should act is missing, so the team lead is asked. */
function nobodyFacts(state: CaseState): readonly Fact[] {
  if (state.status !== 'open') return [];
  const { tasks, on } = waitSet(state);
  const orphan = tasks.find((t) => t.owner === null);
  const why = on === 'nobody' ? 'waits-on-nobody' : orphan === undefined ? null : `no-owner:${orphan.act}`;
  const isAsked = state.expectations['ad-hoc:nobody'] !== undefined;
  // The lead who closes the task without finding anybody is asked again: the duty remains.
  if (why === null || (isAsked && state.raised === why)) return [];
  const lead: Recipient = { kind: 'role', role: 'team-lead' };
  const ask: Fact = { kind: 'expected', name: 'ad-hoc:nobody', act: 'completeTask', from: lead, not: [], title: why };
  const told: Fact = {
    kind: 'told',
    name: `nobody:${state.head.seq}`,
    template: 'case-nobody',
    to: [lead, { kind: 'role', role: 'branch-manager' }],
    data: { why },
  };
  return [{ kind: 'raised', why }, ...(isAsked ? [] : [ask]), told];
}

/**
 * Turns proposed facts into events: instants of the clocks, owners of the tasks, recipients of the notices, hashes.
 * Facts keep their order and number, so that what the rendering called by sequence number stays right; what the record
 * adds of its own (a task for the calendar's keeper, 'nobody') comes after them.
 */
export function settle(
  before: CaseState,
  facts: readonly Fact[],
  envelope: Envelope,
  world: World,
  chain: Chain,
): { events: readonly CaseEvent[]; after: CaseState } {
  const events: CaseEvent[] = [];
  let state = before;
  const write = (proposed: Fact): void => {
    const fact = carry(proposed, state, envelope.at, world);
    const bare = { ...envelope, seq: state.head.seq + 1 };
    const draft = isTimed(fact) ? fold(state, { ...bare, fact, hash: '' }) : state;
    const event = { ...bare, fact: enrich(fact, state, draft, envelope, world) };
    const stored: CaseEvent = { ...event, hash: chain(state.head.hash, event) };
    events.push(stored);
    state = fold(state, stored);
  };
  facts.forEach(write);
  const withTaskClocks = (): void => taskClocks(state, events, envelope.at).forEach(write);
  withTaskClocks();
  if (state.status === 'open') calendarTasks(state).forEach(write);
  nobodyFacts(state).forEach(write);
  // What the record asks for itself is a task too.
  withTaskClocks();
  return { events, after: state };
}

import type { Instant } from '../instant';
import { openPayments } from './money';
import type { CaseState, ClockState, Expectation } from './state';

export const waitingOn = ['staff', 'approver', 'customer', 'system', 'nobody', 'none'] as const;
export type WaitingOn = (typeof waitingOn)[number];

/** What an open case waits on. A value, derived from the state, never typed by hand. */
export interface WaitSet {
  readonly tasks: readonly Expectation[];
  readonly clocks: readonly ClockState[];
  /** Reports awaited: from a channel, the bank, a case that was asked for, a bulk act. */
  readonly reports: readonly string[];
  readonly on: WaitingOn;
}

const isLive = (clock: ClockState): boolean => clock.state === 'running' || clock.state === 'paused';

export const liveClocks = (state: CaseState): readonly ClockState[] => Object.values(state.clocks).filter(isLive);

/** Pending tasks of the case, oldest first. */
export const openTasks = (state: CaseState): readonly Expectation[] => Object.values(state.expectations).sort((a, b) => a.seq - b.seq);

function awaitedReports(state: CaseState): readonly string[] {
  const notices = Object.values(state.notices).filter(
    (n) => n.wants !== null && (n.status === 'queued' || (n.status === 'handed' && n.wants === 'arrived')),
  );
  const children = Object.values(state.children).filter((c) => c.status === 'requested' || c.status === 'opened');
  const bulks = Object.values(state.bulks).filter((b) => b.ended === undefined);
  return [
    ...notices.map((n) => `notice:${n.seq}`),
    ...openPayments(state).map((p) => `payment:${p.key}`),
    ...children.map((c) => `case:${c.name}`),
    ...bulks.map((b) => `bulk:${b.bulk}`),
  ];
}

function waitsOn(tasks: readonly Expectation[], reports: readonly string[]): WaitSet['on'] {
  const kinds = new Set(tasks.map((t) => t.from.kind));
  if (kinds.has('authority')) return 'approver';
  if (kinds.has('handler') || kinds.has('role') || kinds.has('staff')) return 'staff';
  if (kinds.has('party')) return 'customer';
  return kinds.has('system') || reports.length > 0 ? 'system' : 'nobody';
}

/** The wait set of a case. `on: 'nobody'` on an open case is a fault that the case raises itself. */
export function waitSet(state: CaseState): WaitSet {
  const tasks = openTasks(state);
  const reports = awaitedReports(state);
  return { tasks, clocks: liveClocks(state), reports, on: state.status === 'open' ? waitsOn(tasks, reports) : 'none' };
}

export interface NextRung {
  readonly clock: string;
  readonly rung: string;
  readonly at: Instant;
}

/** The nearest rung of all clocks: the one timer of the case. */
export function nextRung(state: CaseState): NextRung | null {
  let nearest: NextRung | null = null;
  for (const clock of Object.values(state.clocks)) {
    if (clock.next === null || !isLive(clock)) continue;
    if (nearest === null || clock.next.at < nearest.at) nearest = { clock: clock.id, rung: clock.next.name, at: clock.next.at };
  }
  return nearest;
}

/** Nearest due date of the running clocks; `law` restricts to statutory ones. */
export function nextDueAt(state: CaseState, law = false): Instant | null {
  const dues = liveClocks(state).flatMap((c) => (c.dueAt === null || (law && c.basis !== 'law') ? [] : [c.dueAt]));
  return dues.length === 0 ? null : Math.min(...dues);
}

/** Worst first. */
export const slaBands = ['breached', 'urgent', 'warn', 'ok', 'paused', 'none'] as const;
export type SlaBand = (typeof slaBands)[number];

/** Band of one live clock. */
export function bandOf(clock: ClockState): SlaBand {
  if (clock.breachedAt !== undefined) return 'breached';
  if (clock.state === 'paused') return 'paused';
  if (clock.fired.length > 1) return 'urgent';
  return clock.fired.length === 1 ? 'warn' : 'ok';
}

/** Worst band of the live clocks: what a manager's list is coloured by. */
export function slaBand(state: CaseState): SlaBand {
  const bands = new Set(liveClocks(state).map(bandOf));
  return slaBands.find((band) => bands.has(band)) ?? 'none';
}

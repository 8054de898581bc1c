import type { Instant } from '../instant';
import type { ClockRun, Pause, Segment } from './types';

/** A stretch in which a clock does not run; `to` is Infinity while it is open. */
export interface Stop {
  readonly from: Instant;
  readonly to: number;
  readonly reasons: readonly string[];
}

function join(stops: readonly Stop[], next: Stop): Stop[] {
  const last = stops.at(-1);
  if (!last || next.from > last.to) return [...stops, next];
  const reasons = [...new Set([...last.reasons, ...next.reasons])];
  return [...stops.slice(0, -1), { from: last.from, to: Math.max(last.to, next.to), reasons }];
}

/** The pauses of a run in order, overlaps united, cut at the start. An end before its beginning counts as no pause. */
export function stopsOf({ startsAt, pauses }: Pick<ClockRun, 'startsAt' | 'pauses'>): Stop[] {
  const stop = ({ from, to = Number.POSITIVE_INFINITY, why }: Pause): Stop => ({ from: Math.max(from, startsAt), to, reasons: [why] });
  return pauses
    .map(stop)
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from)
    .reduce<Stop[]>(join, []);
}

/** The stop that contains an instant. */
export const stopAt = (stops: readonly Stop[], at: Instant): Stop | undefined => stops.find(({ from, to }) => from <= at && at < to);

/** The ledger of a run: running and paused stretches from the start without gap; the last one is open. */
export function segments(run: ClockRun): Segment[] {
  const ledger: Segment[] = [];
  let from = run.startsAt;
  for (const stop of stopsOf(run)) {
    if (stop.from > from) ledger.push({ from, to: stop.from, state: 'running', reason: 'running' });
    const to = Number.isFinite(stop.to) ? stop.to : null;
    ledger.push({ from: stop.from, to, state: 'paused', reason: stop.reasons.join(' + ') });
    from = stop.to;
  }
  if (Number.isFinite(from)) ledger.push({ from, to: null, state: 'running', reason: 'running' });
  return ledger;
}

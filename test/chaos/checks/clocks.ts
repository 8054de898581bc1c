import type { CaseEvent } from '../../../domain/case/fact';
import type { Instant } from '../../../domain/instant';
import type { CaseEvidence, Check } from './evidence';

type Found = { readonly where: string; readonly what: string };
type ClockRow = CaseEvidence['clocks'][number];
type Segment = CaseEvidence['segments'][number];

/** A rung may strike this much late while everything is up again (ms): what an outage held back is done by then. */
const lateMs = 45_000;

/** A clock as its events alone tell it, without the code that folds them. */
interface Told {
  startedSeq: number;
  state: 'running' | 'paused' | 'met' | 'stopped';
  open: string[];
  breachedAt: Instant | null;
  fired: string[];
}

const fresh = (startedSeq: number): Told => ({ startedSeq, state: 'running', open: [], breachedAt: null, fired: [] });

/** Takes one event into the story of a clock. Says what is wrong with it. */
function take(told: Told, { seq, at, fact }: CaseEvent): string | null {
  switch (fact.kind) {
    case 'clock-reset':
      Object.assign(told, fresh(seq));
      return null;
    case 'clock-paused':
      told.open.push(fact.why);
      told.state = 'paused';
      return null;
    case 'clock-resumed':
      told.open = fact.why === undefined ? [] : told.open.filter((why) => why !== fact.why);
      told.state = told.open.length === 0 ? 'running' : 'paused';
      return null;
    case 'clock-extended':
      told.fired = [];
      return null;
    case 'clock-met':
    case 'clock-stopped':
      told.state = fact.kind === 'clock-met' ? 'met' : 'stopped';
      return null;
    case 'breach-withdrawn':
      told.breachedAt = null;
      return null;
    case 'rung': {
      if (fact.rung.kind === 'breach') told.breachedAt = fact.rung.at;
      const wrong = told.fired.includes(fact.rung.name)
        ? `${fact.rung.name} struck twice`
        : at < fact.rung.at
          ? `${fact.rung.name} struck early`
          : null;
      told.fired.push(fact.rung.name);
      return wrong;
    }
    default:
      return null;
  }
}

/** All clocks of a case from its log, and what is wrong with their events. */
function tellAll({ id, events }: CaseEvidence): { readonly clocks: ReadonlyMap<string, Told>; readonly found: readonly Found[] } {
  const clocks = new Map<string, Told>();
  const found: Found[] = [];
  for (const event of events) {
    if (!('clock' in event.fact) || typeof event.fact.clock !== 'string') continue;
    const { clock } = event.fact;
    if (event.fact.kind === 'clock-started') clocks.set(clock, fresh(event.seq));
    const told = clocks.get(clock);
    const wrong = told === undefined ? 'is spoken of before it started' : take(told, event);
    if (wrong !== null) found.push({ where: `${id} ${clock}`, what: `event ${event.seq}: ${wrong}` });
  }
  return { clocks, found };
}

function wrongRow(row: ClockRow, told: Told | undefined): string | null {
  if (told === undefined) return 'has a row and no events';
  if (row.startedSeq !== told.startedSeq) return `its row began with event ${row.startedSeq}, its log with ${told.startedSeq}`;
  if (row.state !== told.state) return `is ${row.state} in its row, ${told.state} in the log`;
  return row.breachedAt === told.breachedAt ? null : 'its breach is not that of the log';
}

/** The stretches of a clock follow each other without gap from its start, and the last is open. */
function wrongLedger(row: ClockRow, segments: readonly Segment[]): string | null {
  const ledger = [...segments].sort((a, b) => a.no - b.no);
  if (ledger.length === 0) return 'has no ledger';
  if (ledger[0]?.from !== row.startsAt) return 'its ledger does not begin with its start';
  for (const [index, { no, from, state }] of ledger.entries()) {
    const before = ledger[index - 1];
    if (no !== index) return `stretch ${index} of its ledger is missing`;
    if (before !== undefined && before.to !== from) return `there is a gap before stretch ${no}`;
    if (before !== undefined && before.state === state && state === 'running') return `stretch ${no} runs on after one that ran`;
  }
  const last = ledger.at(-1);
  if (last?.to !== null) return 'its ledger is cut off';
  const isLive = row.state === 'running' || row.state === 'paused';
  return isLive && last.state !== row.state ? `is ${row.state}, its last stretch is ${last.state}` : null;
}

function findIn(one: CaseEvidence, now: Instant): readonly Found[] {
  const { clocks, found } = tellAll(one);
  const current = new Set(one.clocks.flatMap(({ current: isCurrent, clock }) => (isCurrent ? [clock] : [])));
  const missing = [...clocks.keys()]
    .filter((clock) => !current.has(clock))
    .map((clock) => ({ where: `${one.id} ${clock}`, what: 'has no row' }));
  const rows = one.clocks.flatMap((row) => {
    const ledger = one.segments.filter(({ clock, startedSeq }) => clock === row.clock && startedSeq === row.startedSeq);
    const isLate = one.row.status === 'open' && row.current && row.state === 'running' && (row.nextRung?.at ?? now) < now - lateMs;
    const wrong = [
      row.current ? wrongRow(row, clocks.get(row.clock)) : null,
      wrongLedger(row, ledger),
      isLate ? `${row.nextRung?.name ?? 'its rung'} is overdue` : null,
    ];
    return wrong.flatMap((what) => (what === null ? [] : [{ where: `${one.id} ${row.clock}`, what }]));
  });
  return [...found, ...missing, ...rows];
}

/** Ledgers of the clocks against the events. */
export const clocks: Check = {
  name: 'clocks',
  says: 'every ledger is without gap, states and breaches are those of the log, no rung struck twice or early, none is overdue',
  find: ({ cases, at }) => cases.flatMap((one) => findIn(one, at)),
};

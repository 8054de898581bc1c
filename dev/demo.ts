import { setTimeout as wait } from 'node:timers/promises';
import type { Doors } from '../client/luyue';
import type { Database } from '../db/connect';
import { currentCalendar } from '../db/queries/calendar';
import { type CaseRow, listCases } from '../db/queries/case';
import { readOrganisation } from '../db/queries/organisation';
import { chinaCalendar } from '../domain/calendar/china';
import { lackWords, yearsLacking } from '../domain/calendar/lack';
import { localTime } from '../domain/case/card';
import { isRetryable, LuyueError } from '../domain/errors';
import type { Instant } from '../domain/instant';
import type { Language } from '../domain/words';
import { Cast } from './cast/cast';
import { emergencySpeed } from './cast/speed';
import { type Example, isOwn, Tide } from './cast/tide';
import { typhoon } from './cast/typhoon';
import { TyphoonStory } from './cast/typhoon-story';

/** What `luyue up --demo` gives to the demo: everything is started and the examples are being opened. */
export interface DemoStage {
  readonly doors: Doors;
  readonly db: Database;
  /** Compression that the examples were opened with, such as `1d=20s`; null where time runs as it does. */
  readonly speed: string | null;
  readonly language: Language;
  /** Instant that the dates of the examples count from. */
  readonly firstStart: Instant;
  /** The examples that come in again for as long as the demo runs, their dates counted from an instant. */
  readonly examplesAt: (from: Instant) => readonly Example[];
  readonly print: (text: string) => void;
  /** A table as wide as the terminal: the columns named last are left out, in this order, where it is too narrow. */
  readonly table: (
    head: readonly string[],
    rows: readonly (readonly (string | number | null)[])[],
    dispensable: readonly number[],
  ) => string;
  /** The examples are being opened while the cast begins; settles when all are. */
  readonly opened: Promise<unknown>;
  /** Aborted when somebody presses Ctrl-C. */
  readonly signal: AbortSignal;
}

const beatMs = 2_000;
const tableEveryMs = 10_000;
const shownRows = 40;

const words = {
  zh: {
    head: ['号', '案件', '种类', '环节', '等待', '时限', '下一到期', '升级', '结果'],
    open: '在办',
    breached: '超期',
    of: '台风',
    claims: '立案',
    joined: '已归入',
    closed: '已结',
    more: (count: number) => `……另有 ${count} 件`,
  },
  en: {
    head: ['no.', 'case', 'kind', 'stage', 'waits on', 'clocks', 'next due', 'level', 'outcome'],
    open: 'open',
    breached: 'breached',
    of: 'typhoon',
    claims: 'claims',
    joined: 'joined',
    closed: 'closed',
    more: (count: number) => `... and ${count} more`,
  },
} as const;

/** Columns of the head that a narrow terminal does without: what a case is called by the engine, outcome, level, on whom it waits. */
const dispensable = [1, 8, 7, 4];

const cellsOf = (row: CaseRow): (string | number | null)[] => [
  row.number,
  row.id,
  `${row.process}.${row.line}`,
  row.stage,
  row.waitingOn,
  row.slaBand,
  row.nextDueAt === null ? null : localTime(row.nextDueAt),
  row.escalation,
  row.outcome,
];

const isTyphoonClaim = ({ process, reference }: CaseRow): boolean => process === 'claim' && reference.startsWith('TF-');

/** Cases one by one, but for the claims of the typhoon: they are too many, and are counted. */
async function show({ db, print, table, language }: DemoStage): Promise<void> {
  const t = words[language];
  const rows = [...(await listCases(db, {}, 1000))].sort((a, b) => a.number - b.number);
  const single = rows.filter((row) => !isTyphoonClaim(row));
  const open = rows.filter((r) => r.status === 'open').length;
  const breached = rows.filter((r) => r.slaBand === 'breached').length;
  print(table(t.head, single.slice(-shownRows).map(cellsOf), dispensable));
  if (single.length > shownRows) print(t.more(single.length - shownRows));
  const struck = rows.filter(isTyphoonClaim);
  const joined = struck.filter((r) => r.event === typhoon.event).length;
  const closed = struck.filter((r) => r.status === 'closed').length;
  print(`${t.of} ${typhoon.event}: ${t.claims} ${struck.length} · ${t.joined} ${joined} · ${t.closed} ${closed}`);
  const now = Date.now();
  print(`${t.open} ${open} · ${t.breached} ${breached} · ${localTime(now)}`);
  const lack = lackWords(yearsLacking(await currentCalendar(db, chinaCalendar()), now), language);
  if (lack !== '') print(lack);
}

/** A service that does not answer for a moment is said to be away, and asked again at the next beat. */
async function unlessAway<T>({ print }: DemoStage, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LuyueError) || !isRetryable(error.code)) throw error;
    print(`${error.code}: ${error.message}`);
    return undefined;
  }
}

async function showAgain(stage: DemoStage): Promise<void> {
  while (!stage.signal.aborted) {
    await unlessAway(stage, () => show(stage));
    await wait(tableEveryMs, undefined, { signal: stage.signal }).catch(() => undefined);
  }
}

/** Lets a cast act on some of the open cases, beat after beat, until there is nothing more to come. */
async function play(stage: DemoStage, cast: Cast, beat: (open: readonly CaseRow[]) => Promise<readonly CaseRow[] | null>): Promise<void> {
  const { db, signal } = stage;
  while (!signal.aborted) {
    const isOver = await unlessAway(stage, async () => {
      const own = await beat(await listCases(db, { status: 'open' }, 1000));
      if (own !== null) await cast.act(own);
      return own === null;
    });
    if (isOver === true) return;
    await wait(beatMs, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * Lets the cast act on the open cases and shows them, until somebody presses Ctrl-C: what closes is followed by new cases, for some
 * eight hours. The claims of the typhoon have people of their own: so many at once would keep everybody else waiting.
 */
export async function runDemo(stage: DemoStage): Promise<void> {
  const { doors, db, speed, firstStart } = stage;
  const { organisation } = await readOrganisation(db);
  const over = new AbortController();
  const signal = AbortSignal.any([stage.signal, over.signal]);
  const storm = new TyphoonStory({ doors, organisation, speed, firstStart, signal });
  const tide = new Tide({
    doors,
    examplesAt: stage.examplesAt,
    speedOf: (process) => (process === 'emergency' ? emergencySpeed(speed) : speed),
    now: Date.now,
  });
  const opening: { ended: boolean; failed?: unknown } = { ended: false };
  const settled = stage.opened
    .catch((failed: unknown) => {
      opening.failed = failed;
    })
    .finally(() => {
      opening.ended = true;
    });
  const everybody = async (open: readonly CaseRow[]) => {
    if (opening.ended) storm.act();
    const own = open.filter((row) => !isTyphoonClaim(row) && !isOwn(row.reference));
    const isTold = opening.ended && storm.isComplete;
    if (isTold) await tide.act(own.length);
    return own.length === 0 && isTold && tide.isOver ? null : own;
  };
  const crowd = async (open: readonly CaseRow[]) => open.filter(isTyphoonClaim);
  const playing = (beat: typeof everybody | typeof crowd) =>
    play({ ...stage, signal }, new Cast({ doors, organisation, signal }), beat).finally(() => over.abort());
  await Promise.all([playing(everybody), playing(crowd), showAgain({ ...stage, signal })]);
  await Promise.all([settled, storm.settled()]);
  if (opening.failed !== undefined) throw opening.failed;
  await show(stage);
}

import { setTimeout as wait } from 'node:timers/promises';
import type { Doors } from '../client/luyue';
import type { Database } from '../db/connect';
import { type CaseRow, listCases } from '../db/queries/case';
import { readOrganisation } from '../db/queries/organisation';
import { localTime } from '../domain/case/card';
import type { JsonObject } from '../domain/case/fact';
import type { CaseState } from '../domain/case/state';
import { openTasks } from '../domain/case/wait-set';
import { compressionFactor } from '../domain/clock/compression';
import { LuyueError } from '../domain/errors';
import type { Instant } from '../domain/instant';
import type { Organisation } from '../domain/org/organisation';
import type { Language } from '../domain/words';
import { type Move, moveFor } from './cast/moves';
import { actorsFor } from './cast/people';
import { type Story, stories, type Turn, usualDays } from './cast/story';

/** What `luyue up --demo` gives to the demo: everything is started and the examples are open. */
export interface DemoStage {
  readonly doors: Doors;
  readonly db: Database;
  /** Compression that the examples were opened with, such as `1d=20s`; null where time runs as it does. */
  readonly speed: string | null;
  readonly language: Language;
  readonly print: (text: string) => void;
  readonly table: (head: readonly string[], rows: readonly (readonly (string | number | null)[])[]) => string;
  /** The examples are being opened while the cast begins; settles when all are. */
  readonly opened: Promise<unknown>;
  /** Aborted when somebody presses Ctrl-C. */
  readonly signal: AbortSignal;
}

const dayMs = 86_400_000;
const beatMs = 2_000;
const tableEveryBeats = 5;

const heads = {
  zh: ['号', '案件', '险种', '环节', '等待', '时限', '下一到期', '升级', '结果'],
  en: ['no.', 'case', 'line', 'stage', 'waits on', 'clocks', 'next due', 'level', 'outcome'],
} as const;

const cellsOf = (row: CaseRow): (string | number | null)[] => [
  row.number,
  row.id,
  row.line,
  row.stage,
  row.waitingOn,
  row.slaBand,
  row.nextDueAt === null ? null : localTime(row.nextDueAt),
  row.escalation,
  row.outcome,
];

/** The cast of the demo: claimants and staff who act on the open examples as their stories say. */
class Cast {
  private readonly done = new Set<string>();
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly stage: DemoStage,
    private readonly organisation: Organisation,
    private readonly factor: number,
  ) {}

  /** One beat: every open case, whoever is due. */
  async act(cases: readonly CaseRow[]): Promise<void> {
    for (const row of cases) this.ids.set(`@${row.reference}`, row.id);
    for (const row of cases) {
      if (this.stage.signal.aborted) return;
      const state = await this.stage.doors.read.state(row.id);
      await this.playTurns(state, row);
      for (const task of openTasks(state)) {
        const story = stories[row.reference] ?? {};
        const days = story.days?.[task.act] ?? usualDays[task.act] ?? Number.POSITIVE_INFINITY;
        if (this.legalDays(task.openedAt) < days) continue;
        const move = moveFor(task, state, story);
        if (move !== null) await this.send(state, move, actorsFor(task.delegate ?? task.owner, this.organisation, Date.now()));
      }
    }
  }

  private legalDays(since: Instant): number {
    return ((Date.now() - since) * this.factor) / dayMs;
  }

  private async playTurns(state: CaseState, row: CaseRow): Promise<void> {
    const story: Story = stories[row.reference] ?? {};
    for (const [index, turn] of (story.turns ?? []).entries()) {
      const key = `${row.id}:${index}`;
      if (this.done.has(key) || this.legalDays(state.openedAt) < turn.day) continue;
      this.done.add(key);
      await this.send(state, { act: turn.act, task: '', payload: this.resolved(turn) }, this.actorsOf(turn, state), turn.ground);
    }
  }

  private resolved({ payload = {} }: Turn): JsonObject {
    return Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, this.ids.get(String(value)) ?? value]));
  }

  private actorsOf({ actor }: Turn, state: CaseState): readonly string[] {
    if (actor.startsWith('party:')) return [actor];
    if (actor === 'handler' && state.handler !== null) return [state.handler];
    return [state.team, state.branch, 'company'].flatMap((unit) => actorsFor(`${actor}@${unit}`, this.organisation, Date.now()));
  }

  /** The first of them that the rules let act. Refusals are part of the show and of the record. */
  private async send(state: CaseState, { act, task, payload }: Move, actors: readonly string[], ground?: string): Promise<void> {
    for (const as of actors) {
      const fitting = { act, as, payload, ...(task === '' ? {} : { task }), ...(ground === undefined ? {} : { ground }) };
      try {
        await this.stage.doors.act(state.id, fitting);
        return;
      } catch (error) {
        if (!(error instanceof LuyueError)) throw error;
        // Another of the cast, or the user, was quicker, or this person may not: the next one tries.
      }
    }
  }
}

async function show({ db, print, table, language }: DemoStage): Promise<void> {
  const rows = [...(await listCases(db, {}, 100))].sort((a, b) => a.number - b.number);
  const breached = rows.filter((r) => r.slaBand === 'breached').length;
  const open = rows.filter((r) => r.status === 'open').length;
  print(table(heads[language], rows.map(cellsOf)));
  print(
    language === 'zh'
      ? `在办 ${open} · 超期 ${breached} · ${localTime(Date.now())}`
      : `open ${open} · breached ${breached} · ${localTime(Date.now())}`,
  );
}

/** Lets the cast act on the open examples and shows the cases, until all are closed or somebody presses Ctrl-C. */
export async function runDemo(stage: DemoStage): Promise<void> {
  const { organisation } = await readOrganisation(stage.db);
  const cast = new Cast(stage, organisation, stage.speed === null ? 1 : (compressionFactor(stage.speed) ?? 1));
  const opening: { ended: boolean; failed?: unknown } = { ended: false };
  const settled = stage.opened
    .catch((failed: unknown) => {
      opening.failed = failed;
    })
    .finally(() => {
      opening.ended = true;
    });
  for (let beat = 0; !stage.signal.aborted; beat++) {
    if (beat % tableEveryBeats === 0) await show(stage);
    const open = await listCases(stage.db, { status: 'open' }, 500);
    if (open.length === 0 && opening.ended) break;
    await cast.act(open);
    await wait(beatMs, undefined, { signal: stage.signal }).catch(() => undefined);
  }
  await settled;
  if (opening.failed !== undefined) throw opening.failed;
  await show(stage);
}

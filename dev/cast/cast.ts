import type { Doors } from '../../client/luyue';
import type { CaseRow } from '../../db/queries/case';
import type { ActContract } from '../../domain/case/contract';
import type { JsonObject } from '../../domain/case/fact';
import type { CaseState, Expectation } from '../../domain/case/state';
import { openTasks } from '../../domain/case/wait-set';
import { compressionFactor } from '../../domain/clock/compression';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Organisation } from '../../domain/org/organisation';
import { contractOf } from '../../domain/processes/contracts';
import { type Move, moveFor } from './moves';
import { actorsFor } from './people';
import { openPromise, type Story, stories, type Turn, usualDays, usualTurns } from './story';
import { exampleOf } from './tide';

const dayMs = 86_400_000;

/** Days of the law since an instant, in a case whose time may be compressed. */
const legalDays = (since: Instant, compressed: string | null): number =>
  ((Date.now() - since) * (compressed === null ? 1 : (compressionFactor(compressed) ?? 1))) / dayMs;

/** So many days of the law from now, as the case lives them. */
const realInstant = (days: number, compressed: string | null): Instant =>
  Date.now() + Math.round((days * dayMs) / (compressed === null ? 1 : (compressionFactor(compressed) ?? 1)));

/** Whether the stage allows the act; a turn waits for its stage. */
function isOpenTo({ act }: Turn, { process, stage }: CaseState): boolean {
  const own: Readonly<Record<string, ActContract>> = contractOf(process)?.acts ?? {};
  const when = own[act]?.when;
  return typeof when !== 'object' || when.includes(stage);
}

/** What the cast needs of the demo. */
export interface CastOptions {
  readonly doors: Doors;
  readonly organisation: Organisation;
  readonly signal: AbortSignal;
}

/** Cases that somebody acts on at once: each waits for its engine, and none for another. */
const parallel = 6;

/** The cast of the demo: customers and staff who act on the open cases as their stories say. */
export class Cast {
  private readonly done = new Set<string>();
  private readonly ids = new Map<string, string>();
  private readonly states = new Map<string, CaseState>();

  constructor(private readonly options: CastOptions) {}

  /** One beat: every open case, whoever is due. */
  async act(cases: readonly CaseRow[]): Promise<void> {
    for (const row of cases) this.ids.set(`@${row.reference}`, row.id);
    const waiting = [...cases];
    const player = async (): Promise<void> => {
      for (let row = waiting.shift(); row !== undefined && !this.options.signal.aborted; row = waiting.shift()) await this.play(row);
    };
    await Promise.all(Array.from({ length: parallel }, player));
  }

  private async play(row: CaseRow): Promise<void> {
    const state = await this.stateOf(row);
    await this.playTurns(state, row);
    await this.playTasks(state, row);
  }

  /** Read again only when the case has moved. */
  private async stateOf({ id, headSeq }: CaseRow): Promise<CaseState> {
    const known = this.states.get(id);
    if (known?.head.seq === headSeq) return known;
    const state = await this.options.doors.read.state(id);
    this.states.set(id, state);
    return state;
  }

  private async playTasks(state: CaseState, { reference, compressed }: CaseRow): Promise<void> {
    const story = stories[exampleOf(reference)] ?? {};
    for (const task of openTasks(state)) {
      const days = story.days?.[task.act] ?? usualDays[task.act] ?? Number.POSITIVE_INFINITY;
      if (legalDays(task.openedAt, compressed) < days) continue;
      const move = moveFor(task, state, story);
      if (move !== null) await this.send(state, move, this.actorsOfMove(move, task, state));
    }
  }

  private async playTurns(state: CaseState, row: CaseRow): Promise<void> {
    const story: Story = stories[exampleOf(row.reference)] ?? {};
    for (const [index, turn] of [...(usualTurns[row.process] ?? []), ...(story.turns ?? [])].entries()) {
      const key = `${row.id}:${index}`;
      if (this.done.has(key) || legalDays(state.openedAt, row.compressed) < turn.day || !isOpenTo(turn, state)) continue;
      this.done.add(key);
      await this.send(
        state,
        { act: turn.act, task: '', payload: this.resolved(turn, state, row) },
        this.actorsOf(turn, state),
        turn.ground,
      );
    }
  }

  private actorsOfMove({ by }: Move, { delegate, owner }: Expectation, state: CaseState): readonly string[] {
    return by === undefined ? this.actorsFor(delegate ?? owner) : this.actorsOf({ actor: by }, state);
  }

  private resolved({ payload = {} }: Turn, state: CaseState, { compressed }: CaseRow): JsonObject {
    const meant = (value: string): string | number | undefined => {
      const [, days] = /^\+([\d.]+)d$/.exec(value) ?? [];
      if (days !== undefined) return realInstant(Number(days), compressed);
      return value === openPromise ? Object.values(state.promises).find((p) => p.state === 'open')?.id : this.ids.get(value);
    };
    return Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, meant(String(value)) ?? value]));
  }

  private actorsFor(owner: string | null): readonly string[] {
    return actorsFor(owner, this.options.organisation, Date.now());
  }

  private actorsOf({ actor }: Pick<Turn, 'actor'>, state: CaseState): readonly string[] {
    if (actor.startsWith('party:')) return [actor];
    if (actor === 'handler' && state.handler !== null) return [state.handler];
    return [state.team, state.branch, 'company'].flatMap((unit) => this.actorsFor(`${actor}@${unit}`));
  }

  /** The first of them that the rules let act. Refusals are part of the show and of the record. */
  private async send(state: CaseState, { act, task, payload }: Move, actors: readonly string[], ground?: string): Promise<void> {
    for (const as of actors) {
      const fitting = { act, as, payload, ...(task === '' ? {} : { task }), ...(ground === undefined ? {} : { ground }) };
      try {
        await this.options.doors.act(state.id, fitting);
        return;
      } catch (error) {
        if (!(error instanceof LuyueError)) throw error;
        // Another of the cast, or the user, was quicker, or this person may not: the next one tries.
      }
    }
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type CaseRow, listCases } from '../../../db/queries/case';
import type { Story } from '../../../dev/cast/story';
import type { CaseState } from '../../../domain/case/state';
import { Random } from '../random';
import type { World } from '../world/world';
import type { Book } from './book';
import type { Opening } from './openings';
import { Player } from './player';
import { insist } from './sending';

export interface LoadOptions {
  readonly seed: number;
  readonly world: World;
  readonly book: Book;
  readonly openings: readonly Opening[];
  /** Actors at work at once. */
  readonly players: number;
  /** The openings are spread over so many ms. */
  readonly openingMs: number;
}

const openers = 3;
const pauseMs = 250;
const mostCases = 2_000;

/** The people and programs that use the company while it suffers. */
export class Load {
  private readonly ending = new AbortController();
  private readonly states = new Map<string, CaseState>();
  private readonly running: Promise<unknown>;
  private isHurried = false;
  private isOpened = false;

  constructor(private readonly options: LoadOptions) {
    this.running = Promise.all([this.openAll(), this.playAll()]);
  }

  /** Every opening was answered. */
  get opened(): boolean {
    return this.isOpened;
  }

  /** From now on nobody waits any more. */
  hurry(): void {
    this.isHurried = true;
  }

  /** Nobody begins anything more; waits until everybody has put down what they had in hand. @throws what an actor threw */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async openAll(): Promise<void> {
    const { openings, openingMs, seed } = this.options;
    const waiting = new Random(seed, 'order of openings').shuffled(openings);
    const gapMs = (openingMs * openers) / Math.max(1, openings.length);
    const opener = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && !this.ending.signal.aborted; next = waiting.shift()) {
        await this.open(next);
        if (!this.isHurried) await this.rest(gapMs);
      }
    };
    await Promise.all(Array.from({ length: openers }, opener));
    this.isOpened = true;
  }

  private async open({ process, reference, request }: Opening): Promise<void> {
    const { book, world } = this.options;
    const entry = book.opening(process, reference);
    const doors = world.doors();
    const said = await insist(
      () => doors.open(process, request),
      this.ending.signal,
      () => {
        entry.unanswered++;
      },
    );
    if (said.kind === 'done') entry.fate = { kind: 'acknowledged', case: said.answer.case };
    else if (said.kind === 'refused') entry.fate = { kind: 'refused', code: said.error.code };
    else if (said.kind === 'broken') entry.fate = { kind: 'broken', why: said.why };
  }

  private async playAll(): Promise<void> {
    const stories = new Map<string, Story>(this.options.openings.map(({ reference, story }) => [reference, story]));
    const names = Array.from({ length: this.options.players }, (_, index) => `player-${index + 1}`);
    await Promise.all(names.map((name) => this.playOn(name, stories)));
  }

  private async playOn(name: string, stories: ReadonlyMap<string, Story>): Promise<void> {
    const { seed, world, book } = this.options;
    const random = new Random(seed, name);
    const common = { seed, name, book, states: this.states, organisation: world.organisation, signal: this.ending.signal };
    const storyOf = (reference: string): Story => stories.get(reference) ?? {};
    const player = new Player({ ...common, doors: world.doors(), storyOf, hurries: () => this.isHurried });
    while (!this.ending.signal.aborted) {
      for (const row of random.shuffled(await this.openCases())) {
        if (this.ending.signal.aborted) return;
        await player.play(row);
      }
      await this.rest(pauseMs);
    }
  }

  /** Straight from the record: which cases there are an actor hears, whatever is down. */
  private async openCases(): Promise<readonly CaseRow[]> {
    const { world } = this.options;
    const listed = await insist(
      () => listCases(world.records.db, { status: 'open' }, mostCases),
      this.ending.signal,
      () => undefined,
    );
    return listed.kind === 'done' ? listed.answer : [];
  }

  private async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}

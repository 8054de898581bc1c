import type { Doors } from '../../client/luyue';
import type { CaseRow } from '../../db/queries/case';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { typhoon, typhoonClaims } from './typhoon';

/** Claims reported before the event is declared, and after it. */
const before = 150;
const after = 50;
/** Openings under way at once. */
const parallel = 4;

export interface TyphoonOptions {
  readonly doors: Doors;
  /** Compression of the demo; null where time runs as it does. */
  readonly speed: string | null;
  readonly firstStart: Instant;
  readonly signal: AbortSignal;
}

/**
 * The typhoon of the demo: most of its claims are reported before the emergency declares it, and are joined to it in bulk; the
 * others come after and belong to it at intake.
 */
export class TyphoonStory {
  private early: Promise<void> | undefined;
  private late: Promise<void> | undefined;
  private failure: { readonly error: unknown } | undefined;

  constructor(private readonly options: TyphoonOptions) {}

  /** One beat: what is due is begun. Opening takes its time beside the cast. */
  act(cases: readonly CaseRow[]): void {
    this.early ??= this.begin(1, before);
    if (cases.some(({ event }) => event === typhoon.event)) this.late ??= this.begin(before + 1, after);
  }

  /** Waits until what was begun has ended; rejects where an opening failed for good. */
  async settled(): Promise<void> {
    await Promise.all([this.early, this.late]);
    if (this.failure !== undefined) throw this.failure.error;
  }

  /** Nobody waits for it yet: what fails is kept until somebody does. */
  private async begin(from: number, count: number): Promise<void> {
    try {
      await this.open(from, count);
    } catch (error) {
      this.failure ??= { error };
    }
  }

  /** Whether all of its claims are open. */
  get isComplete(): boolean {
    return this.late !== undefined;
  }

  private async open(from: number, count: number): Promise<void> {
    const { doors, speed, firstStart, signal } = this.options;
    const waiting = [...typhoonClaims(from, count, firstStart)];
    const marks = speed === null ? {} : { compressed: speed };
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
        try {
          await doors.open('claim', { ...next, ...marks });
        } catch (error) {
          if (!(error instanceof LuyueError) || error.code !== 'engine.unavailable') throw error;
          waiting.push(next);
        }
      }
    };
    await Promise.all(Array.from({ length: parallel }, worker));
  }
}

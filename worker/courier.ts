import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCode, LuyueError } from '../domain/errors';
import type { Log } from './log';

export interface CourierOptions<Item> {
  readonly name: string;
  /** Takes up to so many due items for this process alone. */
  readonly claim: (count: number) => Promise<readonly Item[]>;
  /** Works on one item. What it throws is logged; the item comes back when its lease ends. */
  readonly work: (item: Item) => Promise<void>;
  readonly parallel: number;
  /** Pause when there is nothing to do, in ms. */
  readonly idleMs: number;
  readonly log: Log;
}

export const codeOf = (error: unknown): ErrorCode => (error instanceof LuyueError ? error.code : 'defect.unexpected');

/** Words of an error for a log: of errors of others only the name, their text may hold personal data. */
export const wordsOf = (error: unknown): string => {
  if (error instanceof LuyueError) return error.message;
  return error instanceof Error ? error.name : 'not an error';
};

/**
 * Works through an outbox for as long as it runs. Items are taken as places become free, so that one that hangs does not
 * hold up the others.
 */
export class Courier<Item> {
  private readonly stopping = new AbortController();
  private readonly busy = new Set<Promise<void>>();
  private readonly running: Promise<void>;

  constructor(private readonly options: CourierOptions<Item>) {
    this.running = this.run();
  }

  /** Takes nothing more and waits until what is under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all(this.busy);
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const taken = await this.round();
      const isFull = this.busy.size >= this.options.parallel;
      if (isFull) await Promise.race(this.busy);
      else if (taken === 0) await this.pause();
    }
  }

  /** @returns how many items were taken */
  private async round(): Promise<number> {
    try {
      const items = await this.options.claim(this.options.parallel - this.busy.size);
      for (const item of items) this.start(item);
      return items.length;
    } catch (error) {
      this.options.log.warn('outbox not read', { courier: this.options.name, code: codeOf(error), detail: wordsOf(error) });
      return 0;
    }
  }

  private start(item: Item): void {
    const { name, work, log } = this.options;
    const done = work(item)
      .catch((error: unknown) => log.error('not finished', { courier: name, code: codeOf(error), detail: wordsOf(error) }))
      .finally(() => this.busy.delete(done));
    this.busy.add(done);
  }

  private async pause(): Promise<void> {
    const rest = sleep(this.options.idleMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    await Promise.race([rest, ...this.busy]);
  }
}

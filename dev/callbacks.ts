import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCodeOf } from './system-error';

const tries = 6;
const firstWaitMs = 200;

/** Sends what happened later to an address that the sender of a request gave, as gateways and banks do. */
export class Callbacks {
  private readonly closing = new AbortController();
  private readonly pending = new Set<Promise<void>>();

  constructor() {
    // Every callback that waits listens for the closing: many at once are no leak.
    setMaxListeners(0, this.closing.signal);
  }

  /** Sends after `afterMs`; a refused or unanswered callback is repeated a few times. Returns at once. */
  post(url: string, body: unknown, afterMs = 0): void {
    this.run(async () => {
      await this.pause(afterMs);
      for (let attempt = 0; attempt < tries && !(await this.send(url, body)); attempt++) await this.pause(firstWaitMs * 2 ** attempt);
    });
  }

  /** Does something later, unless closed before. */
  later(afterMs: number, work: () => void): void {
    this.run(async () => {
      await this.pause(afterMs);
      work();
    });
  }

  /** Stops sending and waits until nothing is under way. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.pending);
  }

  private run(work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => {
        if (errorCodeOf(error) !== 'ABORT_ERR') throw error;
      })
      .finally(() => this.pending.delete(running));
    this.pending.add(running);
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.closing.signal });
  }

  private async send(url: string, body: unknown): Promise<boolean> {
    const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(5_000)]);
    const headers = { 'content-type': 'application/json' };
    try {
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal })).ok;
    } catch {
      return false;
    }
  }
}

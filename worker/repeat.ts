import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, wordsOf } from './courier';
import type { Log } from './log';
import type { Running } from './relay';

export interface RepeatOptions {
  readonly work: () => Promise<void>;
  /** Time between the end of one look and the next, in ms. */
  readonly everyMs: number;
  /** The first look comes after the first wait. */
  readonly waitsFirst?: boolean;
  /** Said in the log where a look fails. */
  readonly failed: string;
  readonly log: Log;
}

/** Looks again and again until it is stopped; what fails is logged and tried again at the next look. A stop waits for the look that is under way. */
export function startRepeating({ work, everyMs, waitsFirst = false, failed, log }: RepeatOptions): Running {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (): Promise<void> => sleep(everyMs, undefined, { signal }).catch(() => undefined);
  const run = async (): Promise<void> => {
    if (waitsFirst) await pause();
    while (!signal.aborted) {
      await work().catch((error: unknown) => log.warn(failed, { code: codeOf(error), detail: wordsOf(error) }));
      await pause();
    }
  };
  const running = run();
  const stop = (): Promise<void> => {
    stopping.abort();
    return running;
  };
  return { stop };
}

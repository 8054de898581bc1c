import { setTimeout as sleep } from 'node:timers/promises';
import { isRetryable, LuyueError } from '../../../domain/errors';

/** What became of a request that is repeated until somebody says. `stopped`: the run ended before. */
export type Said<T> =
  | { readonly kind: 'done'; readonly answer: T }
  | { readonly kind: 'refused'; readonly error: LuyueError }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'stopped' };

const firstWaitMs = 300;
const mostWaitMs = 3_000;

const isDefect = (error: unknown): boolean => !(error instanceof LuyueError) || error.code === 'defect.unexpected';

const wordsOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** Sends the same request again and again while a service is away, as the catalogue asks its callers to. `unanswered` hears of each attempt. */
export async function insist<T>(send: () => Promise<T>, signal: AbortSignal, unanswered: () => void): Promise<Said<T>> {
  for (let waitMs = firstWaitMs; !signal.aborted; waitMs = Math.min(mostWaitMs, waitMs * 2)) {
    try {
      return { kind: 'done', answer: await send() };
    } catch (error) {
      if (isDefect(error) || !(error instanceof LuyueError)) return { kind: 'broken', why: wordsOf(error) };
      if (!isRetryable(error.code)) return { kind: 'refused', error };
      unanswered();
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return { kind: 'stopped' };
}

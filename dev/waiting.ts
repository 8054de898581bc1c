import { setTimeout as sleep } from 'node:timers/promises';

/** Asks `probe` every `everyMs` until it says true or `timeoutMs` have passed; the answer says which. */
export const until = async (probe: () => boolean | Promise<boolean>, timeoutMs: number, everyMs = 25): Promise<boolean> => {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    if (await probe()) return true;
    if (Date.now() >= giveUpAt) return false;
    await sleep(everyMs);
  }
};

import { spawnSync } from 'node:child_process';
import { findOnPath } from '../../dev/programs';
import type { Instant } from '../../domain/instant';

/** Why nothing can be tried. */
export class NoClock extends Error {}

const missing = 'faketime is not installed (Debian: apt-get install faketime): nothing was tried';
const hourMs = 3_600_000;

/** Path of the library, as the program of its package names it to what it starts. */
function libraryOf(faketime: string): string {
  const { stdout } = spawnSync(faketime, ['-m', '-f', '+0', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
  return stdout.trim();
}

/** The same distance for every process, whenever it starts: what begins later must not begin at the same instant. */
const distance = (at: Instant, now: Instant): string => `${at < now ? '-' : '+'}${Math.round(Math.abs(at - now) / 1000)}`;

/** The environment in which it is this instant now. Timers and what is measured go on as they are. @throws NoClock */
export function clockAt(at: Instant, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const faketime = findOnPath('faketime', env);
  if (faketime === undefined) throw new NoClock(missing);
  const FAKETIME = distance(at, Date.now());
  const shifted = { ...env, LD_PRELOAD: libraryOf(faketime), FAKETIME, FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' };
  const { stdout } = spawnSync(process.execPath, ['-p', 'Date.now()'], { env: shifted, encoding: 'utf8' });
  if (!(Math.abs(Number(stdout) - at) < hourMs))
    throw new NoClock(`faketime does not shift the clock of ${process.execPath}: nothing was tried`);
  return shifted;
}

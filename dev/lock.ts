import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processMark } from './process-mark';
import { errorCodeOf } from './system-error';

/** Linked into place, so that the lock file never exists without its holder's name in it. */
const tryTake = (file: string): boolean => {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${processMark(process.pid)}`);
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
};

const readHolder = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCodeOf(error) !== 'ENOENT') throw error;
    return undefined;
  }
};

const runs = (holder: string): boolean => {
  const [pid, ...mark] = holder.split(' ');
  return processMark(Number(pid)) === mark.join(' ');
};

/** Takes a dead holder's lock away, unless another waiter did so first and holds it by now. */
const breakLock = (file: string, holder: string): void => {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== holder) linkSync(aside, file);
  } catch (error) {
    if (errorCodeOf(error) !== 'ENOENT') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
};

/**
 * Does the work while no other process does work under the same lock file. The lock of a dead process is broken.
 * `onWait` is told once, with the holder's pid, when another process has it.
 */
export const withLock = async <T>(file: string, work: () => Promise<T>, onWait?: (pid: string) => void): Promise<T> => {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !tryTake(file); ) {
    const holder = readHolder(file);
    if (holder !== undefined && !runs(holder)) {
      breakLock(file, holder);
      continue;
    }
    if (!told && holder !== undefined) {
      told = true;
      onWait?.(holder.split(' ')[0] ?? '');
    }
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
};

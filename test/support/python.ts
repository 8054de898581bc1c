import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../dev/cache';
import { findOnPath } from '../../dev/programs';
import { LuyueError } from '../../domain/errors';

function step(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new LuyueError('stack.failed', `${command} ${args.join(' ')}: ${stderr}`);
}

/**
 * Folder of the programs of an environment of its own with one package, made once in the cache folder.
 * @throws LuyueError stack.failed where there is no python3 or the package cannot be installed; then nothing is left behind.
 */
export function pythonWith(name: string, version: string): string {
  const folder = join(cacheFolder(), `${name}-${version}`);
  const programs = join(folder, 'bin');
  // Written last: an installation that was interrupted is made again.
  const mark = join(folder, 'installed');
  if (existsSync(mark)) return programs;
  const python = findOnPath('python3');
  if (python === undefined) throw new LuyueError('stack.failed', `${name} needs python3 on PATH`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  step(python, '-m', 'venv', folder);
  step(join(programs, 'pip'), 'install', '--quiet', '--disable-pip-version-check', `${name}==${version}`);
  mkdirSync(mark);
  return programs;
}

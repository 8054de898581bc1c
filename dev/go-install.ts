import { join } from 'node:path';
import { LuyueError } from '../domain/errors';
import { askVersion, findOnPath, runLongStep } from './programs';
import type { Report } from './progress';
import { messageOf } from './system-error';

/** The Go that every program we build can be built with. */
export const leastGo = 25;

export interface GoInstall {
  /** What is built, for the reports. */
  readonly title: string;
  /** How long it takes on two cores. */
  readonly minutes: number;
  /** Packages with their versions, as `go install` takes them. */
  readonly packages: readonly string[];
  /** Folder of the built programs. */
  readonly bin: string;
  /** Name of the log file in `cache`. */
  readonly log: string;
  readonly cache: string;
  readonly flags?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly report: Report;
}

const goMinor = (go: string | undefined, env: NodeJS.ProcessEnv): number =>
  Number(/go1\.(\d+)/.exec((go && askVersion(go, ['version'], env)) ?? '')?.[1] ?? 0);

/**
 * Builds programs from the Go module proxy. Go keeps what it has compiled, so a build that was interrupted goes on where it was.
 * @throws LuyueError stack.no-engine where there is no recent Go or the build fails; its log is named.
 */
export const goInstall = async (what: GoInstall): Promise<void> => {
  const { title, minutes, packages, bin, cache, flags = [], env = process.env, report } = what;
  const go = findOnPath('go', env);
  if (!go || goMinor(go, env) < leastGo) throw new LuyueError('stack.no-engine', `Go 1.${leastGo} or newer is not installed`);
  const logFile = join(cache, what.log);
  report('building', `${title} with Go: about ${minutes} min, once; log ${logFile}`);
  const goEnv = { ...env, CGO_ENABLED: '0', GOBIN: bin, GOFLAGS: '' };
  const args = ['install', '-ldflags=-s -w', ...flags, ...packages];
  try {
    await runLongStep({ title, command: go, args, env: goEnv, logFile, report });
  } catch (cause) {
    throw new LuyueError('stack.no-engine', messageOf(cause), { logFile }, { cause });
  }
};

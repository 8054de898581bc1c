import { join } from 'node:path';
import { LuyueError } from '../domain/errors';
import { cacheFolder } from './cache';
import { goInstall, leastGo } from './go-install';
import { withLock } from './lock';
import { askVersion, findOnPath } from './programs';
import type { Report } from './progress';
import { downloadSdkTool, findSdkTool, sdkCli } from './sdk-download';
import { messageOf } from './system-error';

/** The last release of the Temporal CLI that `go install` accepts (later ones have a replace directive). */
export const cliModule = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
/** Server 1.28 is the first with update-with-start switched on. */
const leastServer = 28;

export interface EngineBinary {
  readonly path: string;
  /** What it says of itself, for example `temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)`. */
  readonly version: string;
  readonly source: 'path' | 'sdk-download' | 'go-install';
}

/** The binary as it is used if it runs and its server is recent enough. */
const accept = (path: string | undefined, source: EngineBinary['source'], env: NodeJS.ProcessEnv): EngineBinary | undefined => {
  const version = path ? askVersion(path, ['--version'], env)?.split('\n')[0] : undefined;
  const minor = /Server 1\.(\d+)/.exec(version ?? '')?.[1];
  return path && version && Number(minor ?? 0) >= leastServer ? { path, version, source } : undefined;
};

/** The dev server that is on this machine already: on PATH, downloaded by the SDK, or built before. Downloads nothing. */
export const findEngine = (env: NodeJS.ProcessEnv = process.env): EngineBinary | undefined => {
  const cache = cacheFolder(env);
  return (
    accept(findOnPath('temporal', env), 'path', env) ??
    accept(findSdkTool(sdkCli, cache), 'sdk-download', env) ??
    accept(join(cache, 'bin', 'temporal'), 'go-install', env)
  );
};

/**
 * Finds the dev server, or gets it: by the SDK's download where its site answers, else built with Go.
 * @throws LuyueError stack.no-engine naming the ways out.
 */
export const obtainEngine = async (report: Report, env: NodeJS.ProcessEnv = process.env): Promise<EngineBinary> => {
  const found = findEngine(env);
  if (found) return found;
  const cache = cacheFolder(env);
  const obtain = async () => findEngine(env) ?? (await download(cache, env, report)) ?? (await build(cache, env, report));
  return withLock(join(cache, 'engine.lock'), obtain, (pid) => report('waiting', `process ${pid} is getting the Temporal server`));
};

const download = async (cache: string, env: NodeJS.ProcessEnv, report: Report): Promise<EngineBinary | undefined> => {
  const refused: string[] = [];
  const path = await downloadSdkTool(sdkCli, cache, env, (reason) => refused.push(reason));
  for (const reason of refused) report('starting', reason);
  return accept(path, 'sdk-download', env);
};

const build = async (cache: string, env: NodeJS.ProcessEnv, report: Report): Promise<EngineBinary> => {
  const bin = join(cache, 'bin');
  const step = {
    title: 'building the Temporal server',
    minutes: 5,
    packages: [cliModule],
    bin,
    cache,
    log: 'build-temporal.log',
    env,
    report,
  };
  await goInstall(step).catch((cause: unknown) => {
    throw noEngine(messageOf(cause), cause);
  });
  const built = accept(join(bin, 'temporal'), 'go-install', env);
  if (!built) throw noEngine(`the built ${join(bin, 'temporal')} does not run`);
  return built;
};

const noEngine = (reason: string, cause?: unknown): LuyueError =>
  new LuyueError(
    'stack.no-engine',
    `no Temporal development server: none on PATH or in the cache, ${reason}. Ways out: put the Temporal CLI (1.5 or newer) on PATH; ` +
      `install Go 1.${leastGo} or newer and repeat; or run a Temporal server yourself, set TEMPORAL_ADDRESS and use: luyue up --existing`,
    {},
    { cause },
  );

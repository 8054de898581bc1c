import { resolve } from 'node:path';
import { cacheFolder } from './cache';
import { type EngineBinary, findEngine } from './engine-binary';
import { findProcess } from './processes';
import { askVersion, findOnPath } from './programs';
import { readStackFile, runningOwner, type StackFile } from './stack-file';
import { findTestServer } from './time-skipping';
import { findUi } from './ui-binary';

/** What `luyue doctor` reports: what is on the machine and what runs in a stack's folder. */
export interface StackStatus {
  readonly dir: string;
  /** First line of what each program says of its version; undefined when it is not on PATH. */
  readonly tools: Readonly<Record<'node' | 'go' | 'java' | 'mvn', string | undefined>>;
  readonly cache: {
    readonly folder: string;
    readonly engine: EngineBinary | undefined;
    readonly ui: string | undefined;
    readonly testServer: string | undefined;
  };
  /** Pids of what runs; `owner` is the process that holds sinks and bank. */
  readonly running: Readonly<Record<'postgres' | 'engine' | 'ui' | 'owner', number | undefined>>;
  /** Addresses and ports as of the last start. */
  readonly stack: StackFile | undefined;
}

const versionOf = (name: string, args: readonly string[], env: NodeJS.ProcessEnv): string | undefined => {
  const path = findOnPath(name, env);
  return path && askVersion(path, args, env)?.split('\n')[0];
};

/** Pids of PostgreSQL and the engine of a stack's folder, where they run. */
export const stackRuns = (folder: string): Pick<StackStatus['running'], 'postgres' | 'engine'> => ({
  postgres: findProcess(`${folder}/postgres`, 'postgres')?.pid,
  engine: findProcess(`${folder}/engine`, 'temporal')?.pid,
});

/** Looks, changes nothing, downloads nothing. */
export const stackStatus = (dir: string, env: NodeJS.ProcessEnv = process.env): StackStatus => {
  const folder = resolve(dir);
  const stack = readStackFile(folder);
  const tools = {
    node: process.version,
    go: versionOf('go', ['version'], env),
    java: versionOf('java', ['-version'], env),
    mvn: versionOf('mvn', ['-v'], { ...env, MAVEN_OPTS: '-Dstyle.color=never' }),
  };
  const cache = { folder: cacheFolder(env), engine: findEngine(env), ui: findUi(undefined, env), testServer: findTestServer(env) };
  const ui = findProcess(`${folder}/ui`, 'ui')?.pid;
  return { dir: folder, tools, cache, running: { ...stackRuns(folder), ui, owner: stack && runningOwner(stack) }, stack };
};

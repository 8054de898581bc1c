import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LuyueError } from '../domain/errors';
import type { SearchAttributes } from '../worker/search-attributes';
import type { Bank } from './bank';
import { type Engine, startEngine, stopEngine, uiUrlOf } from './engine';
import { type LocalParts, startLocalParts } from './local-parts';
import { withLock } from './lock';
import type { PortWish } from './ports';
import { type Postgres, startPostgres, stopPostgres } from './postgres';
import { processMark } from './process-mark';
import { sendSignal } from './processes';
import { type OnProgress, type Part, reporter } from './progress';
import type { Sinks } from './sinks';
import { readStackFile, runningOwner, type StackFile, writeStackFile } from './stack-file';
import { startUi, stopUi } from './ui';
import { obtainUi } from './ui-binary';
import { until } from './waiting';

export type PortName = Exclude<Part, 'test-server'>;

/** Where a new stack listens if the port is free; what an earlier start took is preferred to this. */
const usualPorts: Record<PortName, number> = {
  postgres: 55432,
  engine: 7233,
  ui: 8233,
  codec: 8234,
  mail: 2525,
  messages: 8025,
  bank: 8026,
};

export interface StackOptions {
  /** Folder of data, logs, pid files and `stack.json`. */
  readonly dir: string;
  /** Stops what runs there and deletes what the stack keeps there. */
  readonly fresh?: boolean;
  readonly engine: 'file' | 'memory';
  readonly searchAttributes: SearchAttributes;
  /** Ports that must be these and no others; `any` takes any free ports instead of the usual ones. */
  readonly ports?: Partial<Record<PortName, number>> | 'any';
  /** Path under which the UI asks the codec server (`/ui`); without it the UI shows what is encrypted as it is. */
  readonly codecPath?: string;
  readonly onProgress?: OnProgress;
}

export interface Stack extends StackFile {
  /** Present when sinks and bank run in this process; absent when another process of this folder holds them. */
  readonly local?: { readonly sinks: Sinks; readonly bank: Bank };
  /** Stops all and only what this start started or took over from a dead process; a second call does nothing. */
  stop(): Promise<void>;
}

interface Stoppable {
  stop(): Promise<void>;
}

/** The stack's folder in a project. */
export const stackDir = (project: string = process.cwd()): string => join(project, '.luyue');

/**
 * Starts PostgreSQL, the Temporal dev server, the sinks and the bank in parallel and writes `stack.json`. What runs in the folder
 * already is used. TEMPORAL_ADDRESS and DATABASE_URL are not looked at.
 * @throws LuyueError stack.no-engine, stack.failed, stack.port-taken; what was started by then is stopped.
 */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const dir = resolve(options.dir);
  mkdirSync(dir, { recursive: true });
  if (options.fresh) await wipe(dir);
  return withLock(join(dir, 'start.lock'), () => start(dir, options));
};

/**
 * Stops what runs in the folder, whoever started it: the process that holds sinks and bank is asked to end (SIGTERM), then the
 * children are stopped. Harmless when nothing runs.
 */
export const stopStack = async (dir: string): Promise<void> => {
  const owner = ownerOf(dir);
  if (owner !== undefined && owner !== process.pid) {
    sendSignal(owner, 'SIGTERM');
    await until(() => ownerOf(dir) === undefined, 15_000);
  }
  await Promise.all([stopPostgres(join(dir, 'postgres')), stopUi(join(dir, 'ui')), stopEngine(join(dir, 'engine'))]);
};

const ownerOf = (dir: string): number | undefined => {
  const file = readStackFile(dir);
  return file && runningOwner(file);
};

/** Deletes only what a stack writes, not whatever else may lie in the folder. */
const wipe = async (dir: string): Promise<void> => {
  await stopStack(dir);
  for (const name of ['postgres', 'engine', 'ui', 'messages', 'bank', 'roots', 'stack.json'])
    rmSync(join(dir, name), { recursive: true, force: true });
};

const start = async (dir: string, options: StackOptions): Promise<Stack> => {
  const before = readStackFile(dir);
  const holder = before && runningOwner(before) !== undefined ? before : undefined;
  const started: Stoppable[] = [];
  const note: Note = async (starting) => {
    const part = await starting;
    // A child that was running for a live process is that process's to stop; one left by a dead process is ours.
    if (!part.reused || !holder) started.push(part);
    return part;
  };
  const wish = portWishes(options, before);
  const local = holder ? undefined : note(startLocalParts(dir, wish, before, options.onProgress));
  const starting = [note(startRecords(dir, options, wish)), startTemporal(dir, options, wish, note), local] as const;
  try {
    return describe(dir, holder, await Promise.all(starting), started);
  } catch (error) {
    await Promise.allSettled(starting);
    await stopAll(started);
    throw error;
  }
};

/** Keeps what this start has to stop again. */
type Note = <T extends Stoppable & { readonly reused: boolean }>(starting: Promise<T>) => Promise<T>;

type Wish = (name: PortName) => Omit<PortWish, 'onTaken'>;

const portWishes = (options: StackOptions, before: StackFile | undefined): Wish => {
  const earlier: Partial<Record<PortName, number | undefined>> = {
    postgres: before?.postgres.port,
    engine: before?.engine.port,
    ui: before?.engine.uiPort,
    codec: before?.engine.codecPort,
    mail: before?.mail.port,
    messages: before?.messages.port,
    bank: before?.bank.port,
  };
  const { ports } = options;
  if (ports === 'any') return (name) => ({ preferred: earlier[name] });
  return (name) => ({ required: ports?.[name], preferred: earlier[name] ?? usualPorts[name] });
};

const startRecords = (dir: string, { engine, onProgress }: StackOptions, wish: Wish): Promise<Postgres> => {
  const port = wish('postgres');
  return startPostgres({ dir: join(dir, 'postgres'), database: 'luyue', port, durable: engine === 'file', onProgress });
};

/** Says why there is none: the development server has one of its own, of another version. */
const hasUiServer = async ({ onProgress }: StackOptions): Promise<boolean> => {
  const report = reporter('ui', onProgress);
  try {
    await obtainUi(report);
    return true;
  } catch (error) {
    if (!(error instanceof LuyueError)) throw error;
    report('waiting', `the development server's own UI is used: ${error.message}`);
    return false;
  }
};

/** Temporal with the UI that the guide is of; where that can neither be found nor built, with the development server's own. */
const startTemporal = async (dir: string, options: StackOptions, wish: Wish, note: Note): Promise<Engine> => {
  const { engine: storage, searchAttributes, codecPath, onProgress } = options;
  const hasUi = await hasUiServer(options);
  const ports = {
    port: wish('engine'),
    ...(hasUi ? {} : { uiPort: wish('ui') }),
    ...(codecPath === undefined ? {} : { codec: { port: wish('codec'), path: codecPath } }),
  };
  const engine = await note(startEngine({ dir: join(dir, 'engine'), storage, searchAttributes, ...ports, onProgress }));
  if (!hasUi || engine.uiUrl !== undefined) return engine;
  const { address, namespace, codecPort } = engine;
  const codec = codecPort === undefined || codecPath === undefined ? undefined : `http://127.0.0.1:${codecPort}${codecPath}`;
  const { port } = await note(startUi({ dir: join(dir, 'ui'), engine: address, namespace, port: wish('ui'), codec, onProgress }));
  return { ...engine, uiPort: port, uiUrl: uiUrlOf(port, namespace) };
};

const describe = (
  dir: string,
  holder: StackFile | undefined,
  [postgres, engine, local]: readonly [Postgres, Engine, LocalParts | undefined],
  started: readonly Stoppable[],
): Stack => {
  const { reused: _running, stop: _stop, ...temporal } = engine;
  const children = {
    postgres: { url: postgres.url, applicationUrl: postgres.applicationUrl, port: postgres.port, pid: postgres.pid },
    engine: temporal,
  };
  const owner = { pid: process.pid, mark: processMark(process.pid) ?? '' };
  const file = local ? { owner, ...local.file, ...children } : holder && { ...holder, ...children };
  if (!file) throw new LuyueError('defect.unexpected', 'neither this process nor another holds sinks and bank');
  writeStackFile(dir, file);
  const stop = once(async () => {
    await stopAll(started);
    // The ports stay written down: the next start takes the same.
    if (local) writeStackFile(dir, { ...file, owner: undefined });
  });
  return { ...file, ...(local ? { local: { sinks: local.sinks, bank: local.bank } } : {}), stop };
};

/** A later call waits for the first and does nothing more. */
const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
};

const stopAll = async (parts: readonly Stoppable[]): Promise<void> => {
  await Promise.all(parts.map((part) => part.stop()));
};

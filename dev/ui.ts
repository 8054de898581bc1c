import { join, resolve } from 'node:path';
import { choosePort, listens, type PortWish } from './ports';
import { findProcess, type ProcessRecord, startProcess, stopProcess, waitReady } from './processes';
import { type OnProgress, type Report, reporter } from './progress';
import { obtainUi, uiVersion } from './ui-binary';

const project = join(__dirname, '..');
const name = 'ui';

export interface UiOptions {
  /** Folder of log and pid file. */
  readonly dir: string;
  /** `host:port` of the engine that it shows. */
  readonly engine: string;
  readonly namespace: string;
  readonly port: Omit<PortWish, 'onTaken'>;
  /** Address of the codec server that pages ask for what is encrypted. */
  readonly codec?: string | undefined;
  /** Another than the one that the guide is of (tests). */
  readonly version?: string;
  readonly onProgress?: OnProgress | undefined;
}

export interface Ui {
  readonly port: number;
  readonly pid: number;
  /** It ran already and was not started by this call. */
  readonly reused: boolean;
  stop(): Promise<void>;
}

const settings = ({ engine, namespace, codec }: UiOptions, port: number): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TZ: 'UTC',
  TEMPORAL_ADDRESS: engine,
  TEMPORAL_NAMESPACE: namespace,
  TEMPORAL_UI_PORT: String(port),
  ...(codec === undefined ? {} : { LUYUE_CODEC_ENDPOINT: codec }),
});

const portOf = (address: string): number => Number(address.split(':').at(-1));

const answers = async (port: number): Promise<boolean> => {
  if (!(await listens(port))) return false;
  return fetch(`http://127.0.0.1:${port}/api/v1/settings`).then(
    (response) => response.ok,
    () => false,
  );
};

async function launch(options: UiOptions, report: Report): Promise<ProcessRecord> {
  const path = await obtainUi(report, options.version ?? uiVersion);
  const onTaken = (taken: number, chosen: number) => report('port-taken', `port ${taken} is in use, taking ${chosen}`);
  const port = await choosePort({ ...options.port, onTaken });
  const ports = { ui: port, engine: portOf(options.engine) };
  const args = ['--root', join(project, 'examples'), '--config', 'ui-server', '--env', 'read-only', 'start'];
  const child = startProcess({ name, folder: options.dir, command: path, args, ports, env: settings(options, port) });
  await waitReady('the Temporal UI', child, () => answers(port), 60_000);
  return child.record;
}

/** The UI server of this folder where it serves this engine; another is stopped. */
async function findServing(dir: string, { engine }: UiOptions): Promise<ProcessRecord | undefined> {
  const record = findProcess(dir, name);
  if (record === undefined) return undefined;
  if (record.ports.engine === portOf(engine) && (await answers(record.ports.ui ?? 0))) return record;
  await stopUi(dir);
  return undefined;
}

/**
 * Starts the UI server that changes nothing, with the configuration that the guide gives to managers, or uses the one that already
 * runs in this folder. @throws LuyueError stack.no-engine where it is not there and cannot be built, stack.failed (its log is named).
 */
export async function startUi(options: UiOptions): Promise<Ui> {
  const dir = resolve(options.dir);
  const report = reporter('ui', options.onProgress);
  const running = await findServing(dir, options);
  const record = running ?? (await launch(options, report));
  const { ui: port = 0 } = record.ports;
  report(running ? 'reused' : 'ready', `http://127.0.0.1:${port}, UI server ${options.version ?? uiVersion}`);
  return { port, pid: record.pid, reused: running !== undefined, stop: () => stopUi(dir, record.pid) };
}

/** Stops the UI server that was started for this folder, if it runs (and is this one). */
export async function stopUi(dir: string, pid?: number): Promise<void> {
  await stopProcess(resolve(dir), name, { pid });
}

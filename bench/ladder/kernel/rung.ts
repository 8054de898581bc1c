import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { recordsOf } from '../../../client/db-records';
import { type Signer, signerOf } from '../../../client/identity';
import { Doors } from '../../../client/luyue';
import { processes } from '../../../client/processes';
import { doorConverter } from '../../../codec/converter';
import { connect } from '../../../db/connect';
import { openKeys, readKeySource } from '../../../db/keys/source';
import { isSystemActor } from '../../../domain/org/systems';
import { claimNotice } from '../claim';
import { historyFigures } from '../history';
import { RungProcess } from '../process';
import { idOf } from '../recorder';
import type { Ground, Rung } from '../rung';
import type { Script } from '../script';

const door = { id: 'bench', secret: randomBytes(32) };
/** What the relays of a worker would report, under a key of their own. */
const relay = { id: 'relay', secret: randomBytes(32) };
const masterKey = randomBytes(32).toString('base64');

export interface KernelWish {
  /** Encrypted as in production, or plain. */
  readonly encrypted: boolean;
  /** What the table calls it in place of its usual name. */
  readonly name?: string;
  /** Settings of the worker in place of its own, as JSON. */
  readonly tuning?: string | undefined;
  /** Arguments of Node for the worker, such as `--cpu-prof`. */
  readonly nodeArgs?: readonly string[];
  /** Bundled as the SDK does it by itself: what our own way saves is the difference. */
  readonly sdkBundle?: boolean;
  /** Word that tells apart databases and task queues of several kernels in one run. */
  readonly variant?: string;
}

/** The kernel on a database of its own: its worker, and doors to it. */
export interface Kernel {
  readonly worker: RungProcess;
  readonly doors: Doors;
  readonly client: Client;
  readonly database: string;
  /** Ends the worker and starts another one, in `worker` from then on. Milliseconds that its start took. */
  restart(): Promise<number>;
  stop(): Promise<void>;
}

const [people, relays] = [signerOf(door), signerOf(relay)];

/** Signs what people do with the key of a door, what bank and gateway say with that of a relay. */
const signer: Signer = { ...people, act: (id, request) => (isSystemActor(request.actor) ? relays : people).act(id, request) };

const keyEnvironment = (encrypted: boolean) => (encrypted ? { LUYUE_MASTER_KEY: masterKey } : { LUYUE_PLAIN: '1' });

/** Starts the kernel's worker, and connects doors that sign. */
export async function startKernel({ dir, engine, postgres }: Omit<Ground, 'script' | 'scriptFile'>, wish: KernelWish): Promise<Kernel> {
  const { encrypted, tuning, nodeArgs = [], sdkBundle = false, variant = encrypted ? 'sealed' : 'plain' } = wish;
  const database = `kernel_${variant.replaceAll('-', '_')}`;
  const taskQueue = `bench-kernel-${variant}`;
  const databaseUrl = await postgres.withSchema(database);
  const environment = {
    ...keyEnvironment(encrypted),
    ...(tuning === undefined ? {} : { BENCH_TUNING: tuning }),
    ...(sdkBundle ? { BENCH_BUNDLE: 'sdk' } : {}),
    DATABASE_URL: databaseUrl,
    LUYUE_DOOR_KEYS: `${door.id}:${door.secret.toString('base64url')},${relay.id}@worker:${relay.secret.toString('base64url')}`,
    BENCH_ENGINE: engine.address,
    BENCH_NAMESPACE: engine.namespace,
    BENCH_QUEUE: taskQueue,
    BENCH_DIR: dir,
  };
  const start = () => RungProcess.start(require.resolve('./worker'), environment, nodeArgs);
  let worker = await start();
  const records = connect(databaseUrl, { max: 10 });
  const keys = openKeys(readKeySource(keyEnvironment(encrypted)), records.db);
  const connection = await Connection.connect({ address: engine.address });
  const reach = { connection, namespace: engine.namespace, dataConverter: doorConverter(keys) };
  const ports = { records: recordsOf(records.db, keys.columns), engine: reach };
  return {
    get worker() {
      return worker;
    },
    doors: new Doors(processes, { processes, ...ports, taskQueue, signer, patienceMs: 120_000 }),
    client: new Client(reach),
    database,
    restart: async () => {
      const next = await worker.replaced(start);
      worker = next.worker;
      return next.startMs;
    },
    stop: async () => {
      await worker.stop();
      await Promise.all([connection.close(), records.close()]);
    },
  };
}

/** Opens the claim of a reference through the doors. */
export const openClaim = async ({ doors }: Pick<Kernel, 'doors'>, reference: string): Promise<void> => {
  await doors.open('claim', claimNotice(reference));
};

/** Does a step of the script through the doors. */
export async function actOnClaim({ doors }: Pick<Kernel, 'doors'>, script: Script, reference: string, step: number): Promise<void> {
  const request = script.transitions[step]?.request;
  const id = idOf(reference);
  const payload = JSON.parse(JSON.stringify(request?.payload ?? {}).replaceAll(script.id, id));
  await doors.act(id, { act: request?.act ?? '', as: request?.actor ?? '', payload });
}

const nameOf = ({ name, encrypted, sdkBundle }: KernelWish): string =>
  name ?? ['kernel', ...(encrypted ? [] : ['not encrypted']), ...(sdkBundle ? ["the SDK's bundle"] : [])].join(', ');

/** (b) Our kernel: its real worker, keys, signed doors and process. */
export async function kernelRung(ground: Ground, wish: KernelWish): Promise<Rung> {
  const kernel = await startKernel(ground, wish);
  return {
    name: nameOf(wish),
    enginePids: ground.engine.pids,
    workerPids: () => [kernel.worker.pid],
    databases: [kernel.database],
    open: (reference) => openClaim(kernel, reference),
    act: (reference, step) => actOnClaim(kernel, ground.script, reference, step),
    history: (reference) => historyFigures(kernel.client, idOf(reference)),
    ask: (reference) => kernel.client.workflow.getHandle(idOf(reference)).query('acts'),
    restart: kernel.restart,
    stop: kernel.stop,
  };
}

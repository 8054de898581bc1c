import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection as EngineConnection } from '@temporalio/client';
import { recordsOf } from '../../../client/db-records';
import { signerOf } from '../../../client/identity';
import { Doors } from '../../../client/luyue';
import { processes } from '../../../client/processes';
import { doorConverter } from '../../../codec/converter';
import { type Connection, connect } from '../../../db/connect';
import { type Keys, openKeys, readKeySource } from '../../../db/keys/source';
import { migrate } from '../../../db/migrate';
import { loadOrg } from '../../../db/queries/org';
import { readOrganisation } from '../../../db/queries/organisation';
import { freePort } from '../../../dev/ports';
import { surroundings } from '../../../dev/surroundings';
import type { Organisation } from '../../../domain/org/organisation';
import { WorkerProcess } from '../../support/worker-process';
import { SmallDisk } from './disk';
import { commandEnvironment, door, masterKey, type Ports, secrets, taskQueue, workerEnvironment } from './environment';
import type { EngineHouse, Part } from './part';
import { PostgresPart } from './postgres';
import { TcpProxy } from './proxy';
import { SpawnedPart } from './spawned';

const company = (): unknown => JSON.parse(readFileSync(join(__dirname, '../../../examples/org.json'), 'utf8'));
const workerMain = require.resolve('../../../worker/main');
const diskMegabytes = 900;
/** A killed worker costs an act 10 s: the engine waits for it. */
const patienceMs = 15_000;

/** A worker process and the port that gateway and bank report to. */
export interface Worker {
  readonly part: SpawnedPart;
  readonly callbackPort: number;
}

const urlAt = (url: string, port: number): string => {
  const there = new URL(url);
  there.port = String(port);
  return there.href;
};

/** All parts of a company that runs on Luyue, each a process of its own that can die; the workers and doors reach records and engine through proxies. */
export class World {
  readonly workers: Worker[] = [];
  /** Pids of workers whose version was taken back because nothing else can replay what it wrote. */
  readonly spoilers: number[] = [];
  private closed: Promise<void> | undefined;

  private constructor(
    readonly folder: string,
    readonly disk: SmallDisk | null,
    readonly postgres: PostgresPart,
    readonly engine: EngineHouse,
    readonly bank: SpawnedPart,
    readonly sinks: SpawnedPart,
    readonly ports: Ports,
    readonly proxies: { readonly records: TcpProxy; readonly engine: TcpProxy },
    /** Straight to the records: for those who look, not for those who work. */
    readonly records: Connection,
    readonly keys: Keys,
    readonly organisation: Organisation,
    private readonly around: Parameters<typeof workerEnvironment>[0],
    private readonly through: { readonly records: Connection; readonly engine: EngineConnection },
    private readonly direct: EngineConnection,
  ) {}

  /** Starts everything, with so many workers. */
  static async start(workers: number, makeEngine: (dir: string) => EngineHouse): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'luyue-chaos-'));
    const disk = SmallDisk.mount(join(folder, 'records'), diskMegabytes);
    const postgres = new PostgresPart(join(folder, 'records', 'postgres'));
    const engine = makeEngine(join(folder, 'engine'));
    const ports = { mail: await freePort(), messages: await freePort(), bank: await freePort() };
    const [bank, sinks] = outside(folder, ports);
    await startTogether([postgres, engine, bank, sinks], disk);
    const proxies = { records: await TcpProxy.to(postgres.port), engine: await TcpProxy.to(Number(engine.address.split(':')[1])) };
    const records = connect(postgres.url, { max: 6, application_name: 'chaos-looks', statement_timeout: 30_000 });
    await migrate(postgres.url);
    await loadOrg(records.db, company(), 'system:test');
    const { organisation } = await readOrganisation(records.db);
    const databaseUrl = urlAt(postgres.url, proxies.records.port);
    const engineAddress = `127.0.0.1:${proxies.engine.port}`;
    const through = { records: connect(databaseUrl, { max: 12 }), engine: await EngineConnection.connect({ address: engineAddress }) };
    const direct = await EngineConnection.connect({ address: engine.address });
    const keys = openKeys(readKeySource({ LUYUE_MASTER_KEY: masterKey }), records.db);
    const around = { databaseUrl, engine, engineAddress, ports, cacheDir: join(tmpdir(), 'luyue-chaos-bundles') };
    const parts = [folder, disk, postgres, engine, bank, sinks, ports, proxies, records, keys, organisation] as const;
    const world = new World(...parts, around, through, direct);
    for (let count = 0; count < workers; count++) await world.addWorker();
    return world;
  }

  private async addWorker(): Promise<void> {
    const callbackPort = await freePort();
    const part = new SpawnedPart(`worker-${this.workers.length + 1}`, this.launcher(callbackPort, workerMain, []));
    await part.start();
    this.workers.push({ part, callbackPort });
  }

  private launcher(callbackPort: number, main: string, args: readonly string[]): () => Promise<WorkerProcess> {
    const env = workerEnvironment(this.around, callbackPort);
    return () => WorkerProcess.start(main, env, args);
  }

  /** Another version in the place of a worker; the product's own where none is named. */
  async deploy({ part, callbackPort }: Worker, main = workerMain, args: readonly string[] = []): Promise<void> {
    await part.become(this.launcher(callbackPort, main, args));
  }

  /** Environment of the command line. */
  get commandEnvironment(): NodeJS.ProcessEnv {
    return commandEnvironment(this.around);
  }

  /** Everything that can be killed. */
  get mortals(): readonly Part[] {
    return [this.postgres, ...this.engine.parts, this.bank, this.sinks, ...this.workers.map(({ part }) => part)];
  }

  /** Doors of a client on connections that faults reach. */
  doors(): Doors {
    const keys = openKeys(readKeySource({ LUYUE_MASTER_KEY: masterKey }), this.through.records.db);
    const engine = { connection: this.through.engine, namespace: this.engine.namespace, dataConverter: doorConverter(keys) };
    return new Doors(processes, {
      processes,
      records: recordsOf(this.through.records.db, keys.columns),
      engine,
      taskQueue,
      signer: signerOf(door),
      patienceMs,
    });
  }

  /** A client that looks at the engine, past the proxy. */
  client(): Client {
    return new Client({ connection: this.direct, namespace: this.engine.namespace, dataConverter: doorConverter(this.keys) });
  }

  /** A statement on the way that workers and doors take. */
  async throughRecords(text: string): Promise<void> {
    await this.through.records.pool.query(text);
  }

  /** Starts again what has ended by itself, as a service manager would. */
  async revive(): Promise<void> {
    await Promise.all([this.bank, this.sinks, ...this.workers.map(({ part }) => part)].map((part) => part.revive()));
  }

  /** Ends everything and deletes its data; a second call waits for the first. */
  stop(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  private async end(): Promise<void> {
    await Promise.all(this.workers.map(({ part }) => part.kill().catch(() => undefined)));
    await Promise.all([this.through.engine.close(), this.direct.close(), this.through.records.close(), this.records.close()]);
    await Promise.all([this.bank.stop(), this.sinks.stop(), this.proxies.records.close(), this.proxies.engine.close()]);
    await Promise.all([this.postgres.stop(), this.engine.stop()]);
    this.disk?.unmount();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Bank and sinks, not started yet. */
function outside(folder: string, ports: Ports): readonly [SpawnedPart, SpawnedPart] {
  const env = surroundings();
  const bankArgs = [join(folder, 'bank'), String(ports.bank)];
  const sinkArgs = [join(folder, 'messages'), String(ports.mail), String(ports.messages), secrets.webhook];
  const bankMain = require.resolve('./bank-process');
  const sinksMain = require.resolve('./sinks-process');
  return [
    new SpawnedPart('bank', () => WorkerProcess.start(bankMain, env, bankArgs, 'bank is up')),
    new SpawnedPart('sinks', () => WorkerProcess.start(sinksMain, env, sinkArgs, 'sinks are up')),
  ];
}

interface Startable {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts all of them, or leaves none behind. */
async function startTogether(parts: readonly Startable[], disk: SmallDisk | null): Promise<void> {
  const starting = parts.map((part) => part.start());
  try {
    await Promise.all(starting);
  } catch (error) {
    await Promise.allSettled(starting);
    await Promise.allSettled(parts.map((part) => part.stop()));
    disk?.unmount();
    throw error;
  }
}

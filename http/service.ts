import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { recordsOf } from '../client/db-records';
import { signerOf, unsigned } from '../client/identity';
import { Doors } from '../client/luyue';
import type { Processes } from '../client/process-type';
import { connect } from '../db/connect';
import { openKeys } from '../db/keys/source';
import { peopleOf } from '../db/queries/people';
import { LuyueError } from '../domain/errors';
import type { App } from './app';
import type { HttpConfig } from './config';
import type { Deps } from './deps';
import { lazyEngine } from './engine';
import { createFeed } from './feed';
import { tokensOf } from './identity/tokens';
import { openLawbook } from './lawbook';
import type { Log } from './log';
import { createMetrics } from './metrics';
import { createServer } from './server';

export interface HttpService {
  readonly url: string;
  readonly port: number;
  /** Takes no new requests, lets those under way end, and closes what was opened. */
  stop(): Promise<void>;
}

// What is under way may end; then whoever keeps a connection open is cut off.
const graceMs = 10_000;

const version = (): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'))).version;

async function listen(app: App, { host, port }: HttpConfig): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw new LuyueError('stack.port-taken', `${host}:${port} cannot be listened on`, { port }, { cause });
  }
  const [address] = app.addresses();
  return typeof address === 'object' ? address.port : port;
}

/**
 * Starts the HTTP door. Records and Temporal need not be there yet: what needs them is answered 503 until they are.
 * @throws LuyueError config.invalid, policy.invalid, stack.port-taken; what was opened by then is closed.
 */
export async function startHttp(config: HttpConfig, processes: Processes, log: Log): Promise<HttpService> {
  const tokens = tokensOf(config.identity);
  const connection = connect(config.databaseUrl, { max: 20, application_name: 'luyue-http' });
  const { db } = connection;
  const keys = openKeys(config.keys, db);
  const engine = lazyEngine(config, keys);
  const close = async (): Promise<void> => void (await Promise.allSettled([engine.close(), connection.close()]));
  try {
    const records = recordsOf(db, keys.columns);
    const signer = config.doorKey === null ? unsigned : signerOf(config.doorKey);
    const doors = new Doors(processes, { processes, records, engine: engine.port, signer });
    const lawbook = openLawbook(config.policyPath, db);
    const shared = { config, db, columns: keys.columns, records, processes, doors, engine, tokens, lawbook, log };
    const deps: Deps = { ...shared, people: peopleOf(db), feed: createFeed(db), metrics: createMetrics() };
    const app = await createServer(deps, version());
    const port = await listen(app, config);
    const stop = async (): Promise<void> => {
      const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await app.close();
      clearTimeout(cut);
      await close();
    };
    return { url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`, port, stop };
  } catch (error) {
    await close();
    throw error;
  }
}

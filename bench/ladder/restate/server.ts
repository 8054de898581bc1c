import { join } from 'node:path';
import { freePort, onChosenPorts } from '../../../dev/ports';
import { startProcess, stopProcess, waitReady } from '../../../dev/processes';
import { post } from '../post';

/** A Restate server of the bench alone, on its own store. */
export interface RestateServer {
  readonly pid: number;
  /** Where it takes invocations. */
  readonly ingressUrl: string;
  /** Lets it find the handlers that are served at an address. */
  register(uri: string): Promise<void>;
  /** Rows of an SQL query on its own tables. */
  ask(query: string): Promise<unknown>;
  stop(): Promise<void>;
}

const readyMs = 60_000;

const isHealthy = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Starts the server program `command` of the npm package @restatedev/restate-server with its own settings, on loopback only. It is
 * not among our dependencies: 225 MB under another licence, and it asks GitHub for its newest release at each start.
 */
export const startRestate = (dir: string, command: string): Promise<RestateServer> => onChosenPorts(() => launch(dir, command));

async function launch(dir: string, command: string): Promise<RestateServer> {
  const [ingress, admin, node] = [await freePort(), await freePort(), await freePort()];
  const env = {
    PATH: process.env.PATH,
    RESTATE_BASE_DIR: join(dir, 'data'),
    RESTATE_BIND_IP: '127.0.0.1',
    RESTATE_ADVERTISED_HOST: '127.0.0.1',
    RESTATE_LISTEN_MODE: 'tcp',
    RESTATE_BIND_PORT: String(node),
    RESTATE_INGRESS__BIND_PORT: String(ingress),
    RESTATE_ADMIN__BIND_PORT: String(admin),
    RESTATE_ADMIN__DISABLE_WEB_UI: 'true',
    RESTATE_DISABLE_TELEMETRY: 'true',
    RESTATE_LOG_FILTER: 'warn',
  };
  const child = startProcess({ name: 'restate', folder: dir, command, args: ['--no-logo'], ports: { ingress, admin, node }, env });
  const [adminUrl, ingressUrl] = [`http://127.0.0.1:${admin}`, `http://127.0.0.1:${ingress}`];
  const stop = async (): Promise<void> => void (await stopProcess(dir, 'restate'));
  try {
    await waitReady('restate', child, async () => (await isHealthy(adminUrl)) && (await isHealthy(`${ingressUrl}/restate`)), readyMs);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    pid: child.record.pid,
    ingressUrl,
    register: async (uri) => void (await post(`${adminUrl}/deployments`, { uri })),
    ask: async (query) => JSON.parse(await post(`${adminUrl}/query`, { query })),
    stop,
  };
}

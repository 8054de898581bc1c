import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../../../dev/ports';
import { sendSignal, startProcess, waitReady } from '../../../dev/processes';
import { until } from '../../../dev/waiting';
import { LuyueError } from '../../../domain/errors';

export interface RestateServer {
  readonly pid: number;
  /** Where workflows are called. */
  readonly ingress: string;
  readonly admin: string;
  stop(): Promise<void>;
}

/** The binary that npm installed for this machine. @throws LuyueError stack.failed */
function binary(): string {
  const name = `@restatedev/restate-server-${platform()}-${arch()}`;
  try {
    return join(dirname(createRequire(__filename).resolve(`${name}/package.json`)), 'bin', 'restate-server');
  } catch (cause) {
    throw new LuyueError('stack.failed', `Restate: npm package ${name} is not installed; run npm install`, {}, { cause });
  }
}

async function serves(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Restate's server with its own settings, on free ports of this machine; it tells nobody that it runs. */
export async function startRestate(dir: string): Promise<RestateServer> {
  const [node, ingress, admin] = [await freePort(), await freePort(), await freePort()];
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    RESTATE_BASE_DIR: dir,
    RESTATE_BIND_IP: '127.0.0.1',
    RESTATE_BIND_PORT: String(node),
    RESTATE_INGRESS__BIND_PORT: String(ingress),
    RESTATE_ADMIN__BIND_PORT: String(admin),
    RESTATE_LISTEN_MODE: 'tcp',
    RESTATE_LOG_FILTER: 'warn',
    RESTATE_DISABLE_TELEMETRY: 'true',
    DO_NOT_TRACK: '1',
  };
  const child = startProcess({
    name: 'restate',
    folder: dir,
    command: binary(),
    args: ['--no-logo'],
    ports: { node, ingress, admin },
    env,
  });
  const urls = { ingress: `http://127.0.0.1:${ingress}`, admin: `http://127.0.0.1:${admin}` };
  await waitReady(
    'Restate',
    child,
    async () => (await serves(`${urls.admin}/health`)) && (await serves(`${urls.ingress}/restate/health`)),
    60_000,
  );
  const { pid } = child.record;
  return {
    pid,
    ...urls,
    stop: async () => {
      sendSignal(pid, 'SIGTERM');
      if (!(await until(() => child.ended() !== undefined, 15_000))) sendSignal(pid, 'SIGKILL');
    },
  };
}

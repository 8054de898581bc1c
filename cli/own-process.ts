import { join } from 'node:path';
import { choosePort, onChosenPorts, type PortWish } from '../dev/ports';
import { startProcess, waitReady } from '../dev/processes';
import type { Session } from './session';

const project = join(__dirname, '..');

/** One of our programs that listens: what it is called, where its files are, what it says once it is up. */
export interface OwnProgram {
  readonly name: 'http' | 'worker';
  readonly folder: string;
  /** What its port is called in the list of processes. */
  readonly port: string;
  /** Its environment on the port that it was given. */
  readonly env: (port: number) => NodeJS.ProcessEnv;
}

/** LUYUE_PORTS=any: the embedded parts take whatever ports are free, for several stacks on one machine. */
export const hasAnyPorts = ({ env }: Session): boolean => env.LUYUE_PORTS === 'any';

/** The port to ask for: beside services of one's own the very one; in an embedded stack the one of before, else the usual one where it is free. */
export function portWish(session: Session, embedded: boolean, usual: number, before?: number): PortWish {
  if (!embedded) return { required: usual };
  return { preferred: before ?? (hasAnyPorts(session) ? undefined : usual) };
}

/**
 * Starts a program as a process of its own, in UTC, and waits until it is up; again on another port where it has lost its own. Returns the port.
 * @throws LuyueError stack.failed with the end of its log.
 */
export const startOwn = ({ name, folder, port: portName, env }: OwnProgram, wish: PortWish): Promise<number> =>
  onChosenPorts(async () => {
    const port = await choosePort(wish);
    const child = startProcess({
      name,
      folder,
      command: process.execPath,
      args: ['--import', require.resolve('tsx'), join(project, name, 'main.ts')],
      ports: { [portName]: port },
      env: { ...env(port), TZ: 'UTC' },
    });
    await waitReady(name, child, child.says(`${name} is up`), 60_000);
    return port;
  });

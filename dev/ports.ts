import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { existsSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { LuyueError } from '../domain/errors';
import { errorCodeOf } from './system-error';

// Between choosing a port and listening on it lies the start of a child, and what was killed comes back on the port it had. So a
// port is kept from the moment it is chosen until the process that chose it ends (docs/decisions/ports.md).

/** Ports that this process keeps, each by its socket. */
const kept = new Map<number, Socket>();

/** Ports of ours begin here; they end where the system begins to hand out its own, and where 16 bits with a sign do (Temporal's ring). */
const first = 20_000;
const last = 32_767;
const fewest = 1_000;
const rangeFile = '/proc/sys/net/ipv4/ip_local_port_range';

/** The first port that is ours no more. Where the system hands out all of them, ours are none the safer for being few. */
const firstOfTheSystem = (): number => {
  const low = existsSync(rangeFile) ? Number.parseInt(readFileSync(rangeFile, 'utf8'), 10) : last + 1;
  return low >= first + fewest ? Math.min(low, last + 1) : last + 1;
};

/** What the system says where a port belongs to somebody else. */
const isRefusal = (error: unknown): boolean => ['EADDRINUSE', 'EACCES'].includes(errorCodeOf(error) ?? '');

/**
 * Whether nothing listens on this port of 127.0.0.1. Listens itself for a moment: only for a port that no child is about to take.
 */
export const isPortFree = (port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (isRefusal(error) ? resolve(false) : reject(error)));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });

/** Whether somebody listens on a port of 127.0.0.1. */
export const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 500 });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });

/**
 * Keeps a port for this process: the UDP port of the same number is bound. The system gives it to one process of the machine,
 * whoever's, and takes it back however that process ends; TCP of this number stays free for the child. False where another keeps it.
 */
const keep = (port: number): Promise<boolean> => {
  if (kept.has(port)) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => (isRefusal(error) ? resolve(false) : reject(error)));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
      // The process may end although it keeps ports.
      socket.unref();
      kept.set(port, socket);
      resolve(true);
    });
  });
};

/** Keeps a port on which nothing listens. Kept first: to look at a port that is another's could cost it the port. */
const take = async (port: number): Promise<boolean> => {
  const isNew = !kept.has(port);
  if (!(await keep(port))) return false;
  if (await isPortFree(port)) return true;
  if (isNew) release(port);
  return false;
};

const release = (port: number): void => {
  kept.get(port)?.close();
  kept.delete(port);
};

const looks = 5_000;

/** A free port of 127.0.0.1 that no process of Luyue was given, kept for this one. */
export const freePort = async (): Promise<number> => {
  const end = firstOfTheSystem();
  for (let look = 0; look < looks; look++) {
    const port = randomInt(first, end);
    if (!kept.has(port) && (await take(port))) return port;
  }
  throw new LuyueError('stack.failed', `no free port of 127.0.0.1 between ${first} and ${end}`);
};

export interface PortWish {
  readonly preferred?: number | undefined;
  /** The user asked for this very port: no other will do. */
  readonly required?: number | undefined;
  /** Told when the preferred port is taken and another was chosen. */
  readonly onTaken?: (taken: number, chosen: number) => void;
}

/** The port to listen on, kept for this process. @throws LuyueError stack.port-taken if the required one is in use. */
export const choosePort = async ({ preferred, required, onTaken }: PortWish): Promise<number> => {
  if (required !== undefined) {
    // Who names a port has decided about it: also where another process keeps it.
    if ((await take(required)) || (await isPortFree(required))) return required;
    throw new LuyueError('stack.port-taken', `port ${required} is in use`, { port: required });
  }
  if (preferred === undefined) return freePort();
  if (await take(preferred)) return preferred;
  const chosen = await freePort();
  onTaken?.(preferred, chosen);
  return chosen;
};

const attempts = 4;
const wasTaken = (error: unknown): boolean => ['EADDRINUSE', 'stack.port-taken'].includes(errorCodeOf(error) ?? '');

/**
 * Chooses ports and starts what listens on them; again with others where a program that knows nothing of kept ports was quicker.
 * @throws what the last attempt threw
 */
export const onChosenPorts = async <T>(start: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start();
    } catch (error) {
      if (attempt === attempts || !wasTaken(error)) throw error;
    }
  }
};

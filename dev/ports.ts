import { createServer } from 'node:net';
import { LuyueError } from '../domain/errors';
import { errorCodeOf } from './system-error';

/** Ports that this process was given and that nobody may listen on yet: two parts starting at once get two ports. */
const given = new Set<number>();

const tryListen = (port: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      const code = errorCodeOf(error);
      if (code === 'EADDRINUSE' || code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
    });
  });

/** Whether nothing listens on this port of 127.0.0.1. */
export const isPortFree = async (port: number): Promise<boolean> => (await tryListen(port)) !== undefined;

/** A free port of 127.0.0.1 that was not handed out before by this process. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = await tryListen(0);
    if (port === undefined) throw new LuyueError('stack.failed', 'the system has no free port');
    if (!given.has(port)) {
      given.add(port);
      return port;
    }
  }
};

export interface PortWish {
  readonly preferred?: number | undefined;
  /** The user asked for this very port: no other will do. */
  readonly required?: number | undefined;
  /** Told when the preferred port is taken and another was chosen. */
  readonly onTaken?: (taken: number, chosen: number) => void;
}

/** The port to listen on. @throws LuyueError stack.port-taken if the required one is in use. */
export const choosePort = async ({ preferred, required, onTaken }: PortWish): Promise<number> => {
  if (required !== undefined) {
    if (await isPortFree(required)) return required;
    throw new LuyueError('stack.port-taken', `port ${required} is in use`, { port: required });
  }
  if (preferred === undefined) return freePort();
  if (await isPortFree(preferred)) return preferred;
  const chosen = await freePort();
  onTaken?.(preferred, chosen);
  return chosen;
};

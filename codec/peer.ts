import { existsSync, readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

const tables = ['/proc/net/tcp', '/proc/net/tcp6'];

/** Nothing where it is not Linux, or has no IPv6. */
const linesOf = (file: string): readonly string[] => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(1) : []);

const portIn = (address: string | undefined): number => Number.parseInt(address?.split(':')[1] ?? '', 16);

/**
 * The users of this machine whose program holds the other end of a connection over loopback: Linux writes it down. Empty where it cannot be
 * known.
 */
export function usersOf({ remotePort, localPort }: Pick<Socket, 'remotePort' | 'localPort'>): readonly number[] {
  const rows = tables.flatMap(linesOf).map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([, local, remote, , , , , uid]) =>
    portIn(local) === remotePort && portIn(remote) === localPort ? [Number(uid)] : [],
  );
}

/** Whether a connection comes from a program of the user that runs this one, or of root, who can read everything anyway. */
export const isOwn = (users: readonly number[]): boolean => users.every((uid) => uid === 0 || uid === process.getuid?.());

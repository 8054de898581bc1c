import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, type Session } from './session';

/** The key of a name, made once and kept beside the data. */
function keyOf(session: Session, name: string): string {
  const file = join(folderOf(session), name);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  mkdirSync(folderOf(session), { recursive: true });
  const key = `${name === 'door-key' ? 'embedded' : 'embedded-worker'}:${randomBytes(32).toString('base64url')}`;
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}

/** The key that the doors of an embedded stack sign acts with. */
export const doorKeyOf = (session: Session): string => keyOf(session, 'door-key');

/** The key that its worker signs with what bank, gateways and other cases say. */
export const workerKeyOf = (session: Session): string => keyOf(session, 'worker-key');

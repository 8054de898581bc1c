import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, type Session } from './session';

/** The key that the doors of an embedded stack sign acts with, as its worker knows it; made once and kept beside the data. */
export function doorKeyOf(session: Session): string {
  const file = join(folderOf(session), 'door-key');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  mkdirSync(folderOf(session), { recursive: true });
  const key = `embedded:${randomBytes(32).toString('base64url')}`;
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}

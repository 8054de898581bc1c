import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the embedded stack of a folder keeps its master key. */
export const masterKeyFile = (dir: string): string => join(dir, 'master-key');

/** The master key of the folder, made where there is none: for development, readable by its owner only. Returns the file. */
export function ensureMasterKey(dir: string): string {
  const file = masterKeyFile(dir);
  if (existsSync(file)) return file;
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return file;
}

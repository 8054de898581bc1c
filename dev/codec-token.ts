import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The token of the codec server of the embedded stack, made where there is none: in the address that its UI asks, and the bearer token of
 * tools. For development; readable by its owner only.
 */
export function ensureCodecToken(dir: string): string {
  const file = join(dir, 'codec-token');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const token = randomBytes(24).toString('base64url');
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return token;
}

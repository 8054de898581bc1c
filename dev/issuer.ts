import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { z } from 'zod';
import { developmentIssuer } from '../domain/development';
import { LuyueError } from '../domain/errors';

/** What development tokens say of themselves; a server that knows only a real issuer takes none of them. */
export const devIssuer = { issuer: developmentIssuer, audience: 'luyue' } as const;

export interface DevToken {
  /** Staff id, or `system:NAME`. */
  readonly subject: string;
  /** Service account that acts for the subject. */
  readonly tool?: string;
  readonly scopes?: readonly string[];
  /** How long it lasts, in seconds. */
  readonly seconds: number;
}

export interface DevIssuer {
  /** File of the public keys. */
  readonly jwks: string;
  readonly token: (wish: DevToken) => Promise<string>;
}

const algorithm = 'ES256';
const keyShape = z.looseObject({ kty: z.string(), kid: z.string(), d: z.string() });

const privateFile = (folder: string): string => join(folder, 'private-key.json');
const publicFile = (folder: string): string => join(folder, 'jwks.json');

/** A private key is read by the folder's owner alone; the public half lies beside it. */
async function makeKey(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const { d, ...open } = { ...(await exportJWK(privateKey)), kid: `dev-${Date.now().toString(36)}`, alg: algorithm, use: 'sig' };
  writeFileSync(publicFile(folder), `${JSON.stringify({ keys: [open] }, undefined, 1)}\n`);
  writeFileSync(privateFile(folder), `${JSON.stringify({ ...open, d })}\n`, { mode: 0o600 });
}

function readKey(folder: string): JWK & { readonly kid: string } {
  try {
    return keyShape.parse(JSON.parse(readFileSync(privateFile(folder), 'utf8')));
  } catch (cause) {
    throw new LuyueError('config.invalid', `${privateFile(folder)} holds no key`, {}, { cause });
  }
}

/**
 * The issuer of development: keys in a folder, made once, tokens signed here. For tests, demos and the embedded stack.
 * @throws LuyueError config.invalid where the key file cannot be read.
 */
export async function openIssuer(folder: string): Promise<DevIssuer> {
  if (!existsSync(privateFile(folder))) await makeKey(folder);
  const jwk = readKey(folder);
  const key = await importJWK(jwk, algorithm);
  const token = ({ subject, tool, scopes = [], seconds }: DevToken): Promise<string> =>
    new SignJWT({
      ...(tool === undefined ? {} : { act: { sub: tool } }),
      ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    })
      .setProtectedHeader({ alg: algorithm, kid: jwk.kid })
      .setIssuer(devIssuer.issuer)
      .setAudience(devIssuer.audience)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
      .sign(key);
  return { jwks: publicFile(folder), token };
}

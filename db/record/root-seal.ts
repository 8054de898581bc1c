import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Keyring } from '../keys/keyring';
import type { Root } from './root';

/** Signs roots. The key is derived from a data key that the database holds wrapped only: who has the database alone cannot sign. */
export interface RootSigner {
  /** Ed25519 public key in base64url: whoever keeps roots can check them with it and cannot make one. */
  readonly publicKey: string;
  seal(root: Pick<Root, 'root'>): string;
}

// RFC 8410: what stands before the 32 bytes of an Ed25519 key in its DER.
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

const said = ({ root }: Pick<Root, 'root'>): Buffer => Buffer.from(`luyue root\n${root}`, 'utf8');

const publicKeyOf = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length).toString('base64url');

/** The signer of a process; null where nothing is encrypted. @throws LuyueError keys.unavailable */
export async function rootSigner(keyring: Keyring | null): Promise<RootSigner | null> {
  if (keyring === null) return null;
  const seed = createHmac('sha256', (await keyring.index()).bytes)
    .update('luyue root signature v1')
    .digest();
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = publicKeyOf(key);
  return { publicKey, seal: (root) => `ed25519.${publicKey}.${sign(null, said(root), key).toString('base64url')}` };
}

const pattern = /^ed25519\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{86})$/;

/** The public key whose seal stands under a root; null where it has none, or one that does not fit. */
export function sealedBy({ root, seal }: Pick<Root, 'root' | 'seal'>): string | null {
  const [, publicKey, signature] = pattern.exec(seal ?? '') ?? [];
  if (publicKey === undefined || signature === undefined) return null;
  const key = createPublicKey({ key: Buffer.concat([publicPrefix, Buffer.from(publicKey, 'base64url')]), format: 'der', type: 'spki' });
  return verify(null, said({ root }), key, Buffer.from(signature, 'base64url')) ? publicKey : null;
}

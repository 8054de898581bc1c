import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

export const keyBytes = 32;

export const newKeyBytes = (): Buffer => randomBytes(keyBytes);

/** Encrypts with AES-256-GCM under a fresh nonce: nonce, ciphertext and tag in one. `bound` must be the same when it is decrypted. */
export function encrypt(key: Buffer, plain: Uint8Array, bound: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(bound, 'utf8'));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What was encrypted; null where the data were changed, cut, moved, or encrypted with another key. */
export function decrypt(key: Buffer, data: Uint8Array, bound: string): Buffer | null {
  if (data.length < ivBytes + tagBytes) return null;
  const end = data.length - tagBytes;
  const decipher = createDecipheriv(algorithm, key, data.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(bound, 'utf8'))
    .setAuthTag(data.subarray(end));
  try {
    return Buffer.concat([decipher.update(data.subarray(ivBytes, end)), decipher.final()]);
  } catch {
    // The tag does not fit: node says no more, and there is no more to say.
    return null;
  }
}

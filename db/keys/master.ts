import { createHash, hkdfSync } from 'node:crypto';
import { LuyueError } from '../../domain/errors';
import { decrypt, encrypt, keyBytes } from './cipher';

/** A data key in the clear: in memory only. */
export interface BareKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** A data key as the database holds it. */
export interface WrappedKey {
  readonly id: string;
  readonly wrapped: string;
  /** Which master key has wrapped it. */
  readonly master: string;
}

/** The master key: a file in development, a key service in production. Both ways take many keys at once. */
export interface MasterKey {
  /** Under what it wraps now. Keys of another id are due for `luyue keys rotate`. */
  readonly id: string;
  /** @throws LuyueError keys.unavailable where a key service does not answer. */
  wrap(keys: readonly BareKey[]): Promise<readonly WrappedKey[]>;
  /** In the order given. @throws LuyueError keys.unavailable where the master key that wrapped one is not at hand. */
  unwrap(keys: readonly WrappedKey[]): Promise<readonly BareKey[]>;
}

const derived = (master: Buffer, use: string): Buffer => Buffer.from(hkdfSync('sha256', master, '', `luyue ${use} v1`, keyBytes));

/** Names a master key without telling anything of it. */
const idOf = (master: Buffer): string => `local:${createHash('sha256').update(derived(master, 'id')).digest('hex').slice(0, 12)}`;

/**
 * Master keys of this machine, 32 bytes each. The first one wraps; the others still unwrap what they wrapped before a rotation.
 */
export function localMaster(masters: readonly [Buffer, ...Buffer[]]): MasterKey {
  const wrapping = new Map(masters.map((master) => [idOf(master), derived(master, 'wrap')]));
  const id = idOf(masters[0]);
  const keyOf = (master: string): Buffer => {
    const key = wrapping.get(master);
    if (key === undefined) throw new LuyueError('keys.unavailable', `The master key ${master} is not at hand.`, { master });
    return key;
  };
  return {
    id,
    wrap: async (keys) =>
      keys.map((key) => ({ id: key.id, wrapped: encrypt(keyOf(id), key.bytes, key.id).toString('base64'), master: id })),
    unwrap: async (keys) =>
      keys.map(({ id: of, wrapped, master }) => {
        const bytes = decrypt(keyOf(master), Buffer.from(wrapped, 'base64'), of);
        if (bytes === null) throw new LuyueError('keys.unavailable', `The key ${of} is not the one that was wrapped.`, { key: of });
        return { id: of, bytes };
      }),
  };
}

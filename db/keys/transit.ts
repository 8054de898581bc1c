import { z } from 'zod';
import { LuyueError } from '../../domain/errors';
import type { BareKey, MasterKey, WrappedKey } from './master';

export interface TransitOptions {
  /** Address of Vault or OpenBao. */
  readonly url: string;
  /** Name of the key in its transit engine, of a type that takes associated data (aes256-gcm96). */
  readonly key: string;
  readonly token: string;
  readonly timeoutMs?: number;
}

const wrappedShape = z.object({ data: z.object({ batch_results: z.array(z.object({ ciphertext: z.string() })) }) });
const bareShape = z.object({ data: z.object({ batch_results: z.array(z.object({ plaintext: z.string() })) }) });

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const unavailable = (why: string, cause?: unknown): LuyueError =>
  new LuyueError('keys.unavailable', `The key service ${why}.`, {}, cause === undefined ? {} : { cause });

async function ask<T>(
  { url, key, token, timeoutMs = 5_000 }: TransitOptions,
  verb: 'encrypt' | 'decrypt',
  batch: readonly object[],
  shape: z.ZodType<T>,
): Promise<T> {
  const address = `${url.replace(/\/$/, '')}/v1/transit/${verb}/${encodeURIComponent(key)}`;
  const headers = { 'content-type': 'application/json', 'x-vault-token': token };
  const init = { method: 'POST', headers, body: JSON.stringify({ batch_input: batch }), signal: AbortSignal.timeout(timeoutMs) };
  const response = await fetch(address, init).catch((error: unknown) => {
    throw unavailable('does not answer', error);
  });
  if (!response.ok) throw unavailable(`answered ${response.status}`);
  const read = shape.safeParse(await response.json().catch(() => null));
  if (!read.success) throw unavailable('answered something else than keys');
  return read.data;
}

const complete = <T>(items: readonly T[], count: number): readonly T[] => {
  if (items.length !== count) throw unavailable(`answered ${items.length} of ${count} keys`);
  return items;
};

/**
 * A master key that never leaves the transit engine of Vault or OpenBao. Its own versions unwrap by themselves; `luyue keys rotate`
 * brings everything under the newest one.
 */
export function transitMaster(options: TransitOptions): MasterKey {
  const id = `transit:${options.key}`;
  return {
    id,
    wrap: async (keys: readonly BareKey[]): Promise<readonly WrappedKey[]> => {
      const batch = keys.map((key) => ({ plaintext: key.bytes.toString('base64'), associated_data: base64(key.id) }));
      const { data } = await ask(options, 'encrypt', batch, wrappedShape);
      const texts = complete(data.batch_results, keys.length);
      return keys.map((key, i) => ({ id: key.id, wrapped: texts[i]?.ciphertext ?? '', master: id }));
    },
    unwrap: async (keys: readonly WrappedKey[]): Promise<readonly BareKey[]> => {
      const foreign = keys.find(({ master }) => master !== id);
      if (foreign !== undefined) throw new LuyueError('keys.unavailable', `The master key ${foreign.master} is not at hand.`, {});
      const batch = keys.map((key) => ({ ciphertext: key.wrapped, associated_data: base64(key.id) }));
      const { data } = await ask(options, 'decrypt', batch, bareShape);
      const texts = complete(data.batch_results, keys.length);
      return keys.map((key, i) => ({ id: key.id, bytes: Buffer.from(texts[i]?.plaintext ?? '', 'base64') }));
    },
  };
}

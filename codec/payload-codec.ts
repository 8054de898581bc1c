import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec, type SerializationContext } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { z } from 'zod';
import { decrypt, encrypt } from '../db/keys/cipher';
import type { Found, Keyring, OpenKey } from '../db/keys/keyring';
import { LuyueError } from '../domain/errors';

const encodingKey = METADATA_ENCODING_KEY;
const keyIdKey = 'encryption-key-id';
const cipherKey = 'encryption-cipher';
const encrypted = 'binary/encrypted';
const { Payload: Message } = temporal.api.common.v1;

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const textOf = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

/** Whether a payload is one of ours. */
export const isEncrypted = ({ metadata }: Payload): boolean => textOf(metadata?.[encodingKey]) === encrypted;

/** Key under which a payload is encrypted; null where it is not. */
export const keyOf = (payload: Payload): string | null => (isEncrypted(payload) ? textOf(payload.metadata?.[keyIdKey]) : null);

/** Encrypts one payload, metadata and all, as the codecs of Temporal's samples do in any language. */
export function encryptPayload(payload: Payload, { id, bytes }: OpenKey): Payload {
  return {
    metadata: { [encodingKey]: utf8(encrypted), [cipherKey]: utf8('AES-256-GCM'), [keyIdKey]: utf8(id) },
    data: encrypt(bytes, Message.encode(payload).finish(), id),
  };
}

/** The payload again. @throws LuyueError keys.unavailable where its key is none, was destroyed, or does not fit. */
export function decryptPayload(payload: Payload, key: Found): Payload {
  const id = keyOf(payload) ?? '';
  if (key === 'destroyed') throw new LuyueError('keys.unavailable', `The key ${id} was destroyed.`, { key: id });
  if (key === 'unknown') throw new LuyueError('keys.unavailable', `There is no key ${id}.`, { key: id });
  const bytes = decrypt(key.bytes, payload.data ?? new Uint8Array(), id);
  if (bytes === null) throw new LuyueError('keys.unavailable', `A payload under the key ${id} was changed.`, { key: id });
  const { metadata, data } = Message.decode(bytes);
  return { metadata, data };
}

/**
 * Whose payload stands in the history of a case. Another case's does not belong there; one that names no case could be from whoever may
 * encrypt anything: only why something failed is said so.
 */
function ownerOf(key: Found, context: SerializationContext | undefined): 'own' | 'nobody' | 'another' {
  const workflow = context?.workflowId;
  if (typeof key === 'string' || workflow === undefined || key.caseId === workflow) return 'own';
  return key.caseId === '' ? 'nobody' : 'another';
}

/**
 * What stands in place of a payload that came in plain or was not made for the case. No act has this shape: the case refuses it as `input.invalid`. An error thrown
 * here would fail the task of the case again and again instead.
 */
const refusal: Payload = { metadata: { [encodingKey]: utf8('json/plain') }, data: utf8('{"plain":"refused"}') };

export interface CodecOptions {
  /** How old the store's word may be that a key is the current one, in ms (docs/decisions/keys.md, destruction). */
  readonly trustMs: number;
  /** Reads payloads that are not encrypted. */
  readonly acceptPlain: boolean;
}

const reasonShape = z.strictObject({ message: z.string(), stack_trace: z.string().optional() });

/** Whether a payload is message and stack of a failure, as the failure converter writes them (workflows/kernel/engine/failures.ts). */
function isReason({ data }: Payload): boolean {
  try {
    return reasonShape.safeParse(JSON.parse(textOf(data))).success;
  } catch {
    // No JSON at all.
    return false;
  }
}

/**
 * The key for what is encoded now. Why an activity failed is said under the namespace's key where that of its case cannot be had, as the
 * SDK says itself why a workflow task failed: it ends a worker that cannot say it.
 */
async function keyFor(keyring: Keyring, payloads: readonly Payload[], context: SerializationContext | undefined, trustMs: number) {
  try {
    return await keyring.current(context?.workflowId ?? '', trustMs);
  } catch (error) {
    if (context?.type !== 'activity' || !payloads.every(isReason)) throw error;
    return keyring.current('', trustMs);
  }
}

/** Encrypts every payload under the key of its workflow. What has no workflow is under a key of the namespace. */
export const payloadCodec = (keyring: Keyring, { trustMs, acceptPlain }: CodecOptions): PayloadCodec => ({
  async encode(payloads, context) {
    if (payloads.length === 0) return payloads;
    const key = await keyFor(keyring, payloads, context, trustMs);
    return payloads.map((payload) => (isEncrypted(payload) ? payload : encryptPayload(payload, key)));
  },
  async decode(payloads, context) {
    const keys = await keyring.byIds(payloads.flatMap((payload) => keyOf(payload) ?? []));
    return payloads.map((payload) => {
      const id = keyOf(payload);
      if (id === null) return acceptPlain ? payload : refusal;
      const key = keys.get(id) ?? 'unknown';
      const owner = ownerOf(key, context);
      if (owner === 'another') return refusal;
      const read = decryptPayload(payload, key);
      return owner === 'own' || acceptPlain || isReason(read) ? read : refusal;
    });
  },
});

import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { z } from 'zod';
import type { Found, Keyring } from '../db/keys/keyring';
import { LuyueError } from '../domain/errors';
import { decryptPayload, encryptPayload, isEncrypted, keyOf } from './payload-codec';

/** base64 as protobuf's JSON writes it, or in its URL-safe form. */
const bytes = z.string().regex(/^[A-Za-z0-9+/_-]*={0,2}$/, 'must be base64');
const body = z.object({
  payloads: z.array(z.looseObject({ metadata: z.record(z.string(), bytes).optional(), data: bytes.optional() })),
});

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');
const textOf = (of: Uint8Array | null | undefined): string => Buffer.from(of ?? []).toString('base64');

const given = ({ metadata, data }: z.infer<typeof body>['payloads'][number]): Payload => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, bytesOf(value)])),
  data: bytesOf(data ?? ''),
});

const answered = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, textOf(value)])),
  data: textOf(data),
});

/** The payloads of a request's body, so many at most. @throws LuyueError input.invalid */
export function payloadsIn(text: string, most = 10_000): readonly Payload[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LuyueError('input.invalid', 'The body is not JSON.');
  }
  const read = body.extend({ payloads: body.shape.payloads.max(most) }).safeParse(json);
  if (read.success) return read.data.payloads.map(given);
  const issues = read.error.issues.map(({ path, message }) => ({ path: `/${path.join('/')}`, reason: message }));
  throw new LuyueError('input.invalid', issues.map(({ path, reason }) => `${path}: ${reason}`).join('; '), { issues });
}

/** Payloads as the answer carries them. */
export const bodyOf = (payloads: readonly Payload[]) => ({ payloads: payloads.map(answered) });

/** What stands for a payload that nobody can read any more, or this caller may not: the rest of a history stays readable beside it. */
const unreadable = {
  withheld: '〔无权读取此案内容 · not yours to read〕',
  destroyed: '〔密钥已销毁，内容不可读 · the key was destroyed: unreadable〕',
  broken: '〔内容与密钥不符，不可读 · not what was encrypted: unreadable〕',
} as const;

const instead = (text: string): Payload => defaultPayloadConverter.toPayload(text);

function decoded(payload: Payload, key: Found): Payload {
  if (key === 'destroyed') return instead(unreadable.destroyed);
  try {
    return decryptPayload(payload, key);
  } catch (error) {
    if (error instanceof LuyueError && error.code === 'keys.unavailable') return instead(unreadable.broken);
    throw error;
  }
}

/** What was decoded, for the log: whose and how much, never what. */
export interface Decoded {
  readonly payloads: readonly Payload[];
  /** Cases whose payloads these are; `namespace` for what belongs to none. */
  readonly cases: readonly string[];
  /** How many were ours and shown. */
  readonly opened: number;
  /** How many were ours and not shown, because they are not the caller's to read. */
  readonly withheld: number;
}

/** Those of some workflows whose payloads are shown. Empty text: what is under a key of the namespace. */
export type Readable = (workflows: readonly string[]) => Promise<ReadonlySet<string>>;

const workflowOf = (key: Found | undefined): string | null => (key === undefined || typeof key === 'string' ? null : key.caseId);

/**
 * Decodes what is ours and the caller's to read, and passes through as it came what is not ours. There is no context here: which case a payload
 * belongs to, its key says.
 * @throws LuyueError records.unavailable, keys.unavailable while the key service is away
 */
export async function decodeAll(keyring: Keyring, payloads: readonly Payload[], readable: Readable): Promise<Decoded> {
  const keys = await keyring.byIds(payloads.flatMap((payload) => keyOf(payload) ?? []));
  const workflows = [...new Set([...keys.values()].flatMap((key) => workflowOf(key) ?? []))];
  const shown = await readable(workflows);
  let [opened, withheld] = [0, 0];
  const all = payloads.map((payload) => {
    const id = keyOf(payload);
    if (id === null) return payload;
    const key = keys.get(id) ?? 'unknown';
    const workflow = workflowOf(key);
    if (workflow !== null && !shown.has(workflow)) {
      withheld += 1;
      return instead(unreadable.withheld);
    }
    opened += 1;
    return decoded(payload, key);
  });
  return { payloads: all, cases: [...shown].map((workflow) => workflow || 'namespace'), opened, withheld };
}

/** Encrypts under the key of a workflow. @throws LuyueError records.unavailable, keys.unavailable */
export async function encodeAll(keyring: Keyring, payloads: readonly Payload[], workflowId: string): Promise<readonly Payload[]> {
  const key = await keyring.current(workflowId, 0);
  return payloads.map((payload) => (isEncrypted(payload) ? payload : encryptPayload(payload, key)));
}

import type { Keyring } from '../db/keys/keyring';
import { LuyueError } from '../domain/errors';
import type { Organisation } from '../domain/org/organisation';
import { type Caller, type Callers, mayDecode, mayEncode } from './access';
import { bodyOf, decodeAll, encodeAll, payloadsIn } from './remote';

/** One decode or encode, or a refusal of one, as it is logged: who, whose, how much. Never content. */
export interface CodecEntry {
  readonly verb: 'decode' | 'encode';
  readonly caller: string | null;
  readonly namespace: string | null;
  /** Payloads asked for, and how many of them were opened. */
  readonly payloads?: number;
  readonly opened?: number;
  readonly cases?: string;
  /** Code of the catalogue where it was refused or failed. */
  readonly refused?: string;
}

export interface CodecOptions {
  readonly keyring: Keyring;
  readonly callers: Callers;
  readonly organisation: () => Promise<Organisation>;
  /** The one namespace whose payloads these keys are for. */
  readonly namespace: string;
  /** Token that may stand in the address (`/ui/TOKEN/decode`): for a UI that can send none. Loopback only. */
  readonly uiToken?: string;
  readonly note: (entry: CodecEntry) => void;
  readonly now?: () => number;
}

export interface CodecRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

export interface CodecReply {
  readonly status: number;
  readonly body: unknown;
}

const pathPattern = /^(?:\/ui\/([A-Za-z0-9_-]+))?\/(decode|encode)$/;

const single = (value: string | readonly string[] | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** 401: nobody we know. 403: known, and may not. */
class Refused extends LuyueError {
  constructor(
    readonly status: 401 | 403,
    reason: string,
  ) {
    super('codec.refused', reason, { reason });
  }
}

const bearerOf = (request: CodecRequest): string | null =>
  /^Bearer +(\S+)$/i.exec(single(request.headers.authorization) ?? '')?.[1] ?? null;

async function callerOf(request: CodecRequest, inPath: string | undefined, { callers, uiToken }: CodecOptions): Promise<Caller> {
  if (inPath !== undefined) {
    if (uiToken !== undefined && inPath === uiToken) return { kind: 'system', id: 'system:ui', decodes: true };
    throw new Refused(401, 'The address holds no valid token.');
  }
  const token = bearerOf(request);
  if (token === null) throw new Refused(401, 'Send a token: Authorization: Bearer ...');
  const caller = await callers(token);
  if (caller === null) throw new Refused(401, "The token is nobody's.");
  return caller;
}

async function requireRight(verb: CodecEntry['verb'], caller: Caller, { organisation, now = Date.now }: CodecOptions): Promise<void> {
  const people = await organisation();
  const may = verb === 'decode' ? mayDecode(caller, people, now()) : mayEncode(caller, people);
  if (!may) throw new Refused(403, `${caller.id} may not ${verb}.`);
}

/** The UI names the namespace it shows. */
function requireNamespace(named: string | null, { namespace }: CodecOptions): void {
  if (named !== null && named !== namespace) throw new Refused(403, `This is the codec of the namespace ${namespace}.`);
}

async function done(verb: CodecEntry['verb'], request: CodecRequest, entry: CodecEntry, options: CodecOptions): Promise<CodecReply> {
  const { keyring, note } = options;
  const payloads = payloadsIn(request.text);
  if (verb === 'encode') {
    const workflowId = single(request.headers['x-workflow-id']) ?? '';
    const encoded = await encodeAll(keyring, payloads, workflowId);
    note({ ...entry, payloads: payloads.length, ...(workflowId === '' ? {} : { cases: workflowId }) });
    return { status: 200, body: bodyOf(encoded) };
  }
  const { payloads: decoded, cases, opened } = await decodeAll(keyring, payloads);
  // Before the answer: what is not logged is not shown.
  note({ ...entry, payloads: payloads.length, opened, cases: cases.join(' ') });
  return { status: 200, body: bodyOf(decoded) };
}

const statuses: Partial<Record<string, number>> = { 'input.invalid': 400, 'records.unavailable': 503, 'keys.unavailable': 503 };

function failed(error: unknown, entry: CodecEntry, note: CodecOptions['note']): CodecReply {
  const code = error instanceof LuyueError ? error.code : 'defect.unexpected';
  note({ ...entry, refused: code });
  const status = error instanceof Refused ? error.status : (statuses[code] ?? 500);
  const detail = error instanceof LuyueError && status !== 500 ? error.message : 'a defect; nothing was decoded';
  return { status, body: { error: { code, detail } } };
}

/**
 * Answers the Temporal UI and tools in other languages: `POST /decode` and `/encode` with `{payloads}`, in and out. What is not encrypted
 * by us passes through. `/encode` takes the workflow in the header `X-Workflow-Id`; without one the key of the namespace is used.
 */
export async function answerCodec(request: CodecRequest, options: CodecOptions): Promise<CodecReply> {
  const [, inPath, word] = pathPattern.exec(request.path) ?? [];
  if (word === undefined) return { status: 404, body: { error: { code: 'input.invalid', detail: 'Only /decode and /encode.' } } };
  const verb = word === 'encode' ? 'encode' : 'decode';
  const namespace = single(request.headers['x-namespace']);
  let entry: CodecEntry = { verb, caller: null, namespace };
  try {
    const caller = await callerOf(request, inPath, options);
    entry = { ...entry, caller: caller.id };
    requireNamespace(namespace, options);
    await requireRight(verb, caller, options);
    return await done(verb, request, entry, options);
  } catch (error) {
    return failed(error, entry, options.note);
  }
}

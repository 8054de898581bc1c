import type { Database } from '../db/connect';
import type { Keyring } from '../db/keys/keyring';
import { LuyueError } from '../domain/errors';
import type { Access } from '../domain/org/access';
import type { Organisation } from '../domain/org/organisation';
import { accessOfCaller, type Caller, type Callers, decodesFor } from './access';
import type { Openings } from './openings';
import { bodyOf, decodeAll, encodeAll, payloadsIn } from './remote';
import { readableOf, requireEncodable } from './rights';

/** One decode or encode, or a refusal of one, as it is logged: who, whose, how much. Never content. */
export interface CodecEntry {
  readonly verb: 'decode' | 'encode';
  readonly caller: string | null;
  readonly namespace: string | null;
  /** Payloads asked for, how many of them were opened, and how many were not the caller's to read. */
  readonly payloads?: number;
  readonly opened?: number;
  readonly withheld?: number;
  readonly cases?: string;
  /** Code of the catalogue where it was refused or failed. */
  readonly refused?: string;
}

export interface CodecOptions {
  /** The record: cases, and the registers of reads and refusals. */
  readonly db: Database;
  readonly keyring: Keyring;
  /** Names of the processes whose cases these are. */
  readonly processes: readonly string[];
  readonly callers: Callers;
  readonly organisation: () => Promise<Organisation>;
  /** The one namespace whose payloads these keys are for. */
  readonly namespace: string;
  /** Lets a UI of this machine decode that can send no token: `/ui/decode`, from its own pages. For development, on loopback. */
  readonly ownUi?: boolean;
  /** Cases that a caller may be about to open; 600 within an hour where it is not given. */
  readonly openings?: Openings;
  readonly note: (entry: CodecEntry) => void;
  readonly now?: () => number;
}

/** Options with what is counted while the server runs. */
export type RunningCodec = CodecOptions & { readonly openings: Openings };

export interface CodecRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** It comes from a page of an origin that is ours, and from a program of the user that runs this one. */
  readonly isOwn: boolean;
}

export interface CodecReply {
  readonly status: number;
  readonly body: unknown;
}

const pathPattern = /^(\/ui)?\/(decode|encode)$/;

/** One act or opening has one payload; whoever sends more at once wants something else. */
const encodedAtOnce = 50;

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

const ui: Caller = { kind: 'system', id: 'system:ui', decodes: true, sensitive: true };

async function callerOf(request: CodecRequest, isUi: boolean, verb: CodecEntry['verb'], { callers, ownUi }: CodecOptions): Promise<Caller> {
  if (isUi) {
    if (ownUi === true && request.isOwn && verb === 'decode') return ui;
    throw new Refused(401, 'Only pages of the UI of this stack, in a browser of whoever runs it, ask here without a token.');
  }
  const token = bearerOf(request);
  if (token === null) throw new Refused(401, 'Send a token: Authorization: Bearer ...');
  const caller = await callers(token);
  if (caller === null) throw new Refused(401, "The token is nobody's.");
  return caller;
}

/** What a caller may know of. @throws LuyueError codec.refused where they may not ask at all */
async function accessFor(verb: CodecEntry['verb'], caller: Caller, { organisation, now = Date.now }: CodecOptions): Promise<Access> {
  const people = await organisation();
  const access = accessOfCaller(caller, people, now());
  if (access === null || (verb === 'decode' && !decodesFor(caller, people, now()))) throw new Refused(403, `${caller.id} may not ${verb}.`);
  return access;
}

/** The UI names the namespace it shows. */
function requireNamespace(named: string | null, { namespace }: CodecOptions): void {
  if (named !== null && named !== namespace) throw new Refused(403, `This is the codec of the namespace ${namespace}.`);
}

interface Admitted {
  readonly caller: string;
  readonly access: Access;
}

async function encoded(request: CodecRequest, entry: CodecEntry, admitted: Admitted, options: RunningCodec): Promise<CodecReply> {
  const workflowId = single(request.headers['x-workflow-id']) ?? '';
  const payloads = payloadsIn(request.text, encodedAtOnce);
  await requireEncodable({ ...options, ...admitted }, workflowId, options.openings);
  const all = await encodeAll(options.keyring, payloads, workflowId);
  options.note({ ...entry, payloads: payloads.length, cases: workflowId });
  return { status: 200, body: bodyOf(all) };
}

async function decoded(request: CodecRequest, entry: CodecEntry, admitted: Admitted, options: RunningCodec): Promise<CodecReply> {
  const payloads = payloadsIn(request.text);
  const readable = (ids: readonly string[]) => readableOf({ ...options, ...admitted }, ids);
  const { payloads: all, cases, opened, withheld } = await decodeAll(options.keyring, payloads, readable);
  // Before the answer: what is not logged is not shown.
  options.note({ ...entry, payloads: payloads.length, opened, ...(withheld === 0 ? {} : { withheld }), cases: cases.join(' ') });
  return { status: 200, body: bodyOf(all) };
}

const statuses: Partial<Record<string, number>> = {
  'input.invalid': 400,
  'codec.refused': 403,
  'request.too-many': 429,
  'records.unavailable': 503,
  'keys.unavailable': 503,
};

function failed(error: unknown, entry: CodecEntry, note: CodecOptions['note']): CodecReply {
  const code = error instanceof LuyueError ? error.code : 'defect.unexpected';
  note({ ...entry, refused: code });
  const status = error instanceof Refused ? error.status : (statuses[code] ?? 500);
  const detail = error instanceof LuyueError && status !== 500 ? error.message : 'a defect; nothing was decoded';
  return { status, body: { error: { code, detail } } };
}

/**
 * Answers the Temporal UI and tools in other languages: `POST /decode` and `/encode` with `{payloads}`, in and out. What is not encrypted
 * by us passes through. `/encode` takes the case in the header `X-Workflow-Id`.
 */
export async function answerCodec(request: CodecRequest, options: RunningCodec): Promise<CodecReply> {
  const [, inUi, word] = pathPattern.exec(request.path) ?? [];
  if (word === undefined) return { status: 404, body: { error: { code: 'input.invalid', detail: 'Only /decode and /encode.' } } };
  const verb = word === 'encode' ? 'encode' : 'decode';
  const namespace = single(request.headers['x-namespace']);
  let entry: CodecEntry = { verb, caller: null, namespace };
  try {
    const caller = await callerOf(request, inUi !== undefined, verb, options);
    entry = { ...entry, caller: caller.id };
    requireNamespace(namespace, options);
    const admitted = { caller: caller.id, access: await accessFor(verb, caller, options) };
    return await (verb === 'encode' ? encoded : decoded)(request, entry, admitted, options);
  } catch (error) {
    return failed(error, entry, options.note);
  }
}

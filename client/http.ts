import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ActAnswer } from '../domain/case/act';
import { checkSize } from '../domain/case/message';
import { isErrorCode, isRetryable, LuyueError } from '../domain/errors';
import { type PersonalValues, personalGroups, personalRights, valueStates } from '../domain/org/personal';
import { refuseAtEdge } from './edge';
import type { Opened } from './open';
import { checkPlain } from './plain-input';
import type { Processes } from './process-type';
import type { ActInput, PersonalAsking } from './typed';
import { type Door, type Words, withWords } from './words';

export interface HttpOptions<R extends Processes> {
  readonly processes: R;
  /** Address of the HTTP door, such as `http://127.0.0.1:8028`. */
  readonly url: string;
  /** Bearer token of whoever acts: a staff id or `system:NAME`; for `party:ID` that of the service account that speaks for parties. */
  readonly token: (actor: string) => string | Promise<string>;
  /** How long one answer is waited for, in milliseconds; 70 seconds where it is not given. */
  readonly patienceMs?: number;
  /** Waits before a request is repeated, in milliseconds; longer where the door says so. */
  readonly waitsMs?: readonly number[];
}

interface Exchange {
  readonly path: string;
  readonly actor: string;
  /** Null: the address is read. */
  readonly body: unknown;
}

const iso = z.iso.datetime().transform((text) => Date.parse(text));

const answerShape = z
  .object({
    case: z.string(),
    act: z.string(),
    request: z.string(),
    seq: z.int(),
    lastSeq: z.int(),
    at: iso,
    recordedAt: iso,
    entered: z.string().nullable(),
    outcome: z.string().nullable(),
    hash: z.string(),
  })
  .transform(
    ({ entered, outcome, ...rest }): ActAnswer => ({
      ...rest,
      ...(entered === null ? {} : { entered }),
      ...(outcome === null ? {} : { outcome }),
    }),
  );

const openedShape = z.object({
  case: z.string(),
  number: z.int(),
  existed: z.boolean(),
  stage: z.string(),
  status: z.enum(['open', 'closed']),
});

const valueShape = z.object({ state: z.enum(valueStates), value: z.string().nullable() });
const partyShape = z.object({ party: z.string(), role: z.string(), locale: z.string(), channels: z.array(z.string()) }).extend({
  ...{ name: valueShape, phone: valueShape, email: valueShape, idNumber: valueShape, account: valueShape, address: valueShape },
});
const textShape = valueShape.extend({
  ...{ seq: z.int(), at: iso, act: z.string(), actor: z.string(), path: z.string(), party: z.string().nullable() },
});
const personalShape = z.object({
  case: z.string(),
  right: z.enum(personalRights).nullable(),
  groups: z.array(z.enum(personalGroups)),
  parties: z.array(partyShape),
  texts: z.array(textShape),
  next: z.int().nullable(),
});

const problemShape = z.looseObject({ code: z.string(), detail: z.string() });
const envelope = z.looseObject({ source: z.string(), actor: z.string().optional() });

const members = new Set(['type', 'title', 'status', 'detail', 'instance', 'code']);

/** The error that an answer tells of. What is no problem of the door comes from something before it: away, as far as one can know. */
function errorOf(status: number, text: string): LuyueError {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = null;
  }
  const problem = problemShape.safeParse(parsed);
  if (!problem.success || !isErrorCode(problem.data.code))
    return new LuyueError(
      status >= 500 ? 'engine.unavailable' : 'defect.unexpected',
      `The address answered ${status} without a problem of the API.`,
      { status },
    );
  const data = Object.fromEntries(Object.entries(problem.data).filter(([name]) => !members.has(name)));
  return new LuyueError(problem.data.code, problem.data.detail, data);
}

const retryAfterMs = (response: Response): number => 1_000 * (Number(response.headers.get('retry-after')) || 0);

/** Longest wait that a `Retry-After` can ask for before the caller hears of it. */
const longestMs = 30_000;

type Attempt = { readonly done: unknown } | { readonly error: LuyueError; readonly afterMs: number };

/** Opens cases and acts on them over HTTP. */
class HttpDoor implements Door {
  constructor(private readonly options: HttpOptions<Processes>) {}

  /** @throws LuyueError with the code of the refusal; engine.unavailable where the door does not answer. */
  async act(caseId: string, { act, as, request = randomUUID(), ...input }: ActInput): Promise<ActAnswer> {
    const body = { ...input, request, ...(as.startsWith('party:') ? { as } : {}) };
    const path = `/v1/cases/${encodeURIComponent(caseId)}/acts/${encodeURIComponent(act)}`;
    return answerShape.parse(await this.send({ path, actor: as, body: { ...body, occurredAt: instantText(input.occurredAt) } }));
  }

  /** @throws LuyueError input.invalid, open.conflict, and as `act`. */
  async open(process: string, request: unknown): Promise<Opened> {
    const known = envelope.safeParse(request);
    if (!known.success)
      throw new LuyueError('input.invalid', '/source: is missing', { issues: [{ path: '/source', reason: 'is missing' }] });
    const actor = known.data.actor ?? `system:${known.data.source}`;
    return openedShape.parse(await this.send({ path: `/v1/processes/${encodeURIComponent(process)}/cases`, actor, body: request }));
  }

  /** @throws LuyueError case.not-found, access.denied, input.invalid where a purpose is missing, and as `act`. */
  async personal(caseId: string, { as, groups = [], purpose, after, limit }: PersonalAsking): Promise<PersonalValues> {
    const query = new URLSearchParams();
    for (const group of groups) query.append('group', group);
    for (const [name, value] of Object.entries({ purpose, after, limit })) if (value !== undefined) query.append(name, String(value));
    const path = `/v1/cases/${encodeURIComponent(caseId)}/personal?${query}`;
    return personalShape.parse(await this.send({ path, actor: as, body: null }));
  }

  /** The same bytes again, with the same identity, while the door says that repeating may help. */
  private async send(exchange: Exchange): Promise<unknown> {
    checkPlain(exchange.body, '');
    refuseAtEdge(checkSize(exchange.body));
    const { waitsMs = [500, 2_000, 5_000] } = this.options;
    for (const wait of [...waitsMs, null]) {
      const tried = await this.attempt(exchange);
      if ('done' in tried) return tried.done;
      if (wait === null || !isRetryable(tried.error.code) || tried.afterMs > longestMs) throw tried.error;
      await sleep(Math.max(wait, tried.afterMs));
    }
    throw new LuyueError('defect.unexpected', 'A request was neither answered nor given up.');
  }

  private async attempt({ path, actor, body }: Exchange): Promise<Attempt> {
    const { url, token, patienceMs = 70_000 } = this.options;
    const authorization = `Bearer ${await token(actor)}`;
    const sent =
      body === null
        ? { method: 'GET', headers: { authorization } }
        : { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const signal = AbortSignal.timeout(patienceMs);
    try {
      const response = await fetch(new URL(path, url), { ...sent, signal });
      const text = await response.text();
      if (response.ok) return { done: JSON.parse(text) };
      return { error: errorOf(response.status, text), afterMs: retryAfterMs(response) };
    } catch (cause) {
      const error = new LuyueError(
        'engine.unavailable',
        `No answer from ${new URL(url).origin}. Repeat with the same request id.`,
        {},
        { cause },
      );
      return { error, afterMs: 0 };
    }
  }
}

const instantText = (at: ActInput['occurredAt']): string | undefined => (typeof at === 'number' ? new Date(at).toISOString() : at);

/** The typed client over HTTP: the same words as on Temporal. What it sends is judged by the door it talks to. */
export const connectHttp = <const R extends Processes>(options: HttpOptions<R>): Words<R> =>
  withWords<R>(new HttpDoor(options), options.processes);

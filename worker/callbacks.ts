import { z } from 'zod';
import { lineText } from '../domain/case/payload';
import { LuyueError } from '../domain/errors';
import type { Instant } from '../domain/instant';
import type { BankState } from './bank';
import { type HttpServer, type Received, type Reply, serveHttp } from './http-server';
import type { Log } from './log';
import { isSigned, sameSecret } from './signature';

/** What a sender's report did: `noted`, `repeated` (known already), `unknown` (no such notice or payment). */
export type Noted = 'noted' | 'repeated' | 'unknown';

export interface DeliveryReport {
  readonly id: string;
  readonly status: 'arrived' | 'undeliverable';
  readonly at: Instant;
}

/** Where reports are written down, for good, before the sender gets its answer. */
export interface ReportBook {
  delivery(noticeKey: string, report: DeliveryReport): Promise<Noted>;
  payment(paymentKey: string, state: BankState): Promise<Noted>;
}

export interface CallbackOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Shared with gateway and bank: bearer token, `?token=`, or key of `x-luyue-signature`. */
  readonly secret: string;
  readonly book: ReportBook;
  readonly log: Log;
}

const isoInstant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const deliveryShape = z.object({
  reportId: lineText(100),
  status: z.enum(['delivered', 'undeliverable']),
  at: isoInstant,
});

const bankShape = z.object({
  eventId: lineText(100),
  key: lineText(100),
  paymentId: lineText(100).nullable().default(null),
  state: z.enum(['accepted', 'confirmed', 'returned', 'rejected']),
  at: isoInstant,
  reason: lineText(200).nullable().default(null),
});

function parsed<Shape extends z.ZodType>(shape: Shape, text: string): z.output<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LuyueError('input.invalid', 'the body is not JSON');
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new LuyueError('input.invalid', issues.join('; '));
}

function tokenOf({ headers, query }: Received): string {
  const [, bearer] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
  return bearer ?? query.get('token') ?? '';
}

/** @throws LuyueError callback.refused */
function admit(request: Received, secret: string): void {
  const signature = request.headers['x-luyue-signature'];
  const signed = typeof signature === 'string' && isSigned(signature, request.text, secret, Date.now());
  if (!signed && !sameSecret(tokenOf(request), secret)) throw new LuyueError('callback.refused', 'no valid token or signature');
}

// A key that is not known yet may be known soon: the sender repeats what is not taken.
const replyOf = (noted: Noted): Reply =>
  noted === 'unknown'
    ? { status: 404, body: { error: { code: 'case.not-found', detail: 'no notice or payment of this key' } } }
    : { status: 200, body: { taken: noted === 'noted' } };

const keyShape = lineText(300);

function decoded(name: string): string {
  try {
    return keyShape.parse(decodeURIComponent(name));
  } catch {
    throw new LuyueError('input.invalid', `the key in the address is not encoded well: ${name.slice(0, 100)}`);
  }
}

async function take(request: Received, { book, secret }: CallbackOptions): Promise<Reply> {
  const [, kind, name = '', ...rest] = request.path.split('/');
  if (request.method === 'GET' && kind === 'health') return { status: 200, body: { up: true } };
  admit(request, secret);
  if (request.method === 'POST' && kind === 'delivery' && name !== '' && rest.length === 0) {
    const { reportId, status, at } = parsed(deliveryShape, request.text);
    return replyOf(await book.delivery(decoded(name), { id: reportId, status: status === 'delivered' ? 'arrived' : status, at }));
  }
  if (request.method === 'POST' && kind === 'bank' && name === '') {
    const { key, state, at, paymentId, reason } = parsed(bankShape, request.text);
    return replyOf(await book.payment(key, { state, at, paymentId, why: reason }));
  }
  return { status: 404, body: { error: { code: 'input.invalid', detail: `there is no ${request.method} ${request.path}` } } };
}

/** Address for delivery reports of one notice. */
export const deliveryUrl = (base: string, secret: string, key: string): string =>
  `${base}/delivery/${encodeURIComponent(key)}?token=${encodeURIComponent(secret)}`;

/** Address for the bank's callbacks. */
export const bankUrl = (base: string, secret: string): string => `${base}/bank?token=${encodeURIComponent(secret)}`;

/**
 * Takes delivery reports (`POST /delivery/<notice key> {reportId, status, at}`) and the bank's callbacks
 * (`POST /bank {eventId, key, state, at, paymentId?, reason?}`). Answered only when written down; repeated ones change nothing.
 */
export const serveCallbacks = (options: CallbackOptions): Promise<HttpServer> =>
  serveHttp({ host: options.host, port: options.port, limit: 65_536, log: options.log }, (request) => take(request, options));

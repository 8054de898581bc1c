import { z } from 'zod';
import { LuyueError } from '../domain/errors';
import type { Instant } from '../domain/instant';
import { callHttp, isFinalRefusal, isSuccess } from './http';

export interface BankOptions {
  /** The insurer's payment service: `POST /payments`, `GET /payments/<key>`. */
  readonly url: string;
  readonly token: string | null;
  /** Where the bank tells what became of a payment; null where it does not. */
  readonly callback: string | null;
  readonly timeoutMs: number;
}

/** What is to be paid. The same key is the same payment, however often it is sent. */
export interface BankOrder {
  readonly key: string;
  /** Fen, positive. */
  readonly amountFen: number;
  /** Account of the payee, or the payee's id where the bank keeps the accounts. */
  readonly payee: string;
  readonly reference: string;
}

export interface BankState {
  readonly state: 'accepted' | 'confirmed' | 'returned' | 'rejected';
  readonly at: Instant;
  readonly paymentId: string | null;
  readonly why: string | null;
}

/** The port to the bank. Where it throws `bank.unavailable`, it is unknown whether the bank acted. */
export interface Bank {
  /** Orders a payment. An order that the bank refuses for good is `rejected`, not thrown. */
  pay(order: BankOrder): Promise<BankState>;
  /** What became of a payment; null where the bank never received it. */
  find(key: string): Promise<BankState | null>;
}

const isoInstant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const paymentShape = z.object({
  paymentId: z.string(),
  state: z.enum(['accepted', 'confirmed', 'returned']),
  acceptedAt: isoInstant,
  confirmedAt: isoInstant.optional(),
  returnedAt: isoInstant.optional(),
  reason: z.string().max(200).optional(),
});

const refusalShape = z.object({ error: z.object({ code: z.string().max(60) }) });

function stateOf(json: unknown): BankState {
  const { success, data } = paymentShape.safeParse(json);
  if (!success) throw new LuyueError('bank.unavailable', 'the bank answered something that is no payment');
  const at = data.returnedAt ?? data.confirmedAt ?? data.acceptedAt;
  return { state: data.state, at, paymentId: data.paymentId, why: data.reason ?? null };
}

/** The bank over HTTP. */
export function httpBank({ url, token, callback, timeoutMs }: BankOptions): Bank {
  const auth = token === null ? {} : { authorization: `Bearer ${token}` };
  const common = { timeoutMs, unavailable: 'bank.unavailable' } as const;
  return {
    async pay(order) {
      const body = JSON.stringify({ ...order, ...(callback === null ? {} : { callback }) });
      const headers = { 'content-type': 'application/json', 'idempotency-key': order.key, ...auth };
      const { status, json } = await callHttp({ method: 'POST', url: `${url}/payments`, headers, body, ...common });
      if (isSuccess(status)) return stateOf(json);
      if (!isFinalRefusal(status)) throw new LuyueError('bank.unavailable', `the bank answered ${status}`);
      const why = refusalShape.safeParse(json).data?.error.code ?? `HTTP ${status}`;
      return { state: 'rejected', at: Date.now(), paymentId: null, why };
    },
    async find(key) {
      const address = `${url}/payments/${encodeURIComponent(key)}`;
      const { status, json } = await callHttp({ method: 'GET', url: address, headers: auth, ...common });
      if (status === 404) return null;
      if (!isSuccess(status)) throw new LuyueError('bank.unavailable', `the bank answered ${status}`);
      return stateOf(json);
    },
  };
}

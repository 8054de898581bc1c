import { join } from 'node:path';
import { z } from 'zod';
import { LuyueError } from '../domain/errors';
import { Callbacks } from './callbacks';
import { parseInput } from './input';
import { type Answer, type Request, readJson, serveJson } from './json-server';
import { Ledger, type Payment, type PaymentOrder, paymentRequestShape } from './ledger';
import { Switches } from './switches';

export const bankFaults = ['down', 'reject', 'fail-before', 'fail-after', 'hang', 'hang-after', 'hold', 'answer-twice', 'return'] as const;

/**
 * What the bank does to a payment (target: its key or its payee). `down`: closes every connection. `reject`: 422 for good. `fail-before`: 503, nothing
 * done. `fail-after`: pays and closes the connection. `hang`, `hang-after`: never answers, without or after paying.
 * `hold`: accepts and does not confirm. `answer-twice`: sends each callback twice. `return`: confirms, then gives the money back
 * after `afterMs`.
 */
export type BankFault = (typeof bankFaults)[number];

export interface BankOptions {
  /** Folder of the ledger. */
  readonly dir: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface Bank {
  readonly url: string;
  readonly port: number;
  readonly ledger: Ledger;
  readonly faults: Switches<BankFault>;
  /** Confirms a payment that was held; says whether there was anything to confirm. */
  confirm(key: string): boolean;
  /** Gives the money of a confirmed or accepted payment back; says whether there was any. */
  giveBack(key: string, reason: string): boolean;
  stop(): Promise<void>;
}

/**
 * A bank as an HTTP server inside this process. `POST /payments {key, amountFen, payee, reference, callback?}` pays once per
 * key, `GET /payments/<key>` says what became of it (404: never received), `GET /ledger` lists all. Payments are accepted,
 * then confirmed, and may be returned; the callback gets `{eventId, key, paymentId, state, at, reason?}`. The ledger
 * survives a restart. Control: `/control/faults` (GET, PUT, DELETE), `POST /control/confirm {key}`,
 * `POST /control/return {key, reason}`.
 */
export const startBank = async (options: BankOptions): Promise<Bank> => {
  const office = new Office(new Ledger(join(options.dir, 'ledger.ndjson')));
  const server = await serveJson(options.port, (request) => office.handle(request));
  const stop = async () => {
    await office.callbacks.close();
    await server.close();
  };
  const acts = { confirm: office.confirm.bind(office), giveBack: office.giveBack.bind(office) };
  return { url: server.url, port: server.port, ledger: office.ledger, faults: office.faults, ...acts, stop };
};

const keyShape = z.object({ key: z.string(), reason: z.string().default('account closed') });

const notFound: Answer = { status: 404, body: { error: { code: 'input.invalid', detail: 'no such payment or address' } } };

class Office {
  readonly faults = new Switches(bankFaults);
  readonly callbacks = new Callbacks();

  /** What was accepted and not confirmed before a restart is confirmed now: switches are not kept. */
  constructor(readonly ledger: Ledger) {
    for (const payment of ledger.list()) if (payment.state === 'accepted') this.callbacks.later(0, () => this.confirm(payment.key));
  }

  handle(request: Request): Answer {
    const [, first, ...rest] = request.path.split('/').map(decodeURIComponent);
    if (first === 'control') return this.control(request, rest[0]);
    if (this.faults.take([], ['down'])) return 'drop';
    if (request.method === 'GET' && first === 'ledger') return { status: 200, body: this.ledger.list() };
    if (request.method === 'GET' && first === 'payments') {
      const payment = this.ledger.find(rest.join('/'));
      return payment ? { status: 200, body: payment } : notFound;
    }
    return request.method === 'POST' && first === 'payments' ? this.pay(request) : notFound;
  }

  confirm(key: string): boolean {
    const payment = this.ledger.find(key);
    if (payment?.state !== 'accepted') return false;
    this.ledger.confirm(key);
    this.tell(key);
    return true;
  }

  giveBack(key: string, reason: string): boolean {
    const payment = this.ledger.find(key);
    if (!payment || payment.state === 'returned') return false;
    this.ledger.giveBack(key, reason);
    this.tell(key);
    return true;
  }

  private control(request: Request, what: string | undefined): Answer {
    if (what === 'faults') return this.faults.handle(request);
    if (request.method !== 'POST') return notFound;
    const { key, reason } = parseInput(keyShape, readJson(request));
    if (what === 'confirm') return this.confirm(key) ? { status: 200, body: this.ledger.find(key) } : notFound;
    if (what === 'return') return this.giveBack(key, reason) ? { status: 200, body: this.ledger.find(key) } : notFound;
    return notFound;
  }

  private pay(request: Request): Answer {
    const { callback, ...order } = parseInput(paymentRequestShape, readJson(request));
    const targets = [order.key, order.payee];
    const before = this.faults.take(targets, ['reject', 'fail-before', 'hang'])?.kind;
    if (before === 'hang') return 'hang';
    if (before === 'reject') return { status: 422, body: { error: { code: 'account-closed', detail: 'the account is closed' } } };
    if (before) return { status: 503, body: { error: { code: 'bank.unavailable', detail: 'nothing was done' } } };
    const { payment, isNew } = this.acceptOnce(order, callback);
    const after = this.faults.take(targets, ['fail-after', 'hang-after'])?.kind;
    if (after) return after === 'hang-after' ? 'hang' : 'drop';
    return { status: isNew ? 201 : 200, body: payment };
  }

  private acceptOnce(order: PaymentOrder, callback: string | undefined): { payment: Payment | undefined; isNew: boolean } {
    const known = this.ledger.find(order.key);
    if (known && !sameOrder(known, order)) {
      throw new LuyueError('request.reused', `payment ${order.key} was ordered before with other content`);
    }
    if (known) return { payment: known, isNew: false };
    this.ledger.accept(order, callback);
    const payment = this.ledger.find(order.key);
    this.settleLater(order);
    return { payment, isNew: true };
  }

  /** After the answer to the order, as a bank does: confirmation and return are told by callback. */
  private settleLater(order: PaymentOrder): void {
    const targets = [order.key, order.payee];
    if (this.faults.take(targets, ['hold'])) return;
    const back = this.faults.take(targets, ['return']);
    this.callbacks.later(0, () => this.confirm(order.key));
    if (back) this.callbacks.later(back.afterMs ?? 1, () => this.giveBack(order.key, 'account closed'));
  }

  private tell(key: string): void {
    const payment = this.ledger.find(key);
    if (!payment?.callback) return;
    const { paymentId, state, reason } = payment;
    const at = payment.returnedAt ?? payment.confirmedAt ?? payment.acceptedAt;
    const body = { eventId: `${paymentId}-${state}`, key, paymentId, state, at, reason };
    const times = this.faults.take([key, payment.payee], ['answer-twice']) ? 2 : 1;
    for (let count = 0; count < times; count++) this.callbacks.post(payment.callback, body);
  }
}

const sameOrder = (known: PaymentOrder, order: PaymentOrder): boolean =>
  known.amountFen === order.amountFen && known.payee === order.payee && known.reference === order.reference;

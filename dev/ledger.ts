import { z } from 'zod';
import { AppendFile } from './append-file';
import { parseInput } from './input';

const orderShape = z.object({
  /** Of the payer: the same key is the same payment. */
  key: z.string().min(1),
  amountFen: z.number().int().positive(),
  payee: z.string().min(1),
  reference: z.string(),
});

/** What is to be paid, in fen. */
export type PaymentOrder = z.infer<typeof orderShape>;

const entryShape = z.discriminatedUnion('state', [
  orderShape.extend({ state: z.literal('accepted'), at: z.string(), callback: z.url().optional() }),
  z.object({ state: z.literal('confirmed'), key: z.string(), at: z.string() }),
  z.object({ state: z.literal('returned'), key: z.string(), at: z.string(), reason: z.string() }),
]);

type Entry = z.infer<typeof entryShape>;

/** A payment as the ledger has it; instants are ISO 8601. */
export interface Payment extends PaymentOrder {
  readonly paymentId: string;
  readonly state: Entry['state'];
  readonly acceptedAt: string;
  readonly confirmedAt?: string;
  readonly returnedAt?: string;
  readonly reason?: string;
  readonly callback?: string | undefined;
}

export const paymentRequestShape = orderShape.extend({ callback: z.url().optional() });

const now = (): string => new Date().toISOString();

/** The bank's book: an append-only file, one line per thing that happened to a payment. */
export class Ledger {
  private readonly file: AppendFile;
  private readonly payments = new Map<string, Payment>();

  constructor(path: string) {
    this.file = new AppendFile(path);
    for (const line of this.file.readAll()) this.apply(parseInput(entryShape, line));
  }

  find(key: string): Payment | undefined {
    return this.payments.get(key);
  }

  /** In the order of acceptance. */
  list(): Payment[] {
    return [...this.payments.values()];
  }

  accept(order: PaymentOrder, callback: string | undefined): void {
    this.write({ ...order, state: 'accepted', at: now(), callback });
  }

  confirm(key: string): void {
    this.write({ state: 'confirmed', key, at: now() });
  }

  /** Money that came back, also days after it was confirmed. */
  giveBack(key: string, reason: string): void {
    this.write({ state: 'returned', key, at: now(), reason });
  }

  private write(entry: Entry): void {
    this.file.append(entry);
    this.apply(entry);
  }

  private apply(entry: Entry): void {
    const before = this.payments.get(entry.key);
    if (entry.state === 'accepted') {
      const { at, ...order } = entry;
      const paymentId = `P${String(this.payments.size + 1).padStart(8, '0')}`;
      this.payments.set(entry.key, { paymentId, acceptedAt: at, ...order });
    } else if (before && entry.state === 'confirmed') {
      this.payments.set(entry.key, { ...before, state: 'confirmed', confirmedAt: entry.at });
    } else if (before && entry.state === 'returned') {
      this.payments.set(entry.key, { ...before, state: 'returned', returnedAt: entry.at, reason: entry.reason });
    }
  }
}

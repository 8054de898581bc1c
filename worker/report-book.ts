import type { Database } from '../db/connect';
import { channelOf, noteDelivery } from '../db/queries/outbox-notices';
import { movePayment, paymentExists } from '../db/queries/outbox-payments';
import type { Channel } from '../domain/case/fact';
import { LuyueError } from '../domain/errors';
import type { Bank } from './bank';
import type { Noted, ReportBook } from './callbacks';

/** @throws LuyueError bank.unavailable: the callback is not taken, and its sender repeats it. */
async function noteReturn(db: Database, bank: Pick<Bank, 'find'>, key: string, state: 'returned' | 'rejected'): Promise<Noted> {
  if (!(await paymentExists(db, key))) return 'unknown';
  const asked = await bank.find(key);
  if (asked?.state !== state) throw new LuyueError('callback.refused', `the bank does not say that ${key} was ${state}`);
  const { at, paymentId, why } = asked;
  return (await movePayment(db, key, { status: state, at, why, providerId: paymentId })) ? 'noted' : 'repeated';
}

/**
 * Writes what gateways and the bank report into the outbox rows; the relays carry it on to the cases. `provesArrival`:
 * whether the company's policy takes a delivery report of the channel for arrival. That money came back is asked of the bank before it
 * is believed: whoever knows the address of the callbacks could otherwise have it paid twice.
 */
export const reportBook = (db: Database, provesArrival: (channel: Channel) => boolean, bank: Pick<Bank, 'find'>): ReportBook => ({
  async delivery(key, { id, status, at }) {
    const channel = await channelOf(db, key);
    if (channel === undefined) return 'unknown';
    const counts = channel !== null && (status === 'undeliverable' || provesArrival(channel));
    return counts ? noteDelivery(db, key, { status, at, evidence: id }) : 'repeated';
  },
  async payment(key, { state, at, paymentId, why }) {
    if (state === 'returned' || state === 'rejected') return noteReturn(db, bank, key, state);
    // That it was accepted the relay knows from the answer to its order.
    const moved = state !== 'accepted' && (await movePayment(db, key, { status: state, at, why, providerId: paymentId }));
    if (moved) return 'noted';
    return (await paymentExists(db, key)) ? 'repeated' : 'unknown';
  },
});

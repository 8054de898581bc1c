import type { Database } from '../db/connect';
import { channelOf, noteDelivery } from '../db/queries/outbox-notices';
import { movePayment, paymentExists } from '../db/queries/outbox-payments';
import type { Channel } from '../domain/case/fact';
import type { ReportBook } from './callbacks';

/**
 * Writes what gateways and the bank report into the outbox rows; the relays carry it on to the cases. `provesArrival`:
 * whether the company's policy takes a delivery report of the channel for arrival.
 */
export const reportBook = (db: Database, provesArrival: (channel: Channel) => boolean): ReportBook => ({
  async delivery(key, { id, status, at }) {
    const channel = await channelOf(db, key);
    if (channel === undefined) return 'unknown';
    const counts = channel !== null && (status === 'undeliverable' || provesArrival(channel));
    return counts ? noteDelivery(db, key, { status, at, evidence: id }) : 'repeated';
  },
  async payment(key, { state, at, paymentId, why }) {
    // That it was accepted the relay knows from the answer to its order.
    const moved = state !== 'accepted' && (await movePayment(db, key, { status: state, at, why, providerId: paymentId }));
    if (moved) return 'noted';
    return (await paymentExists(db, key)) ? 'repeated' : 'unknown';
  },
});

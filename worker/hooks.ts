import type { Database } from '../db/connect';
import { recordReads } from '../db/queries/case-read';
import { type FeedEvent, feedEnd, feedNow, feedPage, feedView } from '../db/queries/feed';
import { dueReceiver, enrolReceiver, markDelivered, markFailed, takeTurn, type WebhookCursor } from '../db/queries/webhook';
import { isSensitive, serviceAccess } from '../domain/org/access';
import { Courier, codeOf, wordsOf } from './courier';
import { callHttp, isSuccess } from './http';
import type { Log } from './log';
import type { Pace, Running } from './relay';
import { waitMs } from './retry';
import { signatureOf } from './signature';

/** A program that is told the events of all cases. */
export interface Receiver {
  readonly name: string;
  readonly url: string;
  readonly secret: string;
  /** Also lines that tell of somebody's health. */
  readonly sensitive: boolean;
}

export interface HooksOptions {
  readonly db: Database;
  readonly receivers: readonly Receiver[];
  readonly pace: Pick<Pace, 'leaseMs' | 'idleMs' | 'backoff'>;
  readonly timeoutMs: number;
  readonly log: Log;
}

/** What is posted at once at most. */
const pageEvents = 100;

interface Page {
  readonly cursor: WebhookCursor;
  readonly events: readonly FeedEvent[];
  readonly next: number;
}

type End = () => Promise<number>;

/** What a receiver is owed, for this process alone; nothing where there is nothing new or it is not its turn. */
async function owed({ db, pace }: HooksOptions, { name, sensitive }: Receiver, end: End): Promise<readonly Page[]> {
  const due = await dueReceiver(db, name);
  if (due === undefined) return [];
  const until = await end();
  if (until <= due.after) return [];
  const cursor = await takeTurn(db, name, pace.leaseMs);
  if (cursor === undefined) return [];
  const events = await feedPage(db, serviceAccess(name, { sensitive, personal: false }), { after: cursor.after, until, limit: pageEvents });
  return [{ cursor, events, next: events.length < pageEvents ? Math.max(until, cursor.after) : (events.at(-1)?.no ?? until) }];
}

/** Reads of sensitive cases are kept before anything leaves. */
function noteReads(db: Database, name: string, { events, next }: Page): Promise<void> {
  const cases = [...new Set(events.filter(({ line }) => isSensitive(line)).map((event) => event.case))];
  return recordReads(db, cases, { reader: `system:${name}`, tool: null, part: 'events', request: `webhook:${next}` });
}

async function post({ timeoutMs }: HooksOptions, { name, url, secret }: Receiver, { cursor, events, next }: Page): Promise<void> {
  const body = JSON.stringify({ receiver: name, after: cursor.after, next, events: events.map(feedView) });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'x-luyue-delivery': `${name}:${cursor.after}-${next}`,
    'x-luyue-signature': signatureOf(body, secret, Date.now()),
  };
  const { status } = await callHttp({ method: 'POST', url, headers, body, timeoutMs, unavailable: 'channel.unavailable' });
  if (!isSuccess(status)) throw new NotTaken(status);
}

/** The receiver has answered and not confirmed. */
class NotTaken extends Error {
  override readonly name = 'NotTaken';

  constructor(status: number) {
    super(`answered ${status}`);
  }
}

const whyOf = (error: unknown): string => (error instanceof NotTaken ? error.message : `${codeOf(error)}: ${wordsOf(error)}`);

async function deliver(options: HooksOptions, receiver: Receiver, page: Page): Promise<void> {
  const { db, pace, log } = options;
  const { cursor, events, next } = page;
  const fields = { receiver: receiver.name, after: cursor.after, next, events: events.length };
  try {
    await noteReads(db, receiver.name, page);
    if (events.length > 0) await post(options, receiver, page);
    await markDelivered(db, cursor, next);
    if (events.length > 0) log.info('webhook delivered', fields);
  } catch (error) {
    if (codeOf(error) === 'records.unavailable') throw error;
    const why = whyOf(error);
    log.warn('webhook not delivered', { ...fields, attempt: cursor.attempts + 1, why });
    await markFailed(db, receiver.name, waitMs(pace.backoff, cursor.attempts + 1), why);
  }
}

/**
 * Posts the events of all cases to receivers, signed, each page until it is confirmed and only then the next: in order for every
 * case, at least once. A receiver that hangs holds up nobody else. A new receiver is told what happens from now on.
 */
export async function startHooks(options: HooksOptions): Promise<Running> {
  const { db, receivers, pace, log } = options;
  const end = feedEnd(db);
  const couriers: Courier<Page>[] = [];
  for (const receiver of receivers) {
    await enrolReceiver(db, receiver.name, await feedNow(db, end));
    couriers.push(
      new Courier({
        name: `webhook ${receiver.name}`,
        claim: () => owed(options, receiver, end),
        work: (page) => deliver(options, receiver, page),
        parallel: 1,
        idleMs: pace.idleMs,
        log,
      }),
    );
  }
  const stop = async (): Promise<void> => {
    await Promise.all(couriers.map((courier) => courier.stop()));
  };
  return { stop };
}

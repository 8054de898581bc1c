import type { Database } from '../../db/connect';
import { enrolReceiver, markDelivered, markFailed, takeTurn } from '../../db/queries/webhook';
import { lineOfRoot } from '../../db/record/outside-roots';
import { LuyueError } from '../../domain/errors';
import { callHttp, isSuccess } from '../http';
import { signatureOf } from '../signature';
import type { RootPlace } from './place';

export interface ReceiverOptions {
  readonly db: Database;
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs: number;
}

/** No receiver of events can have this name. */
const cursorName = 'luyue:roots';
const leaseMs = 120_000;
const againMs = 60_000;

async function post({ url, secret, timeoutMs }: ReceiverOptions, body: string, no: number): Promise<void> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'x-luyue-delivery': `root:${no}`,
    'x-luyue-signature': signatureOf(body, secret, Date.now()),
  };
  const { status } = await callHttp({ method: 'POST', url, headers, body, timeoutMs, unavailable: 'channel.unavailable' });
  if (!isSuccess(status)) throw new LuyueError('channel.unavailable', `${new URL(url).host}: answered ${status} to root ${no}`);
}

/**
 * A receiver that keeps what is posted to it, one root a request, signed as webhooks are. At least once and in order: it knows a repeat by
 * its number, and a number that was left out is a root that somebody held back.
 */
export function receiverOfRoots(options: ReceiverOptions): RootPlace {
  const { db, url } = options;
  const keep: RootPlace['keep'] = async (rootsAfter) => {
    await enrolReceiver(db, cursorName, 0);
    const cursor = await takeTurn(db, cursorName, leaseMs);
    if (cursor === undefined) return 0;
    let { after } = cursor;
    try {
      const roots = await rootsAfter(after);
      for (const root of roots) {
        await post(options, lineOfRoot(root), root.no);
        await markDelivered(db, { name: cursorName, after }, root.no);
        after = root.no;
      }
      if (roots.length === 0) await markDelivered(db, { name: cursorName, after }, after);
      return roots.length;
    } catch (error) {
      await markFailed(db, cursorName, againMs, error instanceof LuyueError ? error.message : 'not posted');
      throw error;
    }
  };
  return { name: `receiver ${new URL(url).host}`, keep };
}

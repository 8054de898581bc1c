import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../db/connect';
import { type FeedEvent, type FeedPage, feedEnd, feedPage } from '../db/queries/feed';
import type { Access } from '../domain/org/access';

export interface FeedWish extends Omit<FeedPage, 'until'> {
  /** What the reader may know of, asked whenever there is something to tell: rights end while somebody waits. Throws where they have none. */
  readonly access: () => Promise<Access>;
}

/** A page of the feed; `next` is where the following one begins. */
export interface FeedAnswer {
  readonly events: readonly FeedEvent[];
  readonly next: number;
}

export interface Feed {
  /** What there is now. */
  readonly page: (wish: FeedWish) => Promise<FeedAnswer>;
  /** As soon as there is something, or an empty page when the time is over or the signal comes. */
  readonly wait: (wish: FeedWish, patienceMs: number, signal: AbortSignal) => Promise<FeedAnswer>;
}

const everyMs = 300;

/** The feed of all events. How far it is complete is asked once for all who wait. */
export function createFeed(db: Database): Feed {
  const end = feedEnd(db);
  let asking: Promise<number> | null = null;
  const until = (): Promise<number> => {
    asking ??= end().finally(() => {
      asking = null;
    });
    return asking;
  };
  const page = async ({ access, ...wish }: FeedWish): Promise<FeedAnswer> => {
    const last = await until();
    if (last <= wish.after) return { events: [], next: wish.after };
    const events = await feedPage(db, await access(), { ...wish, until: last });
    // A page that is not full has seen everything up to the end, also what the reader may not know of.
    return { events, next: events.length < wish.limit ? last : (events.at(-1)?.no ?? last) };
  };
  const wait = async (wish: FeedWish, patienceMs: number, signal: AbortSignal): Promise<FeedAnswer> => {
    const deadline = Date.now() + patienceMs;
    for (let { after } = wish; ; ) {
      const answer = await page({ ...wish, after });
      if (answer.events.length > 0 || Date.now() >= deadline || signal.aborted) return answer;
      after = answer.next;
      await sleep(Math.min(everyMs, Math.max(1, deadline - Date.now())), undefined, { signal }).catch(() => undefined);
    }
  };
  return { page, wait };
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { feedView } from '../../db/queries/feed';
import { LuyueError } from '../../domain/errors';
import type { App } from '../app';
import type { Deps } from '../deps';
import type { FeedAnswer, FeedWish } from '../feed';
import { Followers, type Place } from '../followers';
import { callerOf, stillCaller } from '../identity/caller';
import { noteReads } from '../identity/seen';
import { caseParam, limit, problems, word } from '../schemas/common';
import { feedPage } from '../schemas/library';

const most = Number.MAX_SAFE_INTEGER;

const query = z.object({
  after: z.coerce.number().int().min(0).max(most).default(0).meta({ description: 'Global sequence number of the last event known.' }),
  case: caseParam.optional(),
  process: word.optional(),
  limit: limit(500, 100),
  wait: z.coerce.number().int().min(0).max(25).default(0).meta({ description: 'Long poll: seconds to wait for the first event.' }),
});

const eventsOf = ({ events }: FeedAnswer) => events.map(feedView);

const note = (deps: Deps, request: FastifyRequest, { events }: FeedAnswer): Promise<void> =>
  noteReads(
    deps,
    request,
    events.map(({ case: id, line }) => ({ id, line })),
    'events',
  );

const beatMs = 15_000;
// A stream ends by itself: rights may have changed, and a client that follows comes back with the last number.
const streamMs = 300_000;

const chunk = (answer: FeedAnswer): string =>
  eventsOf(answer)
    .map((event) => `id: ${event.no}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`)
    .join('');

/** A client that does not read is waited for, not buffered for. */
const drained = ({ raw }: FastifyReply, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    raw.once('drain', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

async function follow(deps: Deps, request: FastifyRequest, reply: FastifyReply, wish: FeedWish, signal: AbortSignal): Promise<void> {
  for (let { after } = wish; !signal.aborted; ) {
    const answer = await deps.feed.wait({ ...wish, after }, beatMs, signal);
    // Also where there was nothing to tell: nobody who has left stays connected.
    await wish.access();
    await note(deps, request, answer);
    after = answer.next;
    const text = answer.events.length === 0 ? `: ${after}\n\n` : chunk(answer);
    if (!signal.aborted && !reply.raw.write(text)) await drained(reply, signal);
  }
}

/** Why a stream has ended before its time: the client comes back with its last number and is answered properly, or refused. */
const broken = ({ log }: Deps, { id, caller }: FastifyRequest, error: unknown): void => {
  const code = error instanceof LuyueError ? error.code : 'defect.unexpected';
  log.error('stream broken', { request: id, actor: caller?.actor, code, detail: error instanceof Error ? error.name : 'unknown' });
};

/** Server-sent events: the id of each is its number, so that a browser goes on where it was by itself. */
async function stream(deps: Deps, request: FastifyRequest, reply: FastifyReply, wish: FeedWish, place: Place): Promise<void> {
  // A client that does not read is not waited for beyond the end.
  const end = setTimeout(() => place.leave(), Math.min(streamMs, callerOf(request).claims.until - Date.now()));
  reply.hijack();
  const headers = Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined));
  reply.raw.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  });
  try {
    reply.raw.write('retry: 2000\n\n');
    await follow(deps, request, reply, wish, place.signal);
  } catch (error) {
    broken(deps, request, error);
  } finally {
    clearTimeout(end);
    if (reply.raw.writableNeedDrain) reply.raw.destroy();
    else reply.raw.end();
  }
}

const lastSeen = (request: FastifyRequest, after: number): number => {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : after;
};

async function send(deps: Deps, request: FastifyRequest, reply: FastifyReply, answer: FeedAnswer): Promise<FastifyReply> {
  await note(deps, request, answer);
  return reply.type('application/json').send({ events: eventsOf(answer), next: answer.next });
}

/** The feed of events of all cases that the caller may know of. */
export function eventRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['Events'],
    summary: 'Events of all cases from a sequence number on',
    description:
      'Pages (`after`, `next`), long poll (`wait`), or server-sent events with `Accept: text/event-stream` (and Last-Event-ID). ' +
      'Numbers have gaps; no event with a smaller number appears later. A stream ends after five minutes, with its token or account before: follow on. ' +
      'A caller waits or streams so many times at once (`request.too-many`).',
    querystring: query,
    response: {
      200: { description: 'Events', content: { 'application/json': { schema: feedPage }, 'text/event-stream': { schema: z.string() } } },
      ...problems,
    },
  };
  const followers = new Followers(deps.config.followers, deps.metrics.followers);
  app.addHook('preClose', async () => followers.close());
  app.get('/v1/events', { schema, config: { needs: 'luyue.events' } }, async (request, reply) => {
    const { after, wait, ...filter } = request.query;
    const caller = callerOf(request);
    const access = async () => stillCaller(caller, await deps.people(), Date.now()).access;
    const wish = { ...filter, access, after: lastSeen(request, after) };
    const isStream = request.headers.accept?.includes('text/event-stream') === true;
    if (!isStream && wait === 0) return send(deps, request, reply, await deps.feed.page(wish));
    const place = followers.enter(caller);
    reply.raw.once('close', () => place.leave());
    try {
      if (isStream) return await stream(deps, request, reply, wish, place);
      return await send(deps, request, reply, await deps.feed.wait(wish, wait * 1_000, place.signal));
    } finally {
      place.leave();
    }
  });
}

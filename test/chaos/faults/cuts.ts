import { setTimeout as sleep } from 'node:timers/promises';
import { LuyueError } from '../../../domain/errors';
import { comes } from '../../support/worker-process';
import type { Random } from '../random';
import type { TcpProxy } from '../world/proxy';
import type { World } from '../world/world';
import type { Fault } from './fault';

type Way = 'records' | 'engine';

/** Every connection of workers and doors to a service is cut. */
async function cutAll(proxy: TcpProxy): Promise<string> {
  await comes('a connection to cut', () => proxy.connections > 0);
  const count = proxy.cut();
  return `${count} connections cut, ${proxy.connections} left`;
}

/** Answers under way are cut in their middle: what was asked for was done, and nobody hears of it. */
async function cutAnswers(proxy: TcpProxy, random: Random): Promise<string> {
  const wanted = random.between(3, 12);
  const before = proxy.cutAnswers;
  proxy.cutAnswersInTheMiddle(wanted);
  await comes(`${wanted} answers cut in the middle`, () => proxy.cutAnswers - before >= wanted);
  return `${proxy.cutAnswers - before} answers cut in the middle`;
}

async function slow(proxy: TcpProxy, world: World, random: Random, way: Way): Promise<string> {
  const delayMs = random.between(100, 400);
  proxy.slow(delayMs);
  try {
    const begun = Date.now();
    if (way === 'records') await world.throughRecords('select 1');
    const tookMs = Date.now() - begun;
    await sleep(random.between(4_000, 9_000));
    if (way === 'records' && tookMs < delayMs) throw new LuyueError('defect.unexpected', `a query took ${tookMs} ms, ${delayMs} wanted`);
    return `${delayMs} ms each way${way === 'records' ? `; select 1 took ${tookMs} ms` : ''}`;
  } finally {
    proxy.slow(0);
  }
}

const terminate: Fault = {
  name: 'records-terminated',
  says: 'PostgreSQL ends every connection of workers and doors (pg_terminate_backend), whatever they are doing',
  async strike({ records: { pool } }) {
    const { rows } = await pool.query<{ n: number }>(
      "select count(*) filter (where pg_terminate_backend(pid))::int as n from pg_stat_activity where application_name = 'luyue'",
    );
    const ended = rows[0]?.n ?? 0;
    if (ended === 0) throw new LuyueError('defect.unexpected', 'there was no connection to end');
    return `${ended} backends ended`;
  },
};

/** Connections that break, answers that are lost, services that are slow. */
export const cuts: readonly Fault[] = [
  { name: 'records-cut', says: 'all connections to PostgreSQL are cut', strike: ({ proxies }) => cutAll(proxies.records) },
  { name: 'engine-cut', says: 'all connections to the engine are cut', strike: ({ proxies }) => cutAll(proxies.engine) },
  {
    name: 'records-answers-cut',
    says: 'answers of PostgreSQL, of commits too, are cut in the middle',
    strike: ({ proxies }, random) => cutAnswers(proxies.records, random),
  },
  {
    name: 'engine-answers-cut',
    says: 'answers of the engine are cut in the middle',
    strike: ({ proxies }, random) => cutAnswers(proxies.engine, random),
  },
  {
    name: 'records-slow',
    says: 'PostgreSQL answers hundreds of ms late',
    strike: (world, random) => slow(world.proxies.records, world, random, 'records'),
  },
  {
    name: 'engine-slow',
    says: 'the engine answers hundreds of ms late',
    strike: (world, random) => slow(world.proxies.engine, world, random, 'engine'),
  },
  terminate,
];

import { Client } from 'pg';
import { feedEnd, feedPage } from '../../db/queries/feed';
import { serviceAccess } from '../../domain/org/access';
import { comes } from '../support/worker-process';
import { opened, records, rowsOf } from './support';

const record = records();
const everything = serviceAccess('test', { sensitive: true, personal: false });

const open = () => opened(record().db);

async function all(until: number, after = 0): Promise<readonly number[]> {
  return (await feedPage(record().db, everything, { after, until, limit: 1_000 })).map(({ no }) => no);
}

const lastNumber = async (): Promise<number> =>
  Number((await rowsOf(record().pool, 'select max(feed_no) as last from case_event'))[0]?.last);

/** A writer that has taken a number and has not ended. */
async function writing(): Promise<{ readonly no: number; readonly end: (how: 'commit' | 'rollback') => Promise<void> }> {
  const client = new Client({ connectionString: record().url });
  await client.connect();
  await client.query('begin');
  const { rows } = await client.query<{ no: string }>('select feed_no() as no');
  return {
    no: Number(rows[0]?.no),
    end: async (how) => {
      await client.query(how);
      await client.end();
    },
  };
}

describe('the feed', () => {
  it('counts the events of all cases by one number that grows', async () => {
    const end = feedEnd(record().db);
    expect(await end()).toBe(0);
    await open();
    await open();
    const last = await lastNumber();
    // Whoever else writes on this server holds the feed back for a moment.
    await comes('the end of the feed', async () => (await end()) === last);
    const until = await end();
    const numbers = await all(until);
    expect(await rowsOf(record().pool, 'select count(*)::int as n from case_event')).toEqual([{ n: numbers.length }]);
    expect(until).toBe(numbers.at(-1));
    expect(await all(until, numbers[2])).toEqual(numbers.slice(3));
  });

  it('shows nothing beyond a transaction that could still write a smaller number, and goes on when it has ended', async () => {
    const end = feedEnd(record().db);
    await comes('a quiet moment', async () => (await end()) === (await lastNumber()));
    const before = await end();
    const writer = await writing();
    await open();
    const last = await lastNumber();
    expect(last).toBeGreaterThan(writer.no);
    expect([await end(), await end()]).toEqual([before, before]);
    expect(await all(before, before)).toEqual([]);
    await writer.end('commit');
    await comes('what was held back', async () => (await end()) >= last);
    expect(await all(last, before)).not.toEqual([]);
  });

  it('is not held up by a transaction that began later, nor by one that gives up', async () => {
    const end = feedEnd(record().db);
    const first = await writing();
    const held = await end();
    const second = await writing();
    await first.end('rollback');
    await comes('what the first has left', async () => (await end()) > held);
    expect(await end()).toBeLessThan(second.no);
    await second.end('rollback');
    await comes('what the second has left', async () => (await end()) >= second.no);
  });

  it('of a reader who may know of no case is empty', async () => {
    const end = feedEnd(record().db);
    const nobody = { sights: [], handlers: [], owners: [], personal: false };
    expect(await feedPage(record().db, nobody, { after: 0, until: await end(), limit: 10 })).toEqual([]);
  });
});

import { startSweep, sweepDay } from '../../worker/sweep';
import { comes, office, seedCase } from './office';

const open = office();

// 2026-09-02, twenty minutes past midnight in Beijing; still 1 September in UTC.
const afterMidnight = Date.parse('2026-09-02T00:20:00+08:00');

describe('the sweep of a day', () => {
  it('writes the root of the local day that has passed, and its hash into the log', async () => {
    const o = open();
    expect(await sweepDay(o.records.db, afterMidnight, o.log)).toBe('2026-09-01');
    await sweepDay(o.records.db, afterMidnight, o.log);
    const rows = await o.query<{ root: string }>(`select root from daily_root where day = '2026-09-01'`);
    expect(rows).toHaveLength(1);
    expect(o.lines.join('')).toContain(rows[0]?.root);
  });

  it('warns of a watch date that has come, not of one that is still ahead', async () => {
    const o = open();
    const [due, ahead] = [await seedCase(o), await seedCase(o)];
    for (const [id, date] of [
      [due, '2026-09-01T00:00:00+08:00'],
      [ahead, '2026-09-03T00:00:00+08:00'],
    ]) {
      await o.query(
        `insert into watch_date (case_id, watch, rule, starts_at, date) values ($1, 'limitation', 'claim-limitation-other', now(), $2)`,
        [id, date],
      );
    }
    await sweepDay(o.records.db, afterMidnight, o.log);
    const warned = (id: string) => o.lines.some((line) => line.includes('watch date has come') && line.includes(id));
    expect([warned(due), warned(ahead)]).toEqual([true, false]);
  });

  it('is done by a running worker without being asked', async () => {
    const o = open();
    const before = o.lines.length;
    const sweep = startSweep({ db: o.records.db, log: o.log, everyMs: 20 });
    await comes('daily root', () => o.lines.slice(before).some((line) => line.includes('daily root')));
    await sweep.stop();
    expect(o.lines.slice(before).filter((line) => line.includes('daily root'))).toHaveLength(1);
  });
});

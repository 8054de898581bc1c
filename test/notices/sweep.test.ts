import { startSweep, sweepDay } from '../../worker/sweep';
import { comes, office, seedCase } from './office';

const open = office();

// 2026-09-02, twenty minutes past midnight in Beijing; still 1 September in UTC.
const afterMidnight = Date.parse('2026-09-02T00:20:00+08:00');

describe('the sweep of a day', () => {
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

  it('is done by a running worker without being asked, once a day', async () => {
    const o = open();
    const id = await seedCase(o);
    await o.query(
      `insert into watch_date (case_id, watch, rule, starts_at, date) values ($1, 'limitation', 'claim-limitation-other', now(), now())`,
      [id],
    );
    const warned = () => o.lines.filter((line) => line.includes('watch date has come') && line.includes(id));
    const sweep = startSweep({ db: o.records.db, log: o.log, everyMs: 20 });
    await comes('a warning', () => warned().length > 0);
    await sweep.stop();
    expect(warned()).toHaveLength(1);
  });
});

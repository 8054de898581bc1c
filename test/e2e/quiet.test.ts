import { chinaCalendar } from '../../domain/calendar/china';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { comes } from '../support/worker-process';
import { yearLike } from '../support/year-like';
import { claimant, papers } from './house';
import { virtualHouse } from './virtual-house';

const h = virtualHouse(standardRulebook(), chinaCalendar());
const dayMs = 86_400_000;
const hourMs = 3_600_000;

const year = yearLike(2031, Date.now());

jest.setTimeout(60_000);

describe('a breach at midnight under the quiet hours of the company', () => {
  it('is on record at once and told at seven in the morning', async () => {
    const receivedAt = Date.parse(`${year}-03-04T10:00:00+08:00`);
    await h.until(receivedAt + 60_000);
    const { case: id } = await h.doors().open('claim', {
      source: 'virtual',
      reference: 'quiet',
      receivedAt,
      line: 'motor',
      branch: 'south',
      parties: [{ ...claimant, phone: '+86 139 0000 4100' }],
      lossAt: receivedAt - dayMs,
      request: true,
      policy: { number: 'P-1', from: receivedAt - dayMs, to: receivedAt + dayMs },
      exposures: [{ id: 'e1', cover: 'ctpl', claimant: 'claimant' }],
      documents: papers('claim-form', 'id-card', 'accident-certificate', 'driving-licence', 'vehicle-licence', 'repair-invoice'),
      small: true,
    });
    // 5 days from the documents: 5 to 9 March.
    const due = Date.parse(`${year}-03-10T00:00:00+08:00`);
    await h.until(due);
    await comes('the breach', async () => (await h.clockOf(id, 'claim-ctpl-determine')).breachedAt === due);
    const waits = await h.query(
      `select recipient, status, attempts, extract(epoch from next_attempt_at - recorded_at)::float8 * 1000 as "waitMs"
       from notice join case_event using (case_id, seq)
       where case_id = $1 and template = 'clock-breach' and data->>'rule' = 'claim-ctpl-determine' order by recipient`,
      [id],
    );
    const people = ['hu-south', 'jiang-tao', 'liang-yue'];
    expect(waits).toMatchObject(people.map((staff) => ({ recipient: `staff:${staff}`, status: 'queued', attempts: 0 })));
    for (const { waitMs } of waits) expect(Math.abs(Number(waitMs) - 7 * hourMs)).toBeLessThan(60_000);
    expect((await h.told(id, 'claim-ctpl-determine')).flatMap((t) => t.reached)).toEqual([]);
  });
});

import { sql } from 'drizzle-orm';
import { calloutFigures } from '../../db/queries/callout-report';
import { alarmOf, runnable } from '../emergencies/driver';
import { dayMs, start } from '../support/dates';
import { RecordedCase } from './recorded-case';
import { records } from './support';

const connection = records();
let cases = 0;

/** An emergency of the north, whose roster is cui-hao, tan-lin, meng-fei and fang-heng. */
class RecordedEmergency extends RecordedCase {
  /** Nobody answers as long as the ladder waits. */
  async climbs(): Promise<void> {
    await this.until(this.state.clocks['emergency-call-wait']?.dueAt ?? this.now);
  }

  /** What the relay writes of the newest call. */
  async calls(status: 'handed' | 'undeliverable'): Promise<void> {
    const newest = Object.values(this.state.notices).filter((n) => n.template === 'call-out' && n.status === 'queued');
    const seq = newest.at(-1)?.seq ?? 0;
    const handedAt = status === 'handed' ? new Date(this.now).toISOString() : null;
    await connection().db.execute(
      sql`update notice set status = ${status}, handed_at = ${handedAt} where case_id = ${this.state.id} and seq = ${seq}`,
    );
    await this.does('noticeReported', 'system:gateway', { notice: seq, status, at: this.now });
  }
}

async function opened(more: { readonly drill?: true; readonly compressed?: string } = {}, at = start): Promise<RecordedEmergency> {
  const recorded = new RecordedEmergency(runnable, connection, `emergency-recorded-${++cases}`, at);
  await recorded.open({ ...alarmOf({ at, reference: `E-${cases}` }), actor: 'xu-yi', ...more });
  return recorded;
}

const today = { from: start, to: start + dayMs, drills: false };
const figures = async (period = today) => await calloutFigures(connection().db, period);

describe('the figures of call-outs', () => {
  it('say who was called when, who could not be reached, and who answered when', async () => {
    const recorded = await opened();
    await recorded.calls('handed');
    await recorded.climbs();
    const second = recorded.now;
    await recorded.calls('undeliverable');
    await recorded.calls('handed');
    await recorded.does('answerCall', 'meng-fei', {}, { occurredAt: second });
    const common = { emergency: 1, kind: 'natural-disaster', branch: 'north', drill: false, round: 1, answeredAt: null };
    await expect(figures()).resolves.toEqual([
      { ...common, rank: 1, who: 'cui-hao', calledAt: start, handedAt: start, result: 'unanswered' },
      { ...common, rank: 2, who: 'tan-lin', calledAt: second, handedAt: null, result: 'unreachable' },
      { ...common, rank: 3, who: 'meng-fei', calledAt: second, handedAt: second, answeredAt: second, result: 'answered' },
    ]);
    expect(second).toBeGreaterThan(start);
  });

  it('mark an exercise, a call that is taken back, and whoever answered without being called', async () => {
    const day = start + 2 * dayMs;
    const drill = await opened({ drill: true, compressed: '1h=5s' }, day);
    await drill.does('answerCall', 'ma-north');
    const common = { emergency: 2, kind: 'natural-disaster', branch: 'north', drill: true, handedAt: null };
    await expect(figures({ ...today, from: day, to: day + 1 })).resolves.toEqual([
      { ...common, round: 1, rank: 1, who: 'cui-hao', calledAt: day, answeredAt: null, result: 'recalled' },
      { ...common, round: null, rank: null, who: 'ma-north', calledAt: null, answeredAt: day, result: 'unasked' },
    ]);
  });

  it('show where the roster had ended, and tell the rounds apart', async () => {
    const day = start + 4 * dayMs;
    const recorded = await opened({}, day);
    for (let call = 0; call < 6; call++) await recorded.climbs();
    await recorded.does('answerCall', 'tan-lin');
    const rows = await figures({ ...today, from: day, to: day + 1 });
    expect(rows.map(({ round, rank, who, result }) => [round, rank, who, result])).toEqual([
      [1, 1, 'cui-hao', 'recalled'],
      [1, 2, 'tan-lin', 'recalled'],
      [1, 3, 'meng-fei', 'recalled'],
      [1, 4, 'fang-heng', 'recalled'],
      [1, 5, null, 'roster-ended'],
      [2, 1, 'cui-hao', 'recalled'],
      [2, 2, 'tan-lin', 'answered'],
    ]);
  });

  it('give each answer to one call only', async () => {
    const day = start + 6 * dayMs;
    const recorded = await opened({}, day);
    await recorded.does('answerCall', 'cui-hao');
    await recorded.does('callOut', 'meng-fei');
    await recorded.climbs();
    await recorded.does('answerCall', 'cui-hao');
    const rows = await figures({ ...today, from: day, to: day + 1 });
    expect(rows.map(({ round, rank, who, answeredAt }) => [round, rank, who, answeredAt])).toEqual([
      [1, 1, 'cui-hao', day],
      [2, 1, 'cui-hao', recorded.now],
      [2, 2, 'tan-lin', null],
    ]);
  });

  it('leave out compressed cases that are no exercise, unless they are asked for, and count by the receipt', async () => {
    const day = start + 8 * dayMs;
    await opened({ compressed: '1d=20s' }, day);
    const period = { from: day, to: day + 1 };
    await expect(figures({ ...period, drills: false })).resolves.toEqual([]);
    await expect(figures({ ...period, drills: true })).resolves.toHaveLength(1);
    await expect(figures({ from: day - 1, to: day, drills: true })).resolves.toEqual([]);
  });
});

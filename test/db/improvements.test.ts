import { improvementFigures } from '../../db/queries/report';
import { findingOf, type Given, orderOf, runnable } from '../improvements/driver';
import { evidence } from '../improvements/played';
import { cst, dayMs, start } from '../support/dates';
import { RecordedCase } from './recorded-case';
import { records } from './support';

const connection = records();
let cases = 0;

/** hou-shi handles it, shao-qin leads his team. */
class RecordedImprovement extends RecordedCase {
  /** One measure of each owner. */
  async planned(owner = 'an-ning', decider = 'shao-qin', ...others: readonly string[]): Promise<void> {
    await this.act('findCause', 'hou-shi', { cause: 'slow-claim', method: 'data', recurring: false });
    const target = { indicator: 'complaints-per-10k', bound: 'at-most', value: 2 };
    const measures = [owner, ...others].map((each, index) => ({ id: `m${index + 1}`, owner: each, dueAt: start + 20 * dayMs }));
    await this.act('proposePlan', 'hou-shi', { measures, target, effectAt: start + 60 * dayMs });
    await this.act('approvePlan', decider, { decision: 'approved' });
  }

  async verified(value: number): Promise<void> {
    await this.act('reportDone', 'an-ning', { measure: 'm1', evidence });
    await this.act('verify', 'cheng-jian', { decision: 'accepted' });
    await this.act('measureEffect', 'cheng-jian', { indicator: 'complaints-per-10k', value });
  }
}

async function opened(given: Given = {}): Promise<RecordedImprovement> {
  const recorded = new RecordedImprovement(runnable, connection, `improvement-recorded-${++cases}`, start);
  await recorded.open({ ...findingOf(given), actor: 'xu-yi', reference: `R-${cases}` });
  return recorded;
}

const refusal = (code: string) => ({ kind: 'refused', objection: { code } });

describe('an improvement on the record', () => {
  it('belongs to the quality team of its branch', async () => {
    const recorded = await opened();
    expect(recorded.state).toMatchObject({ team: 'quality-north', handler: 'hou-shi' });
  });

  it('is verified by a verifier, and by nobody else: not by the handler, an owner or a manager', async () => {
    const recorded = await opened();
    await recorded.planned();
    await recorded.act('reportDone', 'an-ning', { measure: 'm1', evidence });
    expect(recorded.state.stage).toBe('check');
    for (const [actor, code] of [
      ['hou-shi', 'actor.four-eyes'],
      ['an-ning', 'actor.four-eyes'],
      ['ma-north', 'actor.role'],
    ] as const)
      await expect(recorded.act('verify', actor, { decision: 'accepted' })).resolves.toMatchObject(refusal(code));
    await expect(recorded.act('verify', 'cheng-jian', { decision: 'accepted' })).resolves.toMatchObject({ kind: 'written' });
  });

  it('is not verified by a verifier who owns a measure, but by another one', async () => {
    const recorded = await opened();
    await recorded.planned('cheng-jian');
    await recorded.act('reportDone', 'cheng-jian', { measure: 'm1', evidence });
    await expect(recorded.act('verify', 'cheng-jian', { decision: 'accepted' })).resolves.toMatchObject(refusal('actor.four-eyes'));
    expect(recorded.state.raised).toBeNull();
    await expect(recorded.act('verify', 'ren-he', { decision: 'accepted' })).resolves.toMatchObject({ kind: 'written' });
  });

  it('raises itself where every verifier owns a measure', async () => {
    const recorded = await opened();
    await recorded.planned('cheng-jian', 'shao-qin', 'ren-he');
    await recorded.act('reportDone', 'cheng-jian', { measure: 'm1', evidence });
    await recorded.act('reportDone', 'ren-he', { measure: 'm2', evidence });
    expect(recorded.state).toMatchObject({ stage: 'check', raised: expect.anything() });
  });

  it('keeps the order’s date as law, and takes a new order from compliance only', async () => {
    const recorded = await opened({ content: orderOf(cst('2026-08-31')) });
    const order = { number: 'NFRA-2', orderedDate: cst('2026-09-15') };
    await expect(recorded.act('newOrder', 'shao-qin', order, { ground: 'date-moved' })).resolves.toMatchObject(refusal('actor.role'));
    await recorded.act('newOrder', 'mei-lan', order, { ground: 'date-moved' });
    expect(recorded.state.clocks['rectification-deadline@order-2']).toMatchObject({ basis: 'law', dueAt: cst('2026-09-16') });
  });
});

describe('the figures of improvements', () => {
  it('count open and overdue ones, extensions and the share that was effective, by area and owner team', async () => {
    const effective = await opened({ line: 'service' });
    await effective.planned();
    await effective.act('askExtension', 'an-ning', { measure: 'm1', dueAt: start + 30 * dayMs }, { ground: 'scope-grown' });
    await effective.act('decideExtension', 'shao-qin', { measure: 'm1', decision: 'approved' });
    await effective.verified(1);
    await effective.act('standardise', 'hou-shi', { into: 'procedure' });
    const given = await opened({ line: 'service' });
    await given.planned();
    await given.verified(3);
    await given.act('giveUp', 'hou-shi', {}, { ground: 'cause-outside' });
    await given.act('decideEnd', 'shao-qin', { decision: 'approved' });
    const late = await opened({ line: 'service' });
    await late.until(start + 20 * dayMs);
    const ordered = await opened({ line: 'service', content: orderOf(start + dayMs) });
    await ordered.until(start + 3 * dayMs);
    const rows = await improvementFigures(connection().db, { from: start, to: start + 1, drills: false });
    expect(rows.filter((row) => row.line === 'service')).toEqual([
      {
        line: 'service',
        team: 'quality-north',
        received: 4,
        open: 2,
        overdue: 2,
        orderOverdue: 1,
        extensions: 1,
        closed: 2,
        effective: 1,
        notEffective: 1,
      },
    ]);
    await expect(improvementFigures(connection().db, { from: start + 1, to: start + 2, drills: false })).resolves.toEqual([]);
  });
});

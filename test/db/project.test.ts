import { chainOf } from '../../db/record/chain';
import { project } from '../../db/record/project';
import { segmentRows } from '../../db/record/project-clocks';
import type { Fact } from '../../domain/case/fact';
import { settle } from '../../domain/case/settle';
import { type CaseState, emptyCase } from '../../domain/case/state';
import { flatWorld } from '../support/flat-world';

const world = flatWorld();
const lookups = { templateVersion: () => 7, localeOf: () => 'en' as const };
let causes = 0;

/** Facts written on a state, with the rows they make. */
function written(before: CaseState, facts: readonly Fact[], at = 1000) {
  const envelope = { cause: `act:${++causes}`, at, recordedAt: at + 1, actor: 'u1' };
  const { events, after } = settle(before, facts, envelope, world, chainOf('c'));
  return { events, after, rows: project({ before, after, events, sealed: [] }, lookups) };
}

const opened: Fact = {
  kind: 'opened',
  process: 'sample',
  contractVersion: 1,
  source: 's',
  reference: 'r',
  digest: 'd',
  receivedAt: 0,
  line: 'motor',
  branch: 'north',
  team: 't',
  handler: 'u1',
  parties: [
    { id: 'p', role: 'claimant', locale: 'en', channels: ['webhook', 'sms'] },
    { id: 'mute', role: 'witness', locale: 'zh-CN', channels: [] },
  ],
  payload: {},
};
const expect1 = (name: string, on?: string): Fact => ({
  kind: 'expected',
  name,
  act: 'look',
  from: { kind: 'handler' },
  not: [],
  ...(on === undefined ? {} : { on }),
});
const start = (clock: string, rule = 'claim-survey', on?: string): Fact => ({
  kind: 'clock-started',
  clock,
  rule,
  startsAt: 0,
  ...(on === undefined ? {} : { on }),
});
const open = () => written(emptyCase('c'), [opened, { kind: 'entered', stage: 'decide' }, expect1('look#1')]).after;

describe('the rows of tasks', () => {
  it('record a task that was opened and dropped within one transition', () => {
    const { rows } = written(open(), [expect1('look#2'), { kind: 'dropped', name: 'look#2', why: 'other' }]);
    expect(rows.tasks).toMatchObject([{ name: 'look#2', state: 'dropped', closedBy: 'u1' }]);
  });

  it('say that a task was done, by whom and by which event', () => {
    const before = open();
    const { rows } = written(before, [{ kind: 'acted', act: 'look', request: 'r', payload: {}, answers: 'look#1' }]);
    expect(rows.tasks).toMatchObject([
      { name: 'look#1', state: 'done', closedSeq: before.head.seq + 1 },
      { title: 'waits-on-nobody', state: 'open' },
    ]);
  });

  it('drop what the stage leaves behind, and all at the end of the case', () => {
    const left = written(open(), [{ kind: 'entered', stage: 'pay' }, expect1('look#1')]);
    expect(left.rows.tasks).toMatchObject([{ state: 'dropped' }, { state: 'open', stage: 'pay' }]);
    const closed = written(left.after, [{ kind: 'closed', outcome: 'done' }]);
    expect(closed.rows.tasks).toMatchObject([{ state: 'dropped' }]);
    expect(closed.rows).toMatchObject({ closedAt: 1000, caseFile: { status: 'closed', outcome: 'done' } });
  });

  it('take due date and urgency from the clocks over them', () => {
    // Under limits of the case from the beginning, so that none is needed of its own; nothing of the case runs on e2 alone.
    const { after, rows } = written(emptyCase('c'), [
      opened,
      { kind: 'entered', stage: 'decide' },
      start('slow', 'claim-determine-complex'),
      start('quick', 'claim-survey', 'e1'),
      start('part', 'claim-determine-complex', 'e3'),
      expect1('look#1'),
      expect1('look#2', 'e2'),
      expect1('look#3', 'e3'),
    ]);
    const dues = Object.fromEntries(rows.tasks.map((row) => [row.name, row.dueAt]));
    expect(dues).toEqual({
      'look#1': after.clocks.quick?.dueAt,
      'look#2': after.clocks['task:look#2']?.dueAt,
      'look#3': after.clocks.slow?.dueAt,
    });
    expect(after.clocks['task:look#2']?.dueAt).toBeLessThan(after.clocks.slow?.dueAt ?? 0);
    expect(written(after, [{ kind: 'flagged', flag: 'f', up: true }]).rows.tasks).toEqual([]);
  });
});

describe('the rows of clocks', () => {
  it('leave the row before a restart behind', () => {
    const before = written(open(), [start('a')]).after;
    const { rows } = written(before, [{ kind: 'clock-reset', clock: 'a', startsAt: 500, why: 'new facts' }]);
    expect(rows.clocks).toMatchObject([
      { clock: 'a', current: false, state: 'stopped', nextRung: null },
      { clock: 'a', current: true, state: 'running', startsAt: 500 },
    ]);
  });

  it('begin a restarted clock without what was true of the one before', () => {
    const met = written(written(open(), [start('a')]).after, [{ kind: 'clock-met', clock: 'a', metAt: 900 }]).after;
    const { rows } = written(met, [{ kind: 'clock-reset', clock: 'a', startsAt: 950, why: 'new facts' }]);
    expect(rows.clocks.map((row) => [row.current, row.state, row.metAt])).toEqual([
      [false, 'met', 900],
      [true, 'running', null],
    ]);
  });

  it('write the ledger only where running and paused stretches change', () => {
    const before = written(open(), [start('a')]).after;
    const paused = written(before, [{ kind: 'clock-paused', clock: 'a', from: 300, why: 'w' }]);
    expect(paused.rows.ledgers.flatMap((c) => segmentRows('c', c)).map(({ no, from, to, state }) => [no, from, to, state])).toEqual([
      [0, 0, 300, 'running'],
      [1, 300, null, 'paused'],
    ]);
    expect(written(before, [{ kind: 'clock-met', clock: 'a', metAt: 900 }]).rows.ledgers).toEqual([]);
  });
});

describe('the rows of the outbox', () => {
  it('have one notice per recipient, on their first channel and in their language; none for whoever has no channel', () => {
    const to = [
      { kind: 'party', party: 'p' },
      { kind: 'party', party: 'mute' },
      { kind: 'staff', staff: 'u2' },
      { kind: 'regulator', body: 'nfra' },
    ] as const;
    const { rows } = written(open(), [{ kind: 'told', name: 'n', template: 't', to, data: { amountFen: 1 }, report: 'arrived' }]);
    expect(rows.notices.map(({ recipient, channel, locale }) => [recipient, channel, locale])).toEqual([
      ['party:p', 'webhook', 'en'],
      ['party:mute', null, 'zh-CN'],
      ['staff:u2', 'email', 'en'],
      ['regulator:nfra', 'log', 'zh-CN'],
    ]);
    expect(rows.notices.every((row) => row.templateVersion === 7 && row.status === 'queued' && row.wants === 'arrived')).toBe(true);
    expect(new Set(rows.notices.map((row) => row.id)).size).toBe(4);
  });

  it('tell the last word on a payment', () => {
    const say = (status: 'sent' | 'confirmed'): Fact => ({ kind: 'payment', key: 'k', status, at: 1 });
    expect(written(open(), [say('sent'), say('confirmed')]).rows.paymentReports).toEqual([say('confirmed')]);
  });
});

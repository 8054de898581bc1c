import { cst, dayMs } from '../support/dates';
import { openOffice } from './office';

// Received on Tuesday 1 September 2026, 09:00.
const clockOf = (opened: Awaited<ReturnType<typeof openOffice>>, rule = 'complaint-resolve-simple') => opened.state.clocks[rule];

describe('a limit that two reasons stop', () => {
  it('runs again when the last of them has ended; what they share counts once', async () => {
    const opened = await openOffice();
    opened.now = cst('2026-09-03T09:00');
    await opened.act('stop', 'u1', { why: 'outside-appraisal' });
    opened.now = cst('2026-09-05T09:00');
    await opened.act('stop', 'u1', { why: 'mediation' });
    opened.now = cst('2026-09-08T09:00');
    await opened.act('goOn', 'u1', { why: 'outside-appraisal' });
    expect(clockOf(opened)).toMatchObject({ state: 'paused', dueAt: null });
    opened.now = cst('2026-09-10T09:00');
    await opened.act('goOn', 'u1', { why: 'mediation' });
    // The last of 15 days is 16 September; from 3 to 10 September are 7 days.
    expect(clockOf(opened)).toMatchObject({ state: 'running', dueAt: cst('2026-09-24') });
  });

  it('a hold stops the company target beside mediation, and its end lets mediation go on', async () => {
    const opened = await openOffice();
    await opened.act('stop', 'u1', { why: 'mediation' });
    await opened.act('hold', 'lead1', { until: opened.now + 5 * dayMs }, { ground: 'court' });
    await opened.act('resume', 'lead1');
    expect(clockOf(opened, 'complaint-reply-target')?.state).toBe('paused');
    await opened.act('goOn', 'u1', { why: 'mediation' });
    expect(clockOf(opened, 'complaint-reply-target')?.state).toBe('running');
  });

  it('one reason stops it once', async () => {
    const opened = await openOffice();
    await opened.act('stop', 'u1', { why: 'mediation' });
    await opened.act('stop', 'u1', { why: 'mediation' });
    expect(clockOf(opened)?.pauses).toHaveLength(1);
  });
});

describe('an extension', () => {
  it('is a longer total from the same start, under the name and version of its rule, with reminders of its own', async () => {
    const opened = await openOffice();
    await opened.until(cst('2026-09-10'));
    expect(clockOf(opened)?.fired).toEqual(['remind-50']);
    await opened.act('lengthen', 'u1');
    expect(clockOf(opened)).toMatchObject({
      id: 'complaint-resolve-simple',
      rule: 'complaint-resolve-complex',
      startsAt: opened.state.receivedAt,
      dueAt: cst('2026-10-02'),
      fired: [],
      next: { name: 'remind-50' },
    });
    expect(clockOf(opened)?.ruleVersion).toMatch(/^complaint-resolve-complex@/);
    expect(clockOf(opened)?.title?.zh).toContain('复杂');
  });

  it('has every rung of its own, also those that had fired before it', async () => {
    const opened = await openOffice();
    await opened.until(cst('2026-09-10'));
    await opened.act('lengthen', 'u1');
    await opened.until(cst('2026-10-02'));
    expect(clockOf(opened)).toMatchObject({ fired: ['remind-50', 'remind-80', 'breach'], breachedAt: cst('2026-10-02') });
    const reminders = opened.record.events.filter(({ fact }) => fact.kind === 'rung' && fact.rung.name === 'remind-50');
    expect(new Set(reminders.map((e) => e.cause)).size).toBe(reminders.length);
  });

  it('keeps the pauses that were', async () => {
    const opened = await openOffice();
    await opened.act('stop', 'u1', { why: 'mediation' });
    opened.now += 4 * dayMs;
    await opened.act('goOn', 'u1', { why: 'mediation' });
    await opened.act('lengthen', 'u1');
    expect(clockOf(opened)?.dueAt).toBe(cst('2026-10-06'));
  });

  it('comes too late at the instant of the limit: the breach stays', async () => {
    const opened = await openOffice();
    opened.now = cst('2026-09-17');
    await opened.act('lengthen', 'u1');
    expect(opened.state.flags).not.toContain('lengthened');
    expect(clockOf(opened)).toMatchObject({ rule: 'complaint-resolve-simple', dueAt: cst('2026-09-17') });
  });

  it('a millisecond before the limit is in time', async () => {
    const opened = await openOffice();
    opened.now = cst('2026-09-17') - 1;
    await opened.act('lengthen', 'u1');
    expect(opened.state.flags).toContain('lengthened');
  });

  it('ends with a restart: the full limit runs under the rule it began with', async () => {
    const opened = await openOffice();
    await opened.act('lengthen', 'u1');
    opened.now = cst('2026-09-20T09:00');
    await opened.act('renew', 'u1');
    expect(clockOf(opened)).toMatchObject({ rule: 'complaint-resolve-simple', dueAt: cst('2026-10-06'), pauses: [] });
    expect(clockOf(opened)?.title?.zh).toContain('简单');
  });
});

describe('a cycle', () => {
  it('runs on the value that says how often', async () => {
    const opened = await openOffice();
    expect(clockOf(opened, 'improve-complaint-root-cause')).toMatchObject({ value: 'every', dueAt: cst('2026-10-02') });
  });
});

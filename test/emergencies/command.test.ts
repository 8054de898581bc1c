import type { EmergencyDriver } from './driver';
import { given, hourMs, minuteMs, rosterWorld, start } from './driver';

/** The policy's wait for an answer before the next rank is called: a tenth of an hour. */
const waitMs = 6 * minuteMs;

const noticeOf = (c: EmergencyDriver, no: number) => Object.values(c.state.notices).filter((n) => n.template === 'call-out')[no];

const report = (c: EmergencyDriver, no: number, status: 'handed' | 'undeliverable') =>
  c.does('noticeReported', 'system:gateway', { notice: noticeOf(c, no)?.seq ?? 0, status, at: c.now });

describe('the call-out ladder', () => {
  it('calls the first of the roster at the alarm, by short message, and nobody else', async () => {
    const c = await given();
    expect(c.calls).toEqual(['staff:emergency-north-1']);
    const told = c.record.events.flatMap(({ fact }) => (fact.kind === 'told' && fact.template === 'call-out' ? [fact.channel] : []));
    expect(told).toEqual(['sms']);
  });

  it('climbs when the wait has passed without an answer, not before', async () => {
    const c = await given();
    await c.until(start + waitMs - 1);
    expect(c.calls).toHaveLength(1);
    await c.until(start + waitMs);
    expect(c.calls).toEqual(['staff:emergency-north-1', 'staff:emergency-north-2']);
    await c.until(start + 2 * waitMs);
    expect(c.calls.at(-1)).toBe('staff:emergency-north-3');
  });

  it('goes on at once past whoever cannot be reached, and their contact is somebody’s task', async () => {
    const c = await given();
    await report(c, 0, 'undeliverable');
    expect(c.calls).toEqual(['staff:emergency-north-1', 'staff:emergency-north-2']);
    expect(c.state.flags).toContain('contact-unreachable');
    expect(c.tasks).toContain('completeTask');
  });

  it('does not call again whoever could not be reached, until their contact is mended', async () => {
    const c = await given({ world: rosterWorld(2) });
    await report(c, 0, 'undeliverable');
    await c.until(start + 3 * waitMs);
    expect(c.calls.filter((who) => who === 'staff:emergency-north-1')).toHaveLength(1);
    await c.does('completeTask', 'u1', {}, { task: c.taskOf('completeTask') });
    await c.until(start + 9 * waitMs);
    expect(c.calls.filter((who) => who === 'staff:emergency-north-1').length).toBeGreaterThan(1);
  });

  it('stops at an answer: what has not left is taken back, no further call is made, and the record says who answered when', async () => {
    const c = await given();
    await c.until(start + waitMs);
    await c.does('answerCall', 'duty2');
    const calls = Object.values(c.state.notices).filter((n) => n.template === 'call-out');
    expect(calls.map((n) => n.status)).toEqual(['recalled', 'recalled']);
    expect(c.state.notes.answered).toMatchObject({ by: 'duty2', at: start + waitMs });
    await c.until(start + 3 * hourMs);
    expect(c.calls).toHaveLength(2);
    await expect(c.tries('answerCall', 'duty1')).resolves.toMatchObject({ act: 'act.refused' });
  });

  it('at the end of the roster tells commander and head office and begins anew', async () => {
    const c = await given({ world: rosterWorld(1) });
    await c.until(start + waitMs);
    // The relay reports a call for which nobody was found.
    await report(c, 1, 'undeliverable');
    expect(c.told.filter((t) => t.template === 'call-unanswered').map((t) => t.to)).toEqual([['role:commander', 'role:head-office']]);
    expect(c.state.flags).toContain('call-unanswered');
    await c.until(start + 2 * waitMs);
    expect(c.calls.filter((who) => who !== '')).toEqual(['staff:emergency-north-1', 'staff:emergency-north-1']);
  });

  it('with nobody on the roster at all still tells those above, and does not end', async () => {
    const c = await given({ world: rosterWorld(0) });
    await report(c, 0, 'undeliverable');
    expect(c.told.filter((t) => t.template === 'call-unanswered')).toHaveLength(1);
    await c.until(start + waitMs);
    await report(c, 1, 'undeliverable');
    expect(c.told.filter((t) => t.template === 'call-unanswered')).toHaveLength(2);
    expect(c.trouble).toBeNull();
  });

  it('can be begun again when it has been answered, not while it runs', async () => {
    const c = await given();
    await expect(c.tries('callOut', 'duty1')).resolves.toMatchObject({ act: 'act.refused' });
    await c.does('answerCall', 'duty1');
    await c.does('callOut', 'boss1');
    expect(c.calls).toHaveLength(2);
  });
});

describe('command', () => {
  it('is taken by the role that the level asks for, and a graver level asks anew', async () => {
    const c = await given();
    await c.does('takeCommand', 'duty1');
    expect(c.state.notes.commander).toBe('duty1');
    await c.does('raiseLevel', 'duty1', { level: 'II' }, { ground: 'wider-spread' });
    expect(Object.values(c.state.expectations).find((e) => e.act === 'takeCommand')?.from).toEqual({ kind: 'role', role: 'commander' });
  });

  it('of standing down is a second person’s: whoever proposed it cannot decide it', async () => {
    const c = await given();
    await c.manned();
    await c.confirmed();
    await c.does('proposeStandDown', 'boss1');
    await expect(c.tries('standDown', 'boss1', { decision: 'approved' })).resolves.toMatchObject({ act: 'actor.four-eyes' });
    expect(Object.values(c.state.expectations).find((e) => e.act === 'standDown')?.from).toEqual({ kind: 'role', role: 'head-office' });
    await c.does('standDown', 'chief1', { decision: 'approved' });
    expect(c.state.stage).toBe('review');
  });

  it('is not given up while actions are open: the refusal names them', async () => {
    const c = await given();
    await c.manned();
    await c.confirmed();
    await c.does('addAction', 'boss1', { action: 'pumps', kind: 'inform' });
    await c.does('proposeStandDown', 'duty1');
    await expect(c.tries('standDown', 'boss1', { decision: 'approved' })).resolves.toMatchObject({
      detail: expect.stringContaining('pumps'),
    });
  });
});

describe('the review', () => {
  it('opens an improvement for each lesson that wants one, and the plan is revised where it asks for it', async () => {
    const c = await given();
    await c.manned();
    await c.confirmed();
    await c.stoodDown();
    const lesson = { area: 'risk', severity: 'high' };
    await c.reviewed(
      [
        { ...lesson, cause: 'preparedness', improve: true },
        { ...lesson, cause: 'supplier', improve: false },
        { ...lesson, cause: 'system-fault', improve: true },
      ],
      true,
    );
    const asked = c.record.events.flatMap(({ fact }) => (fact.kind === 'child-requested' ? [fact] : []));
    expect(asked.map(({ process, line, content }) => [process, line, content])).toEqual([
      ['improvement', 'risk', { from: 'emergency', topic: 'preparedness', severity: 'high' }],
      ['improvement', 'risk', { from: 'emergency', topic: 'system-fault', severity: 'high' }],
    ]);
  });

  it('is approved by somebody else, and can be sent back', async () => {
    const c = await given();
    await c.manned();
    await c.confirmed();
    await c.stoodDown();
    await c.does('review', 'u1', { lessons: [], planChange: false });
    await expect(c.tries('approveReview', 'u1', { decision: 'approved' })).resolves.toMatchObject({ act: 'actor.four-eyes' });
    await c.does('approveReview', 'boss1', { decision: 'returned' });
    expect(c.tasks).toContain('review');
  });

  it('does not close the emergency while a report is owed', async () => {
    const c = await given();
    await c.manned();
    await c.confirmed();
    await c.ended();
    expect(c.state).toMatchObject({ status: 'open', stage: 'closing' });
    await c.reported('general-oral');
    await c.reported('general-written');
    expect(c.state).toMatchObject({ status: 'closed', outcome: 'resolved' });
  });
});

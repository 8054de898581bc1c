import { cst, type EmergencyDriver, given, hourMs, start } from './driver';
import { paper } from './played';

const clock = (c: EmergencyDriver, rule: string, code: string) => c.clock(rule, code);
const first = 'data-incident-first-report';
const live = (c: EmergencyDriver): readonly string[] =>
  Object.values(c.state.clocks).flatMap((k) => (k.on !== undefined && k.state === 'running' && k.on !== 'status' ? [k.on] : []));

describe('obligations', () => {
  it('of a cyber incident with personal data in a data centre run side by side, each on its own clock', async () => {
    const content = { persons: 2_000_000, personalData: true, dataClass: 'sensitive', criticalInfrastructure: true };
    const c = await given({ kind: 'cyber-incident', content });
    expect(new Set(live(c))).toEqual(new Set(['data-first', 'data-written', 'pi-individuals', 'pi-regulator', 'cii-first']));
    await c.reported('cii-first');
    expect(live(c)).not.toContain('cii-first');
    expect(live(c)).toContain('data-first');
  });

  it('of the law take the place of those of the company, which run where the law has none', async () => {
    expect(live(await given())).toEqual(['general-oral', 'general-written']);
    expect(live(await given({ kind: 'data-incident' }))).toEqual(['data-first', 'data-written']);
    // Level IV: no duty to the cyberspace administration.
    expect(live(await given({ kind: 'cyber-incident' }))).toEqual(['general-oral', 'general-written']);
  });

  it('that come with a graver level run from the original instant, and are late at once where it is late', async () => {
    const c = await given({ kind: 'cyber-incident' });
    await c.until(start + 5 * hourMs);
    await c.does('establish', 'duty1', { persons: 1_000_000 });
    await c.does('raiseLevel', 'duty1', { level: 'III' }, { ground: 'criteria-met' });
    expect(clock(c, 'cyber-incident-report-general', 'cyber-first')).toMatchObject({ startsAt: start, dueAt: cst('2026-07-07T14:00') });
    await c.until(start + 5 * hourMs + 1);
    expect(clock(c, 'cyber-incident-report-general', 'cyber-first')?.breachedAt).toBe(cst('2026-07-07T14:00'));
  });

  it('that a lower level no longer owes stop with its ground, and no breach is healed', async () => {
    const c = await given({ kind: 'cyber-incident', content: { level: 'III' } });
    await c.confirmed('III');
    await c.until(start + 4 * hourMs);
    expect(clock(c, 'cyber-incident-report-general', 'cyber-first')?.breachedAt).toBe(start + 4 * hourMs);
    await c.does('lowerLevel', 'boss1', { level: 'IV' }, { ground: 'facts-corrected' });
    expect(clock(c, 'cyber-incident-report-general', 'cyber-first')).toMatchObject({ state: 'stopped', breachedAt: start + 4 * hourMs });
    const stopped = c.record.events.flatMap(({ fact }) =>
      fact.kind === 'clock-stopped' && fact.clock.endsWith('@cyber-first') ? [fact.why] : [],
    );
    expect(stopped).toEqual(['facts-corrected']);
  });

  it('run from an occurrence that is found out later, which may already be over; a later one moves nothing', async () => {
    const c = await given({ kind: 'data-incident' });
    await expect(c.tries('establish', 'duty1', { occurredAt: start + 1 })).resolves.toMatchObject({ act: 'act.refused' });
    await c.does('establish', 'duty1', { occurredAt: start - 3 * hourMs });
    expect(clock(c, first, 'data-first')?.dueAt).toBe(start - hourMs);
    await c.until(c.now + 1);
    expect(clock(c, first, 'data-first')?.breachedAt).toBe(start - hourMs);
  });

  it('are fulfilled once, and what is not owed is not fulfilled', async () => {
    const c = await given({ kind: 'data-incident' });
    await c.reported('data-first');
    const again = { obligation: 'data-first', means: 'phone' };
    await expect(c.tries('report', 'duty1', again)).resolves.toMatchObject({ detail: expect.stringContaining('fulfilled already') });
    await expect(c.tries('report', 'duty1', { ...again, obligation: 'cyber-first' })).resolves.toMatchObject({
      detail: expect.stringContaining('not owed'),
    });
  });

  it('name the instant of the report, and go to the bodies of their law', async () => {
    const c = await given({ kind: 'data-incident', content: { dataClass: 'core' } });
    await c.until(start + hourMs);
    await c.reported('data-first', { occurredAt: start + hourMs / 2 });
    expect(clock(c, first, 'data-first')?.metAt).toBe(start + hourMs / 2);
    expect(c.told.findLast((t) => t.template === 'incident-report')?.to).toEqual(['regulator:nfra', 'regulator:police']);
  });
});

describe('the notice to individuals whose data may have leaked', () => {
  const leak = () => given({ kind: 'data-incident', content: { personalData: true } });

  it('is not owed where harm is avoided, with the assessment; the regulator is told all the same', async () => {
    const c = await leak();
    await expect(c.tries('waiveNotice', 'dpo1', { document: paper('assessment') })).resolves.toMatchObject({ act: 'ground.missing' });
    await c.does('waiveNotice', 'dpo1', { document: paper('assessment') }, { ground: 'harm-avoided' });
    expect(clock(c, 'pi-breach-notice', 'pi-individuals')?.state).toBe('stopped');
    expect(clock(c, 'pi-breach-notice', 'pi-regulator')?.state).toBe('running');
  });

  it('is owed again when the regulator orders it, from the order, and cannot be waived a second time', async () => {
    const c = await leak();
    await c.does('waiveNotice', 'dpo1', { document: paper('assessment') }, { ground: 'harm-avoided' });
    await c.until(start + hourMs);
    await c.does('orderNotice', 'comp1', { reference: 'NFRA-1' });
    expect(clock(c, 'pi-breach-notice', 'pi-individuals')).toMatchObject({ state: 'running', startsAt: start + hourMs });
    const again = c.tries('waiveNotice', 'dpo1', { document: paper('assessment') }, { ground: 'harm-avoided' });
    await expect(again).resolves.toMatchObject({ act: 'act.refused' });
  });

  it('is owed from when it was known that personal data is touched', async () => {
    const c = await given({ kind: 'data-incident' });
    await c.until(start + hourMs);
    await c.does('establish', 'duty1', { personalData: true });
    expect(clock(c, 'pi-breach-notice', 'pi-individuals')?.startsAt).toBe(start + hourMs);
  });
});

describe('an exercise', () => {
  it('ends in a report of who was called, who answered when, and what was kept and missed', async () => {
    const c = await given({ kind: 'system-outage', drill: true });
    await c.until(start + 8 * 60_000);
    await c.manned();
    await c.confirmed();
    await c.does('tellUsers', 'duty1', { media: ['app'] });
    await c.until(start + 3 * hourMs);
    for (const code of ['outage-regulator', 'general-oral', 'general-written'] as const) await c.reported(code);
    await c.ended();
    expect(c.state.outcome).toBe('drill-done');
    expect(c.saidOf('drill-report')).toMatchObject({
      calls: 2,
      called: [`emergency-north-1@${new Date(start).toISOString()}`, `emergency-north-2@${new Date(start + 6 * 60_000).toISOString()}`],
      answeredBy: 'duty1',
      minutes: 8,
      missedCodes: ['general-oral', 'outage-regulator'],
    });
  });

  it('is one in its state; what is real is none', async () => {
    expect((await given({ drill: true })).state.drill).toBe(true);
    expect((await given()).state.drill).toBeUndefined();
  });
});

import { receivers } from '../../domain/processes/complaint/vocabulary';
import { type ComplaintDriver, cst, dayMs, given, person, refusedFor, start } from './driver';

const others = ['enquiry', 'misconduct-report', 'petition', 'data-subject-request'];
const closings = (played: ComplaintDriver) => Object.values(played.state.clocks).filter((c) => c.breachedAt !== undefined);

describe('what somebody brings', () => {
  it('gets a receipt at once, whatever it is, and goes no further before it is classified', async () => {
    for (const kind of ['complaint', ...others]) {
      const played = await given({ content: { kind } });
      expect(played.saidOf('complaint-received')).toEqual({ category: 'sales' });
      expect(played.state.stage).toBe('intake');
      expect(played.tasks).toEqual(['classify']);
    }
  });

  it('keeps the channel it came by', async () => {
    const played = await given({ content: { channel: 'regulator-hotline' } });
    expect(played.state.opening.channel).toBe('regulator-hotline');
    await expect(played.tries('investigate', 'u1', { facts: 'x' })).resolves.toMatchObject({ act: 'act.not-now' });
  });

  it('keeps personal data out of every fact', async () => {
    const played = await given({ content: { dispute: { number: 'P-88', facts: '张三被误导' } } });
    await played.decided();
    expect(JSON.stringify(played.record.events)).not.toMatch(/张三|13800000000|P-88|销售录音/);
  });
});

describe.each(others)('%s', (kind) => {
  it('does not run the days of a complaint, and is handed over with a link; the sender is told to whom', async () => {
    const played = await given({ content: { kind } });
    expect(played.clock('complaint-resolve-simple')).toBeUndefined();
    await played.classified({ kind });
    expect(played.state.stage).toBe('handover');
    await played.does('handOver', 'u1', { receiver: 'compliance', link: 'request-7' });
    expect(played.saidOf('complaint-handed-over')).toEqual({ kind, receiver: 'compliance', link: 'request-7' });
    expect(played.state.links).toContainEqual({ to: 'request-7', as: 'related' });
  });

  it('is not done with before the receipt is with its channel', async () => {
    const played = await given({ content: { kind } });
    await played.classified({ kind });
    await played.does('handOver', 'u1', { receiver: Object.keys(receivers)[0] ?? '' });
    expect(played.state.status).toBe('open');
    expect(played.clock('complaint-handover')?.state).toBe('running');
    await played.delivers('complaint-handed-over');
    expect(played.clock('complaint-handover')?.state).toBe('met');
    expect(played.state).toMatchObject({ status: 'closed', outcome: 'handed-over' });
  });

  it('is not handled as a complaint by new facts', async () => {
    const played = await given({ content: { kind } });
    await played.classified({ kind });
    await played.newFacts();
    expect(played.saidOf('complaint-restarted')).toBeUndefined();
    expect(played.clock('complaint-resolve-simple')).toBeUndefined();
  });
});

describe('a classification', () => {
  it('as a complaint of what came as an enquiry counts from the receipt, and ends the duty to hand over', async () => {
    const played = await given({ content: { kind: 'enquiry' } });
    await played.until(start + 6 * dayMs);
    await played.classified();
    expect(played.clock('complaint-resolve-simple')).toMatchObject({ startsAt: start, dueAt: cst('2026-07-23') });
    expect(played.clock('complaint-handover')).toMatchObject({ state: 'stopped' });
    expect(played.clock('complaint-handover')?.breachedAt).toBeUndefined();
  });

  it('as an enquiry of what came as a complaint takes its days back, a breach of them too', async () => {
    const played = await given();
    await played.until(cst('2026-07-24'));
    expect(played.clock('complaint-resolve-simple')?.breachedAt).toBe(cst('2026-07-23'));
    await played.classified({ kind: 'enquiry' });
    expect(played.clock('complaint-resolve-simple')).toMatchObject({ state: 'stopped' });
    expect(played.clock('complaint-resolve-simple')?.breachedAt).toBeUndefined();
    expect(played.clock('complaint-handover')).toMatchObject({ state: 'running', startsAt: start });
  });

  it('that was wrong can be corrected before it is handed over: the days run again from the receipt', async () => {
    const played = await given({ content: { dispute: { insurance: 'life', facts: '保费有误' } } });
    await played.classified();
    await played.classified({ kind: 'enquiry' });
    expect(played.state.stage).toBe('handover');
    await played.until(start + 2 * dayMs);
    await played.classified();
    expect(played.state.stage).toBe('investigate');
    expect(played.clock('complaint-resolve-simple')).toMatchObject({ state: 'running', startsAt: start });
    expect(played.clock('complaint-reply-target')).toMatchObject({ state: 'running', startsAt: start });
    expect(played.clock('complaint-handover')?.state).toBe('stopped');
    await played.classified({ kind: 'petition' });
    expect(played.clock('complaint-handover')).toMatchObject({ state: 'running', startsAt: start });
  });

  it('names another case, never its own', async () => {
    const played = await given();
    const classify = (of?: string) =>
      played.tries('classify', 'intake1', {
        kind: 'complaint',
        standing: 'self',
        repetition: 'open',
        ...(of === undefined ? {} : { of }),
      });
    await expect(classify()).resolves.toMatchObject(refusedFor(/in \/of \(art\. 18\(3\)\)/));
    await expect(classify(played.id)).resolves.toMatchObject(refusedFor(/repeat itself/));
    await expect(classify('complaint-999')).resolves.toBe('written');
  });

  it('stands once it is handed over', async () => {
    const played = await given({ content: { kind: 'petition' } });
    await played.classified({ kind: 'petition' });
    await played.does('handOver', 'u1', { receiver: 'petition-office' });
    const again = played.tries('classify', 'intake1', { kind: 'complaint', standing: 'self', repetition: 'none' });
    await expect(again).resolves.toMatchObject(refusedFor(/handed over already/));
  });
});

describe('the receipt', () => {
  it('is the insurer’s own, however late it is registered: what has passed meanwhile is missed at once', async () => {
    const played = await given({ at: cst('2026-06-18T09:00') }, start);
    await played.until(start + 1);
    // 15 days from 18 June: the last is 3 July.
    expect(played.clock('complaint-resolve-simple')).toMatchObject({ startsAt: cst('2026-06-18T09:00'), breachedAt: cst('2026-07-04') });
    expect(closings(played).map((c) => c.rule)).toEqual(['complaint-intake', 'complaint-resolve-simple']);
  });
});

describe('a complaint of somebody who has no right to it', () => {
  it('is declined, and whoever brought it is told; nobody investigates', async () => {
    const parties = [person('complainant'), person('neighbour', 'other')];
    const played = await given({ content: { parties, submitter: 'neighbour' } });
    await played.classified({ standing: 'none' });
    expect(played.told.filter((t) => t.template === 'complaint-declined').map((t) => t.to)).toEqual([['party:neighbour']]);
    expect(played.tasks).toEqual([]);
    expect(played.state.status).toBe('open');
    await played.delivers('complaint-declined');
    expect(played.state).toMatchObject({ status: 'closed', outcome: 'declined' });
  });

  it.each(['self', 'guardian', 'agent'])('is none of the %s', async (standing) => {
    const played = await given();
    await played.classified({ standing });
    expect(played.state.stage).toBe('investigate');
  });
});

describe('a repeated complaint', () => {
  it('while the first is handled is merged with it, told, and moves nothing there: the earlier start stands', async () => {
    const first = await given();
    await first.classified();
    const second = await given({ at: start + 3 * dayMs, content: { duplicateOf: first.id } });
    expect(second.state.flags).toContain('duplicate-suspected');
    await second.classified({ repetition: 'open', of: first.id });
    expect(second.state).toMatchObject({ status: 'closed', outcome: 'merged' });
    expect(second.saidOf('complaint-merged')).toEqual({ earlier: first.id });
    expect(second.state.links).toContainEqual({ to: first.id, as: 'merged-into' });
    const starts = Object.fromEntries(Object.values(second.state.clocks).map((c) => [c.id, c.startsAt]));
    await first.does('absorb', 'system:case.complaint-other', { from: second.id, starts });
    expect(first.clock('complaint-resolve-simple')).toMatchObject({ startsAt: start, dueAt: cst('2026-07-23') });
  });

  it('after the decision, without new facts, is answered with the decision and every remedy, the recheck first', async () => {
    const played = await given();
    await played.classified({ repetition: 'decided', of: 'complaint-77' });
    expect(played.saidOf('complaint-answered')).toEqual({
      earlier: 'complaint-77',
      remedies: ['recheck', 'mediation', 'arbitration', 'suit'],
    });
    expect(played.state.status).toBe('open');
    await played.delivers('complaint-answered');
    expect(played.state).toMatchObject({ outcome: 'answered', links: [{ to: 'complaint-77', as: 'related' }] });
  });

  it('with new facts is a complaint of its own, linked', async () => {
    const played = await given();
    await played.classified({ repetition: 'new-facts', of: 'complaint-77' });
    expect(played.state).toMatchObject({ stage: 'investigate', links: [{ to: 'complaint-77', as: 'related' }] });
  });
});

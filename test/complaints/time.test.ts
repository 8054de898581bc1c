import { accepted, type ComplaintDriver, cst, dayMs, given, refusedFor, resolve, start } from './driver';
import { paper } from './played';

// 15, 30 and 60 days from Tuesday 7 July 2026: the first instants after them.
const fifteen = cst('2026-07-23');
const thirty = cst('2026-08-07');
const sixty = cst('2026-09-06');

const extend = (played: ComplaintDriver) => played.tries('extendComplex', 'u1', {}, { ground: 'facts-unclear' });
const askFor = (played: ComplaintDriver) => played.tries('askExceptional', 'u1', {}, { ground: 'exceptionally-complex' });
const approve = (played: ComplaintDriver, granted = true) => played.tries('approveExceptional', 'chief1', { granted });

describe('a complaint of sixty days', () => {
  it('has fifteen, is extended to thirty and then to sixty in all, each in time, and is decided on the last day', async () => {
    const played = await accepted();
    expect(resolve(played)?.dueAt).toBe(fifteen);
    await played.until(fifteen - 1);
    await expect(extend(played)).resolves.toBe('written');
    expect(resolve(played)).toMatchObject({ rule: 'complaint-resolve-complex', startsAt: start, dueAt: thirty });
    await played.until(thirty - dayMs);
    await askFor(played);
    await approve(played);
    await played.until(thirty - 1);
    await played.delivers('complaint-extended-exceptionally');
    expect(resolve(played)).toMatchObject({ rule: 'complaint-resolve-exceptional', startsAt: start, dueAt: sixty });
    await played.until(sixty - 1);
    await played.decisionTold();
    expect(resolve(played)).toMatchObject({ state: 'met', metAt: sixty - 1 });
    expect(resolve(played)?.breachedAt).toBeUndefined();
    expect(played.told.filter((t) => t.template === 'clock-breach' && String(t.data.rule).startsWith('complaint-resolve'))).toEqual([]);
  });
});

describe('the extension to thirty days', () => {
  it('needs a ground, and tells it to the complainant', async () => {
    const played = await accepted();
    await expect(played.tries('extendComplex', 'u1')).resolves.toMatchObject({ act: 'ground.missing' });
    await extend(played);
    expect(played.told.at(-1)).toMatchObject({
      template: 'complaint-extended',
      to: ['party:complainant'],
      data: { ground: 'facts-unclear' },
    });
  });

  it('is refused from the first instant after the limit on, and what was missed stays missed', async () => {
    const played = await accepted();
    await played.until(fifteen);
    await expect(extend(played)).resolves.toMatchObject(refusedFor(/heals nothing \(art\. 18\(1\)\)/));
    expect(resolve(played)).toMatchObject({ rule: 'complaint-resolve-simple', dueAt: fifteen, breachedAt: fifteen });
    await played.decisionTold();
    expect(resolve(played)).toMatchObject({ state: 'met', breachedAt: fifteen });
  });

  it('is given once', async () => {
    const played = await accepted();
    await extend(played);
    await expect(extend(played)).resolves.toMatchObject(refusedFor(/runs under 'complaint-resolve-complex'/));
  });
});

describe('the further thirty days', () => {
  it('are not asked for before the first extension', async () => {
    await expect(askFor(await accepted())).resolves.toMatchObject(refusedFor(/runs under 'complaint-resolve-simple'/));
  });

  it('are decided by the superior body: a role of head office, never whoever asks', async () => {
    const played = await accepted();
    await extend(played);
    await askFor(played);
    expect(played.state.expectations).toEqual(
      expect.objectContaining({
        [`ad-hoc:${played.state.head.seq}`]: expect.objectContaining({ from: { kind: 'role', role: 'head-office' } }),
      }),
    );
    await expect(played.tries('approveExceptional', 'u1', { granted: true })).resolves.toMatchObject({ act: 'actor.four-eyes' });
    await expect(approve(played)).resolves.toBe('written');
  });

  it('do not count by the approval alone, but from the moment at which the notice is with its channel', async () => {
    const played = await accepted();
    await played.grantedExceptional();
    expect(resolve(played)).toMatchObject({ rule: 'complaint-resolve-complex', dueAt: thirty });
    await played.delivers('complaint-extended-exceptionally');
    expect(resolve(played)).toMatchObject({ rule: 'complaint-resolve-exceptional', dueAt: sixty });
  });

  it('count for nothing where the notice is handed over after the limit: it stays missed', async () => {
    const played = await accepted();
    await played.grantedExceptional();
    await played.until(thirty);
    await played.delivers('complaint-extended-exceptionally');
    expect(resolve(played)).toMatchObject({ rule: 'complaint-resolve-complex', dueAt: thirty, breachedAt: thirty });
    await expect(askFor(played)).resolves.toMatchObject(refusedFor(/heals nothing/));
  });

  it('count where the notice was handed over in time and the channel reports it late', async () => {
    const played = await accepted();
    await played.grantedExceptional();
    await played.until(thirty + dayMs);
    expect(resolve(played)?.breachedAt).toBe(thirty);
    const [notice] = Object.values(played.state.notices).filter((n) => n.template === 'complaint-extended-exceptionally');
    await played.does('noticeReported', 'system:gateway', { notice: notice?.seq ?? 0, status: 'handed', at: thirty - 1 });
    expect(resolve(played)).toMatchObject({ rule: 'complaint-resolve-exceptional', dueAt: sixty });
    expect(resolve(played)?.breachedAt).toBeUndefined();
    const taken = played.record.events.flatMap(({ fact }) => (fact.kind === 'breach-withdrawn' ? [fact.ground] : []));
    expect(taken).toEqual(['extended-in-time-recorded-late']);
  });

  it('are not approved when the limit has passed meanwhile, but may be refused', async () => {
    const played = await accepted();
    await played.askedExceptional();
    await played.until(thirty);
    await expect(approve(played)).resolves.toMatchObject(refusedFor(/heals nothing/));
    await expect(approve(played, false)).resolves.toBe('written');
    expect(resolve(played)?.breachedAt).toBe(thirty);
  });

  it('refused can be asked for again; asked for or given they cannot', async () => {
    const played = await accepted();
    await played.askedExceptional();
    await expect(askFor(played)).resolves.toMatchObject(refusedFor(/asked for already/));
    await approve(played, false);
    await expect(askFor(played)).resolves.toBe('written');
    await approve(played);
    await expect(askFor(played)).resolves.toMatchObject(refusedFor(/asked for already/));
  });
});

describe('a term that the parties agree on', () => {
  const agree = (played: ComplaintDriver, more: object) => played.tries('agreeTerms', 'u1', { agreement: paper('agreement'), ...more });
  const limit = (count: number) => ({ limit: { unit: 'calendarDays', count } });

  it('goes before the limit of the law, and leaves nothing to extend', async () => {
    const played = await accepted();
    await agree(played, limit(40));
    // 40 days from 7 July: the last is 16 August.
    expect(resolve(played)?.dueAt).toBe(cst('2026-08-17'));
    await expect(extend(played)).resolves.toMatchObject(refusedFor(/prevails \(art\. 21\)/));
  });

  it('agreed while the exceptional notice is on its way stands', async () => {
    const played = await accepted();
    await played.grantedExceptional();
    await agree(played, limit(40));
    await played.delivers('complaint-extended-exceptionally');
    expect(resolve(played)?.dueAt).toBe(cst('2026-08-17'));
  });

  it('after the limit has passed moves nothing', async () => {
    const played = await accepted();
    await played.until(fifteen);
    await expect(agree(played, limit(40))).resolves.toMatchObject(refusedFor(/moves nothing/));
    expect(resolve(played)?.breachedAt).toBe(fifteen);
  });

  it('names a limit, a method, or both', async () => {
    await expect(agree(await accepted(), {})).resolves.toMatchObject(refusedFor(/name a \/limit/));
  });
});

describe('an outside appraisal', () => {
  it('stops the limit from its beginning to its end, and the decision waits for it; the complainant is told', async () => {
    const played = await accepted();
    await played.until(start + dayMs);
    await played.appraising();
    expect(resolve(played)).toMatchObject({ state: 'paused', pauses: [{ why: 'outside-appraisal', from: start + dayMs }] });
    expect(played.saidOf('complaint-appraisal')).toEqual({ appraisal: 'expert' });
    await played.investigated();
    expect(played.tasks).toEqual(['appraisalReturned']);
    await played.until(start + 60 * dayMs);
    expect(resolve(played)?.breachedAt).toBeUndefined();
    await played.does('appraisalReturned', 'system:appraiser', { report: paper('appraisal-report') });
    // 59 days are excluded: 22 July and 59 days is 19 September.
    expect(resolve(played)).toMatchObject({ state: 'running', dueAt: cst('2026-09-20') });
    expect(played.tasks).toEqual(['propose']);
  });

  it('begun after the limit has passed excludes nothing', async () => {
    const played = await accepted();
    await played.until(fifteen);
    await played.appraising();
    expect(resolve(played)).toMatchObject({ state: 'running', pauses: [], breachedAt: fifteen });
  });

  it('entered after the limit has passed does not help either, whenever it is said to have begun', async () => {
    const played = await accepted();
    await played.until(fifteen);
    await played.does('attach', 'u1', { type: 'appraisal-order', reference: 'dms:order', sha256: 'a'.repeat(64) });
    await played.appraising({ occurredAt: start + dayMs, evidence: 'dms:order' });
    expect(resolve(played)).toMatchObject({ pauses: [], breachedAt: fifteen });
  });

  it('ends once, and not before it began', async () => {
    const played = await accepted();
    const ends = (occurredAt: number) => played.tries('appraisalReturned', 'system:appraiser', {}, { occurredAt });
    await expect(ends(start)).resolves.toMatchObject(refusedFor(/No outside appraisal/));
    await played.until(start + 2 * dayMs);
    await played.appraising();
    await expect(played.tries('startAppraisal', 'u1', { appraisal: 'test' })).resolves.toMatchObject(refusedFor(/under way already/));
    await expect(ends(start + dayMs)).resolves.toMatchObject(refusedFor(/cannot have ended before/));
    await expect(ends(start + 2 * dayMs)).resolves.toBe('written');
  });
});

describe('a mediation', () => {
  const begin = (played: ComplaintDriver, papers: object) => played.tries('startMediation', 'u1', { body: 'court', ...papers });

  it('excludes its time only with consent and a joint application', async () => {
    const played = await accepted();
    const [consent, application] = [paper('consent'), paper('mediation-application')];
    await expect(begin(played, { application })).resolves.toMatchObject(refusedFor(/consent .*\/consent is missing/));
    await expect(begin(played, { consent })).resolves.toMatchObject(refusedFor(/both sides .*\/application is missing/));
    expect(resolve(played)?.state).toBe('running');
    await expect(begin(played, { consent, application })).resolves.toBe('written');
    expect(resolve(played)?.state).toBe('paused');
    await expect(begin(played, { consent, application })).resolves.toMatchObject(refusedFor(/under way already/));
  });

  it('beside an appraisal: the limit runs again when both have ended', async () => {
    const played = await accepted();
    await played.appraising();
    await played.until(start + 2 * dayMs);
    await played.mediating();
    await played.until(start + 5 * dayMs);
    await played.does('appraisalReturned', 'system:appraiser', {});
    expect(resolve(played)?.state).toBe('paused');
    await played.until(start + 8 * dayMs);
    await played.does('mediationEnded', 'system:mediation', { result: 'failed' });
    // One time of eight days is excluded, not two: the 30th is the last day.
    expect(resolve(played)).toMatchObject({ state: 'running', dueAt: cst('2026-07-31') });
  });

  it('stops the reply target as well, and a hold by the company stops no day of the law', async () => {
    const played = await given({ content: { dispute: { insurance: 'life', facts: '保费有误' } } });
    await played.classified();
    await played.mediating();
    expect(played.clock('complaint-reply-target')?.state).toBe('paused');
    await played.does('mediationEnded', 'system:mediation', { result: 'failed' });
    await played.does('hold', 'lead1', { until: start + 9 * dayMs }, { ground: 'other-case' });
    expect(played.clock('complaint-reply-target')?.state).toBe('paused');
    expect(resolve(played)?.state).toBe('running');
  });
});

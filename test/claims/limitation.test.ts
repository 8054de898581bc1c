import { lastMonths, limitationEnd, limitationYears, type Obstacle } from '../../domain/processes/claim/limitation';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { type ClaimDriver, cst, given, papers, person } from './driver';

const untilOf = (claim: ClaimDriver) => claim.state.watches.limitation?.date;

describe('the years of the limitation', () => {
  it.each(Object.entries(limitationYears))('%s are those of the rulebook: %d', (rule, count) => {
    expect(standardRulebook().getLimit(rule).limit.quantity).toEqual({ unit: 'years', count });
  });

  it('of a recovery are three, from the payment or from knowledge', () => {
    expect(standardRulebook().getLimit('claim-recovery-limitation').limit.quantity).toEqual({ unit: 'years', count: 3 });
  });
});

describe('the end of a limitation', () => {
  const end = (obstacles: readonly Obstacle[]) => limitationEnd('claim-limitation-other', cst('2026-07-07T10:00'), obstacles);

  it('is two years after its beginning, on the day after the corresponding one', () => {
    expect(end([])).toBe(cst('2028-07-08'));
  });

  it('of 29 February is the last day of the month (art. 202)', () => {
    expect(limitationEnd('claim-limitation-other', cst('2028-02-29T10:00'))).toBe(cst('2030-03-01'));
  });

  // The last six months of a period that ends with 7 July 2028 begin with 8 January 2028, 0:00.
  it.each([
    ['one that ended the instant before the last six months changes nothing', '2026-09-01', '2028-01-08', '2028-07-08'],
    ['one that reached into them ends the period six months after it', '2026-09-01', '2028-01-08T00:01', '2028-07-09'],
    ['one on 1 March ends it on 1 September: nothing is added on', '2028-02-01', '2028-03-01T12:00', '2028-09-02'],
    ['one that began when the period had ended changes nothing', '2028-07-08', '2028-07-20', '2028-07-08'],
  ])('an obstacle: %s', (_what, from, to, until) => {
    expect(end([{ from: cst(from), to: cst(to) }])).toBe(cst(until));
  });

  it('is not known while an obstacle of the last six months lasts', () => {
    expect(end([{ from: cst('2028-02-01') }])).toBeNull();
    expect(lastMonths).toBe(6);
  });

  it('an obstacle within the six months after another counts too', () => {
    const first = { from: cst('2028-02-01'), to: cst('2028-03-01T12:00') };
    // Until 1 September; again kept from claiming until 15 August, so until 15 February 2029.
    expect(end([first, { from: cst('2028-08-01'), to: cst('2028-08-15T12:00') }])).toBe(cst('2029-02-16'));
  });
});

describe('the limitation of a claim (Civil Code arts. 194, 195)', () => {
  it('is interrupted by the request and runs anew when the handling has ended: denied on 7 July 2026, until the end of 7 July 2028', async () => {
    const claim = await given();
    expect(untilOf(claim)).toBeNull();
    await claim.determined('denied', 900, 0);
    await claim.delivers('result-denied');
    expect(claim.state.status).toBe('closed');
    expect(untilOf(claim)).toBe(cst('2028-07-08'));
    expect(claim.saidOf('closing-letter')).toMatchObject({ limitationAt: cst('2028-07-08') });
  });

  it('does not run while the request is handled, however long that lasts', async () => {
    const claim = await given({ content: { documents: [] } });
    claim.now = cst('2029-03-01T10:00');
    await claim.does('withdraw', 'party:claimant');
    expect(untilOf(claim)).toBe(cst('2031-03-02'));
  });

  it('of a notice without a request runs from the event', async () => {
    const claim = await given({ content: { request: false } });
    expect(untilOf(claim)).toBe(cst('2028-07-07'));
    await claim.does('notPursued', 'u1', {}, { ground: 'unreachable' });
    expect(untilOf(claim)).toBe(cst('2028-07-07'));
  });

  it('that had run out is not interrupted by a request: nothing before, flagged at the instant', async () => {
    const requested = async (at: number) => {
      const claim = await given({ content: { request: false } });
      claim.now = at;
      await claim.does('requestPayment', 'party:claimant');
      return claim;
    };
    expect((await requested(cst('2028-07-07') - 1)).state.flags).not.toContain('time-barred');
    const late = await requested(cst('2028-07-07'));
    expect(late.state.flags).toContain('time-barred');
    expect(untilOf(late)).toBe(cst('2028-07-07'));
  });

  it('of liability cover starts when liability is fixed (Interpretation IV art. 18), on a document of the claim', async () => {
    const claim = await given({ line: 'motor', content: { request: false, documents: [] } });
    const fixed = { fact: 'liability-fixed', from: cst('2026-12-01T10:00'), document: 'dms:liability-proof' };
    claim.now = cst('2026-12-02T10:00');
    await expect(claim.tries('noteLimitation', 'u1', fixed)).resolves.toMatchObject({ act: 'act.refused' });
    await claim.does('submitDocuments', 'party:claimant', { documents: papers('liability-proof') });
    await claim.does('noteLimitation', 'u1', fixed);
    expect(untilOf(claim)).toBe(cst('2028-12-02'));
  });

  it('is suspended by an obstacle, without a date while it lasts', async () => {
    const claim = await given({ content: { request: false, documents: papers('obstacle-proof') } });
    claim.now = cst('2028-06-01T10:00');
    const obstacle = { fact: 'no-heir', from: cst('2028-05-01T10:00'), document: 'dms:obstacle-proof' };
    await claim.does('noteLimitation', 'u1', obstacle);
    expect(untilOf(claim)).toBeNull();
    await expect(claim.tries('noteLimitation', 'u1', { ...obstacle, to: claim.now + 1 })).resolves.toMatchObject({ act: 'act.refused' });
    await claim.does('noteLimitation', 'u1', { ...obstacle, to: claim.now });
    // The obstacle ended on 1 June 2028: until the end of 1 December.
    expect(untilOf(claim)).toBe(cst('2028-12-02'));
  });

  it('of what is recovered is its own: from the payment against the third party, three years', async () => {
    const claim = await given({ line: 'motor', content: { small: true, route: 'subrogation', documents: papers('transfer-of-rights') } });
    await claim.does('submitDocuments', 'party:claimant', {
      documents: papers('claim-form', 'id-card', 'accident-certificate', 'driving-licence', 'vehicle-licence', 'repair-invoice'),
    });
    await claim.agreed(900);
    claim.now = cst('2026-07-10T10:00');
    await claim.bank();
    expect(claim.state.watches['recovery-limitation']).toMatchObject({
      rule: 'claim-recovery-limitation',
      startsAt: cst('2026-07-10T10:00'),
      date: cst('2029-07-11'),
    });
  });
});

describe('a reopening after the limitation', () => {
  const reopen = (claim: ClaimDriver, ground: string) =>
    claim.transition({ kind: 'reopen', reopen: { request: 'o1', actor: 'lead1', stage: 'documents', ground } });

  it.each(['limitation-interrupted', 'limitation-suspended', 'liability-fixed'])(
    'is possible where the date is disputed: %s',
    async (ground) => {
      const claim = await given({ content: { request: false, parties: [person('claimant', 'insured')] } });
      await claim.does('notPursued', 'u1', {}, { ground: 'unreachable' });
      claim.now = cst('2028-07-07');
      await reopen(claim, 'claimant-returned');
      expect(claim.state.status).toBe('closed');
      await claim.forget();
      await claim.transition({ kind: 'reopen', reopen: { request: 'o2', actor: 'lead1', stage: 'documents', ground } });
      expect(claim.state.status).toBe('open');
    },
  );
});

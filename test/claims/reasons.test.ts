import { rescissionDays, rescissionYears } from '../../domain/processes/claim/reasons';
import { mutualCollisionFen } from '../../domain/processes/claim/routes';
import { claimPayloads } from '../../domain/processes/claim/schema';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { type ClaimDriver, complete, cst, dayMs, given, noticeOf, papers, start } from './driver';

/** Known on 6 June 2026 in a contract of 1 February 2025, rescinded on 1 July. */
const disclosure = {
  formedAt: cst('2025-02-01T09:00'),
  knownAt: cst('2026-06-06T09:00'),
  rescindedAt: cst('2026-07-01T09:00'),
  fault: 'gross-negligence',
  premiumAfter: false,
  document: 'dms:rescission-notice',
};

const denies = (claim: ClaimDriver, change: object | null) => {
  const stated = change === null ? {} : { disclosure: { ...disclosure, ...change } };
  const reasons = [{ code: 'not-disclosed', amountFen: 900, ...stated }];
  return claim.tries('recommend', 'u1', { exposure: 'e1', kind: 'denied', claimedFen: 900, amountFen: 0, reasons });
};

const disputed = () => given({ content: { documents: papers(...(complete.health ?? []), 'rescission-notice') } });
const refusedFor = (detail: RegExp) => ({ act: 'act.refused', detail: expect.stringMatching(detail) });

describe('a denial for what was not disclosed (art. 16)', () => {
  it('has the terms of the rulebook', () => {
    expect(standardRulebook().getLimit('rescission-knowledge').limit.quantity).toEqual({ unit: 'calendarDays', count: rescissionDays });
    expect(standardRulebook().getLimit('rescission-incontestable').limit.quantity).toEqual({ unit: 'years', count: rescissionYears });
  });

  it('needs its dates: there is none without rescission', async () => {
    await expect(denies(await disputed(), null)).resolves.toMatchObject(refusedFor(/states when/));
  });

  it('needs the notice of rescission among the documents', async () => {
    await expect(denies(await given(), {})).resolves.toMatchObject(refusedFor(/rescission-notice/));
  });

  it('is recorded with its dates', async () => {
    const claim = await disputed();
    await expect(denies(claim, {})).resolves.toBe('written');
    expect(claim.state.notes['e1.disclosure']).toMatchObject({ knownAt: disclosure.knownAt, rescindedAt: disclosure.rescindedAt });
  });

  // Thirty days from 6 June: the last is 6 July. The claim stands at 7 July, 10:00.
  it.each([
    ['on the last day', cst('2026-07-07') - 1, null],
    ['at the first instant after it', cst('2026-07-07'), /after 30 days/],
  ])('rescinded %s', async (_what, rescindedAt, refusal) => {
    const answer = await denies(await disputed(), { rescindedAt });
    if (refusal === null) expect(answer).toBe('written');
    else expect(answer).toMatchObject(refusedFor(refusal));
  });

  // Two years from 30 June 2024: the last day is 30 June 2026.
  it.each([
    ['on the last day of the second year', cst('2026-07-01') - 1, null],
    ['at the first instant of the third', cst('2026-07-01'), /2 years/],
  ])('of a contract that was rescinded %s', async (_what, rescindedAt, refusal) => {
    const answer = await denies(await disputed(), { formedAt: cst('2024-06-30T09:00'), rescindedAt });
    if (refusal === null) expect(answer).toBe('written');
    else expect(answer).toMatchObject(refusedFor(refusal));
  });

  it('falls where premium was taken after the ground was known, and where the dates cannot be', async () => {
    const claim = await disputed();
    await expect(denies(claim, { premiumAfter: true })).resolves.toMatchObject(refusedFor(/Premium/));
    await expect(denies(claim, { rescindedAt: start + dayMs })).resolves.toMatchObject(refusedFor(/in this order/));
    await expect(denies(claim, { knownAt: disclosure.rescindedAt + 1 })).resolves.toMatchObject(refusedFor(/in this order/));
  });
});

describe('the route of a mutual collision', () => {
  const collided = (content = {}) =>
    given({
      line: 'motor',
      content: {
        documents: papers('claim-form', 'joint-accident-form', 'driving-licence', 'vehicle-licence'),
        route: 'mutual-collision',
        ...content,
      },
    });
  const claims = (claim: ClaimDriver, fen: number) =>
    claim.tries('recommend', 'u1', { exposure: 'e1', kind: 'granted', claimedFen: fen, amountFen: fen });

  it('has the ceiling of the company', () => {
    const [ceiling] = standardRulebook().getRule('claim-mutual-collision').values;
    expect(ceiling?.quantity).toEqual({ unit: 'fen', count: mutualCollisionFen });
  });

  it('is settled up to the ceiling, and not a fen above', async () => {
    const claim = await collided();
    await expect(claims(claim, mutualCollisionFen + 1)).resolves.toMatchObject(refusedFor(/standard route/));
    await expect(claims(claim, mutualCollisionFen)).resolves.toBe('written');
  });

  it('is not taken where somebody is hurt', async () => {
    const hurt = await given({ line: 'motor', content: { injured: true } });
    await expect(hurt.tries('chooseRoute', 'u1', { route: 'mutual-collision' })).resolves.toMatchObject(refusedFor(/hurt/));
    const { content } = noticeOf({ line: 'motor', content: { route: 'mutual-collision' } });
    expect(claimPayloads.open.safeParse(content).success).toBe(true);
    expect(claimPayloads.open.safeParse({ ...content, injured: true }).success).toBe(false);
    const medical = [{ id: 'e1', cover: 'medical', claimant: 'claimant' }];
    expect(claimPayloads.open.safeParse({ ...content, exposures: medical }).success).toBe(false);
  });
});

describe('the exposures of a notice', () => {
  it.each([
    [200, true],
    [201, false],
  ])('%d: accepted %s', (count, accepted) => {
    const exposures = Array.from({ length: count }, (_, i) => ({ id: `e${i}`, cover: 'medical', claimant: 'claimant' }));
    const parsed = claimPayloads.open.safeParse(noticeOf({ content: { exposures } }).content);
    expect(parsed.success).toBe(accepted);
    if (!accepted) expect(parsed.error?.issues).toMatchObject([{ path: ['exposures'], message: expect.stringContaining('200') }]);
  });
});

import { foldAll } from '../../domain/case/fold';
import { emptyCase } from '../../domain/case/state';
import { claimContract } from '../../domain/processes/claim/contract';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import type { ClaimDriver } from './driver';
import { play, stillOpen, stories } from './stories';

describe('the stories of the claim', () => {
  const played: ClaimDriver[] = [];

  beforeAll(async () => {
    for (const story of stories) played.push(await play(story));
  });

  it('have the outcomes that they say', () => {
    expect(played.map((claim) => claim.state.outcome)).toEqual(stories.map((story) => story.outcome));
  });

  const facts = () => played.flatMap((claim) => claim.record.events.map((e) => e.fact));

  it('all come to an end, with nothing left to do and no clock running', () => {
    expect(played.map((claim) => [claim.state.status, claim.trouble])).toEqual(stories.map(() => ['closed', null]));
    expect(played.flatMap(stillOpen)).toEqual([]);
    expect(
      played.flatMap((claim) => Object.values(claim.state.clocks).filter((c) => c.state === 'running' || c.state === 'paused')),
    ).toEqual([]);
  });

  it('use every act of the contract', () => {
    const acts = new Set(facts().flatMap((f) => (f.kind === 'acted' ? [f.act] : [])));
    expect(Object.keys(claimContract.acts).filter((act) => !acts.has(act))).toEqual([]);
  });

  it('reach every outcome of the contract', () => {
    const outcomes = new Set(facts().flatMap((f) => (f.kind === 'closed' ? [f.outcome] : [])));
    expect(new Set(Object.keys(claimContract.outcomes))).toEqual(outcomes);
  });

  it('enter every stage', () => {
    const stages = new Set(facts().flatMap((f) => (f.kind === 'entered' ? [f.stage] : [])));
    expect(new Set(Object.keys(claimContract.stages))).toEqual(stages);
  });

  it('send every notice of the contract, and none beside those of the kernel', () => {
    const sent = new Set(facts().flatMap((f) => (f.kind === 'told' && !/^(clock|case)-/.test(f.template) ? [f.template] : [])));
    expect(sent).toEqual(new Set<string>(claimContract.notices));
  });

  it('run every clock of the contract but those of promises and holds by hand', () => {
    const run = new Set(facts().flatMap((f) => (f.kind === 'clock-started' ? [f.rule] : [])));
    const byHand = ['promise-to-customer', 'case-hold'];
    expect(claimContract.clocks.filter((rule) => !run.has(rule) && !byHand.includes(rule))).toEqual([]);
  });

  it('tell people only codes, amounts, dates and document types', () => {
    const told = facts().flatMap((f) => (f.kind === 'told' ? [f.data] : []));
    const values = told.flatMap((data) => Object.values(data).flat());
    for (const value of values) expect(String(value)).toMatch(/^[A-Za-z0-9@:.#_-]*$/);
  });

  it('leave a log that folds to the same state from its beginning', () => {
    for (const claim of played) expect(foldAll(emptyCase(claim.id), claim.record.events)).toEqual(claim.state);
  });
});

describe('the clocks of the contract', () => {
  it('are limits of the rulebook', () => {
    const book = standardRulebook();
    for (const rule of claimContract.clocks) expect(book.getLimit(rule).limit.quantity.count).toBeGreaterThan(0);
  });
});

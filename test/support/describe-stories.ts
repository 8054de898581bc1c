import type { Contract } from '../../domain/case/contract';
import type { Fact } from '../../domain/case/fact';
import { foldAll } from '../../domain/case/fold';
import { emptyCase } from '../../domain/case/state';
import { isTerm } from '../../domain/rulebook';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { createHouse } from '../../worker/house';
import { templates } from '../../worker/templates';
import { locales } from '../../worker/templates/template';
import type { PlayedCase } from './played-case';
import { play, stillOpen, type ToldStory } from './story-book';

/** Clocks that people start by a general act; general acts are in the stories of the sample process. */
const byHand = ['promise-to-customer', 'case-hold'];
const publicValue = /^[A-Za-z0-9@:.#_-]*$/;

const ofKind = <K extends Fact['kind']>(facts: readonly Fact[], kind: K): readonly Extract<Fact, { kind: K }>[] =>
  facts.filter((f): f is Extract<Fact, { kind: K }> => f.kind === kind);

/** What has to be true of the stories of every process: they end well and leave nothing of the contract out. */
export function describeStories(contract: Contract, stories: readonly ToldStory[]): void {
  describe(`the stories of the ${contract.name}`, () => {
    const played: PlayedCase[] = [];
    beforeAll(async () => {
      for (const story of stories) played.push(await play(story));
    });
    const facts = (): readonly Fact[] => played.flatMap((p) => p.record.events.map((e) => e.fact));

    it('have the outcomes that they say', () => {
      expect(played.map((p) => p.state.outcome)).toEqual(stories.map((story) => story.outcome));
    });

    it('all come to an end, with nothing left to do and no clock running', () => {
      expect(played.map((p) => p.state.status)).toEqual(stories.map(() => 'closed'));
      expect(played.flatMap(stillOpen)).toEqual([]);
      const live = played.flatMap((p) => Object.values(p.state.clocks).filter((c) => c.state === 'running' || c.state === 'paused'));
      expect(live).toEqual([]);
    });

    it('use every act of the contract', () => {
      const acts = new Set(ofKind(facts(), 'acted').map((f) => f.act));
      expect(Object.keys(contract.acts).filter((act) => !acts.has(act))).toEqual([]);
    });

    it('reach every outcome of the contract', () => {
      expect(new Set(ofKind(facts(), 'closed').map((f) => f.outcome))).toEqual(new Set(Object.keys(contract.outcomes)));
    });

    it('enter every stage', () => {
      expect(new Set(ofKind(facts(), 'entered').map((f) => f.stage))).toEqual(new Set(Object.keys(contract.stages)));
    });

    it('send every notice of the contract, and none beside those of the kernel', () => {
      const sent = ofKind(facts(), 'told').map((f) => f.template);
      expect(new Set(sent.filter((template) => !/^(clock|case)-/.test(template)))).toEqual(new Set(contract.notices));
    });

    it('run every clock of the contract but those of promises and holds by hand', () => {
      const run = new Set([
        ...ofKind(facts(), 'clock-started').map((f) => f.rule),
        ...ofKind(facts(), 'clock-extended').map((f) => f.under),
      ]);
      expect(contract.clocks.filter((rule) => !run.has(rule) && !byHand.includes(rule))).toEqual([]);
    });

    it('tell people only codes, amounts, dates and document types', () => {
      const values = ofKind(facts(), 'told').flatMap((f) => Object.values(f.data).flat());
      for (const value of values) expect(String(value)).toMatch(publicValue);
    });

    it('leave a log that folds to the same state from its beginning', () => {
      for (const p of played) expect(foldAll(emptyCase(p.id), p.record.events)).toEqual(p.state);
    });
  });

  describe(`the clocks of the ${contract.name}`, () => {
    it('are limits of the rulebook', () => {
      const book = standardRulebook();
      const isLimit = (rule: string): boolean =>
        book.getRule(rule).setBy !== undefined || book.getRule(rule).values.some(({ quantity }) => isTerm(quantity));
      expect(contract.clocks.filter((rule) => !isLimit(rule))).toEqual([]);
    });
  });
}

const insurer = { name: { zh: '履约财产保险公司', en: 'Luyue Insurance' }, hotline: '95500' };
const house = createHouse({ insurer, uiUrl: 'http://ui', namespace: 'luyue', rulebook: standardRulebook() });

/** Every notice of every story can be written in both languages from its data. */
export function describeLetters({ title }: Contract, stories: readonly ToldStory[]): void {
  describe(`what a ${title.en} tells`, () => {
    it.each(stories.map((story) => [story.name, story] as const))(
      '%s: every notice can be written in both languages',
      async (_name, story) => {
        const played = await play(story);
        const about = { case: played.id, number: '7', process: title, compressed: null, drill: false, recipientName: null };
        for (const { template, data } of played.told) {
          for (const locale of locales) {
            const version = templates.currentVersion(template) ?? 0;
            const { subject, body, sms } = templates.render({ ...about, template, data, locale, version }, house);
            expect(`${subject}${body}${sms}`).not.toMatch(/undefined|null|NaN|\[object/);
          }
        }
        expect(played.told.length).toBeGreaterThan(0);
      },
    );
  });
}

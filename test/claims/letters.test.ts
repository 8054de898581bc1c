import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { createHouse } from '../../worker/house';
import { templates } from '../../worker/templates';
import { locales } from '../../worker/templates/template';
import { play, stories } from './stories';

const insurer = { name: { zh: '履约财产保险公司', en: 'Luyue Insurance' }, hotline: '95500' };
const house = createHouse({ insurer, uiUrl: 'http://ui', namespace: 'luyue', rulebook: standardRulebook() });

describe('what a claim tells', () => {
  it.each(stories.map((story) => [story.name, story] as const))(
    '%s: every notice can be written in both languages from its data',
    async (_name, story) => {
      const claim = await play(story);
      const about = { case: claim.id, number: '7', process: { zh: '理赔', en: 'Claim' }, compressed: null, recipientName: null };
      for (const { template, data } of claim.told) {
        for (const locale of locales) {
          const { subject, body, sms } = templates.render(
            { ...about, template, data, locale, version: templates.currentVersion(template) ?? 0 },
            house,
          );
          expect(`${subject}${body}${sms}`).not.toMatch(/undefined|null|NaN|\[object/);
        }
      }
      expect(claim.told.length).toBeGreaterThan(3);
    },
  );
});

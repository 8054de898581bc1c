import type { JsonObject } from '../../domain/case/fact';
import { contracts } from '../../domain/processes/contracts';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { createHouse } from '../../worker/house';
import { templates } from '../../worker/templates';
import { kernelTemplates } from '../../worker/templates/kernel';
import { Templates } from '../../worker/templates/render';
import { locales, type NoticeMatter } from '../../worker/templates/template';
import { samples } from './samples';

const insurer = { name: { zh: '履约财产保险公司', en: 'Luyue Insurance' }, hotline: '95500' };
const rulebook = standardRulebook();
const house = { ...createHouse({ insurer, uiUrl: 'http://ui', namespace: 'luyue', rulebook }), now: () => Date.UTC(2026, 8, 1) };

const kernelNotices = ['clock-remind', 'clock-breach', 'clock-repeat', 'clock-provisional', 'case-nobody', 'case-escalated'];

function matter(template: string, locale: NoticeMatter['locale'], data: JsonObject, more: Partial<NoticeMatter> = {}): NoticeMatter {
  const process = { zh: '理赔', en: 'Claim' };
  const about = { case: 'claim-abc', number: '1042', process, compressed: null, drill: false, recipientName: '王小明' };
  return { template, version: templates.currentVersion(template) ?? 0, locale, data, ...about, ...more };
}

const cases = templates.names.flatMap((name) => locales.map((locale) => [name, locale] as const));

describe('every notice', () => {
  it('of the kernel and of every contract has a template, and no template is left over', () => {
    expect(new Set(templates.names)).toEqual(new Set([...kernelNotices, ...Object.values(contracts).flatMap((c) => c.notices)]));
  });

  it('has data to be tried with', () => {
    expect(new Set(Object.keys(samples))).toEqual(new Set(templates.names));
  });

  it.each(cases)('%s can be written in %s', (name, locale) => {
    for (const data of samples[name] ?? []) {
      const { subject, body, sms } = templates.render(matter(name, locale, data), house);
      for (const text of [subject, body, sms]) expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      expect(subject).toContain('1042');
      expect(subject).not.toContain('王小明');
      expect(sms.length).toBeLessThan(locale === 'en' ? 480 : 240);
      if (locale === 'en') expect(subject).not.toMatch(/[一-鿿]/);
    }
  });

  it.each(cases)('%s in %s is refused where a value that it says is missing', (name, locale) => {
    for (const data of samples[name] ?? []) {
      const used = Object.keys(data).filter((key) => mentions(name, locale, data, key));
      for (const key of used) {
        const { [key]: _left, ...rest } = data;
        const attempt = () => templates.render(matter(name, locale, rest), house);
        if (optional(name, key)) expect(attempt).not.toThrow();
        else expect(attempt).toThrow(expect.objectContaining({ code: 'notice.unrenderable', message: expect.stringContaining(key) }));
      }
    }
  });
});

/** What there may be none of: a case in which a matter goes on; causes, calls, an answer in an emergency. */
const silent: Readonly<Record<string, readonly string[]>> = {
  'complaint-handed-over': ['link'],
  'review-lessons': ['causes'],
  'drill-report': ['called', 'answeredBy', 'keptCodes', 'missedCodes'],
};

/** What a notice may be silent about. */
const optional = (name: string, key: string): boolean =>
  key === 'limitationAt' || (key === 'dueAt' && /^(clock|promise|action)-/.test(name)) || (silent[name] ?? []).includes(key);

/** Whether the text depends on a value: another value makes another text. */
function mentions(name: string, locale: NoticeMatter['locale'], data: JsonObject, key: string): boolean {
  const value = data[key];
  const other =
    typeof value === 'number'
      ? value + 86_400_000
      : Array.isArray(value)
        ? ['other-code']
        : typeof value === 'string'
          ? `${value}-other`
          : value;
  const render = (with_: JsonObject) => JSON.stringify(templates.render(matter(name, locale, with_), house));
  return render(data) !== render({ ...data, [key]: other });
}

describe('an alert of a clock', () => {
  const due = Date.UTC(2026, 9, 9, 16);
  const data = { clock: 'claim-determine-complex@e1', rule: 'claim-determine-complex', level: 1, dueAt: due, provisional: false };

  it('names the rule with its article, the exposure, the due time in Beijing, and links to the case', () => {
    const { body } = templates.render(matter('clock-breach', 'zh-CN', data), house);
    expect(body).toContain('核定(情形复杂) [e1]（《保险法》第23(1)条）');
    expect(body).toContain('2026-10-09 24:00');
    expect(body).toContain('http://ui/namespaces/luyue/workflows/claim-abc');
  });

  it('never shows a number of the company as law', () => {
    const company = { ...data, clock: 'claim-determine-general', rule: 'claim-determine-general' };
    const { body } = templates.render(matter('clock-breach', 'en', company), house);
    expect(body).toContain('(company limit)');
    expect(body).not.toContain('保险法');
  });

  it('without a due date says that holiday data is missing', () => {
    const { body } = templates.render(matter('clock-provisional', 'en', { ...data, dueAt: null, provisional: true }), house);
    expect(body).toContain('cannot be determined yet');
  });
});

describe('versions', () => {
  it('are kept: a notice written with an older one is rendered with it', () => {
    const first = templates.find('clock-remind', 1);
    const wording = () => ({ subject: 'new', lines: [], sms: 'new' });
    const both = new Templates([{ ...first, version: 2, 'zh-CN': wording, en: wording }, first]);
    expect(both.currentVersion(first.name)).toBe(2);
    const [data = {}] = samples[first.name] ?? [];
    expect(both.render(matter(first.name, 'en', data, { version: 1 }), house).subject).toContain('Limit approaching');
    expect(() => both.render(matter(first.name, 'en', data, { version: 3 }), house)).toThrow(
      expect.objectContaining({ code: 'notice.unrenderable' }),
    );
  });

  it('of one template and number exist once', () => {
    expect(() => new Templates([...kernelTemplates, ...kernelTemplates])).toThrow(expect.objectContaining({ code: 'defect.unexpected' }));
  });
});

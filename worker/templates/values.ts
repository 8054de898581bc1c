import { localTime } from '../../domain/case/card';
import type { Json } from '../../domain/case/fact';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Words } from '../../domain/words';
import type { House, Locale, NoticeMatter, RuleWords } from './template';

export type Dictionary = Readonly<Record<string, Words>>;

/** The data of one notice as a template reads it: by key, in the recipient's language. A value that is not there is an error. */
export class Values {
  constructor(
    readonly matter: NoticeMatter,
    private readonly house: House,
  ) {}

  get locale(): Locale {
    return this.matter.locale;
  }

  get insurer(): string {
    return this.pick(this.house.insurer.name);
  }

  get hotline(): string {
    return this.house.insurer.hotline;
  }

  pick(words: Words): string {
    return this.locale === 'zh-CN' ? words.zh : words.en;
  }

  has(key: string): boolean {
    const value = this.matter.data[key];
    return value !== undefined && value !== null && value !== '';
  }

  text(key: string): string {
    const value = this.value(key);
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw this.wrong(key, 'a text');
  }

  count(key: string): number {
    const value = this.value(key);
    if (typeof value === 'number') return value;
    throw this.wrong(key, 'a number');
  }

  /** A code in words. An unknown code stands for itself: better an unusual word than no letter. */
  word(key: string, dictionary: Dictionary): string {
    return this.wordOf(this.text(key), dictionary);
  }

  /** Codes in words, joined. The list may not be empty. */
  words(key: string, dictionary: Dictionary): string {
    const codes = this.list(key).map((code) => this.wordOf(code, dictionary));
    return codes.join(this.locale === 'zh-CN' ? '、' : ', ');
  }

  /** Codes in words, a numbered line each. */
  numbered(key: string, dictionary: Dictionary): readonly string[] {
    return this.list(key).map((code, index) => `${index + 1}. ${this.wordOf(code, dictionary)}`);
  }

  /** An amount in fen as people write it. */
  yuan(key: string): string {
    const amount = (this.count(key) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
    return this.locale === 'zh-CN' ? `人民币 ${amount} 元` : `CNY ${amount}`;
  }

  /** An instant up to which something is due, China Standard Time: the first instant of a day is 24:00 of the day before. */
  due(key: string): string {
    const at = this.count(key);
    return localTime(at).endsWith(' 00:00') ? `${localTime(at - 1).slice(0, 10)} 24:00` : localTime(at);
  }

  /** An instant as local date. */
  day(key: string): string {
    return this.dayOf(this.count(key));
  }

  /** The day of sending. */
  get today(): string {
    return this.dayOf(this.house.now());
  }

  get link(): string {
    return this.house.linkOf(this.matter.case);
  }

  rule(key: string): RuleWords | null {
    return this.house.describeRule(this.text(key));
  }

  private dayOf(at: Instant): string {
    const [year, month, day] = localTime(at).slice(0, 10).split('-').map(Number);
    if (this.locale === 'zh-CN') return `${year}年${month}月${day}日`;
    return localTime(at).slice(0, 10);
  }

  private wordOf(code: string, dictionary: Dictionary): string {
    const words = Object.hasOwn(dictionary, code) ? dictionary[code] : undefined;
    return words === undefined ? code : this.pick(words);
  }

  /** Texts. The list may not be empty. */
  list(key: string): readonly string[] {
    const value = this.value(key);
    if (!Array.isArray(value) || value.length === 0) throw this.wrong(key, 'a list with something in it');
    return value.map((item: Json) => {
      if (typeof item !== 'string') throw this.wrong(key, 'a list of texts');
      return item;
    });
  }

  private value(key: string): Json {
    const value = this.matter.data[key];
    if (value === undefined || value === null || value === '') throw this.wrong(key, 'a value');
    return value;
  }

  private wrong(key: string, wanted: string): LuyueError {
    const { template, version, locale } = this.matter;
    return new LuyueError('notice.unrenderable', `${template} ${version} (${locale}): '${key}' is not ${wanted}`, { template, key });
  }
}

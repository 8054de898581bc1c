import type { JsonObject } from '../../domain/case/fact';
import type { Instant } from '../../domain/instant';
import type { Words } from '../../domain/words';
import type { Values } from './values';

export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

/** What is said. `lines` are paragraphs; the frame (salutation, case, link, closing) is added by the audience. */
export interface Content {
  /** Without personal data: subjects show on locked screens. */
  readonly subject: string;
  readonly lines: readonly string[];
  /** One or two sentences. */
  readonly sms: string;
}

export type Wording = (v: Values) => Content;

/** One version of a notice. A version that was sent is never changed: a new wording is a new version. */
export interface Template {
  readonly name: string;
  readonly version: number;
  readonly audience: 'customer' | 'staff' | 'regulator';
  readonly 'zh-CN': Wording;
  readonly en: Wording;
}

/** The insurer as its letters name it. */
export interface Insurer {
  readonly name: Words;
  readonly hotline: string;
}

/** A rule in words, from the rulebook. `article` is null where the company set the limit. */
export interface RuleWords {
  readonly name: Words;
  readonly article: Words | null;
}

/** What a notice is about and whom it reaches; `data` is what the case passed, public. */
export interface NoticeMatter {
  readonly template: string;
  readonly version: number;
  readonly locale: Locale;
  readonly case: string;
  /** Short number of the case for people. */
  readonly number: string;
  readonly process: Words;
  /** Speed of a drill, such as `1d=20s`. */
  readonly compressed: string | null;
  /** An exercise. */
  readonly drill: boolean;
  readonly recipientName: string | null;
  readonly data: JsonObject;
}

/** What all notices of a company share. */
export interface House {
  readonly insurer: Insurer;
  /** Address of a case in the UI for managers. */
  readonly linkOf: (caseId: string) => string;
  readonly describeRule: (rule: string) => RuleWords | null;
  readonly now: () => Instant;
}

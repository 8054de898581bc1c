import type { Term } from '../clock/types';
import type { Day } from '../instant';
import type { Words } from '../words';
import type { DayCountId } from './day-count';
import type { ClockStart, PauseGround, ResetGround } from './vocabulary';

export type RuleKind = 'limit' | 'threshold' | 'duty' | 'recurring' | 'retention' | 'window';

/** Whether a number or duty is the law's or the company's own. */
export type Basis = 'law' | 'policy';

/** V: the article was read. V2: read as a quotation. `policy`: set by the company; never shown as law. */
export type Status = 'V' | 'V2' | 'policy';

export interface Citation {
  /** Title and number of the text, in Chinese. */
  readonly law: string;
  /** Article as the sources number it, for example `23(1)`. */
  readonly article: string;
}

/** A number with its unit. Money is in fen; a share is 0..1; a multiple is of the base named by the value. */
export type Quantity =
  | Term
  | { readonly unit: 'fen' | 'persons' | 'times' | 'share' | 'multiple' | 'yearsOfAge' | 'provinces'; readonly count: number }
  | { readonly unit: 'yearDay'; readonly month: number; readonly day: number };

/** `at-most`: not more or later; `at-least`: not less or earlier; `above`: beyond it; `exactly`; `by`: a date. */
export type Bound = 'at-most' | 'at-least' | 'above' | 'exactly' | 'by';

/** A number stated by the law, with the status of that number alone. */
export interface StatedValue {
  readonly bound: Bound;
  readonly quantity: Quantity;
  readonly basis: 'law';
  readonly status: 'V' | 'V2';
  readonly citation?: Citation;
  /** Where this value starts from another instant than the rule. */
  readonly starts?: ClockStart;
}

/** A number that the company sets: it stands in policy.json under the rule's id and the value's name. */
export interface CompanyValue {
  readonly bound: Bound;
  /** `term` for any length of time, else the unit that the policy has to use. */
  readonly measures: 'term' | Exclude<Quantity['unit'], Term['unit'] | 'yearDay'>;
  readonly basis: 'policy';
  readonly status: 'policy';
}

/** One row of the rulebook as written in a chapter. The value named `limit` is the one that a clock runs on. */
export interface RuleEntry {
  /** Raised whenever anything of the row changes. */
  readonly version: number;
  readonly name: Words;
  readonly kind: RuleKind;
  /** Of the duty; each value has its own. */
  readonly basis: Basis;
  readonly status: Status;
  readonly values: Readonly<Record<string, StatedValue | CompanyValue>>;
  readonly citations: readonly Citation[];
  readonly dayCount?: DayCountId;
  readonly starts?: ClockStart;
  readonly pauses?: readonly PauseGround[];
  readonly resets?: readonly ResetGround[];
  readonly consequence?: Words;
  readonly effectiveFrom?: Day;
  /** The law lets the contract set another term (rulebook 0.4). */
  readonly yieldsToContract?: true;
  /**
   * The rule sets no number: the date is set case by case, by an authority's order (as binding as the law that provides for
   * it) or by an approved plan of the company. Each clock states the term up to it.
   */
  readonly setBy?: 'order' | 'plan';
  /** The limit lies before its instant: so long before a planned date. */
  readonly countsBack?: true;
  /** Where the rule applies and where not. */
  readonly scope?: Words;
}

/** A value with its number, the company's filled in from the policy. */
export interface RuleValue {
  readonly name: string;
  readonly bound: Bound;
  readonly quantity: Quantity;
  readonly basis: Basis;
  readonly status: Status;
  readonly citation?: Citation;
  readonly starts?: ClockStart;
  /** Why the company set this number; only on company values. */
  readonly why?: string;
}

/** A rule ready for use. */
export interface Rule<Id extends string = string> extends Omit<RuleEntry, 'version' | 'values'> {
  readonly id: Id;
  /** Chapter of the service standard, 1 to 8. */
  readonly chapter: number;
  /** `1` for a rule of law; with the policy's version behind a plus sign where a number is the company's. */
  readonly version: string;
  readonly values: readonly RuleValue[];
}

/** A rule that a clock can run on: its term is the value named `limit`, with the basis of that value. */
export interface LimitRule<Id extends string = string> extends Rule<Id> {
  readonly limit: RuleValue & { readonly quantity: Term };
  readonly dayCount: DayCountId;
  readonly starts: ClockStart;
}

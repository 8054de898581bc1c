import { laws } from './laws';
import type { Citation, CompanyValue, Quantity, RuleEntry, StatedValue } from './types';

type Count = Exclude<Quantity['unit'], 'yearDay'>;

const stated =
  (bound: StatedValue['bound']) =>
  (quantity: Quantity, change: Partial<Pick<StatedValue, 'status' | 'citation' | 'starts'>> = {}): StatedValue => ({
    bound,
    quantity,
    basis: 'law',
    status: 'V',
    ...change,
  });

export const atMost = stated('at-most');
export const atLeast = stated('at-least');
export const above = stated('above');
export const exactly = stated('exactly');

/** A day of each year. */
export const by = (month: number, day: number): StatedValue => stated('by')({ unit: 'yearDay', month, day });

/** A number with a unit that is not time. */
export const quantity = <U extends Count>(unit: U, count: number): { unit: U; count: number } => ({ unit, count });

/** A limit whose number the company sets in policy.json. */
export const companyTerm: CompanyValue = { bound: 'at-most', measures: 'term', basis: 'policy', status: 'policy' };

/** Another number of the company. */
export const companyNumber = (measures: CompanyValue['measures'], bound: CompanyValue['bound'] = 'at-most'): CompanyValue => ({
  bound,
  measures,
  basis: 'policy',
  status: 'policy',
});

export const cite = (law: keyof typeof laws, article: string): Citation => ({ law: laws[law], article });

type Given = Omit<RuleEntry, 'version' | 'basis' | 'status' | 'citations' | 'values'> & Partial<Pick<RuleEntry, 'version' | 'values'>>;

/** A duty of the law; its numbers may be the law's or, where the law has none, the company's. */
export const law = (entry: Given & { citations: readonly Citation[]; status?: 'V' | 'V2' }): RuleEntry => ({
  version: 1,
  basis: 'law',
  status: 'V',
  values: {},
  ...entry,
});

/** A target that the company sets itself, not a duty of the law. */
export const target = (entry: Given): RuleEntry => ({ version: 1, basis: 'policy', status: 'policy', values: {}, ...entry, citations: [] });

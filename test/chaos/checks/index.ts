import { acts, answers, openings } from './acts';
import { agreement, chain, owners, progress } from './cases';
import { clocks } from './clocks';
import type { Check, Difference, Evidence } from './evidence';
import { notices } from './notices';
import { payments } from './payments';

/** Everything that is checked after a run. */
export const checks: readonly Check[] = [acts, answers, openings, payments, notices, clocks, owners, agreement, progress, chain];

/** All differences between what has to be and what is. */
export const differencesIn = (evidence: Evidence): readonly Difference[] =>
  checks.flatMap(({ name, find }) => find(evidence).map((found) => ({ check: name, ...found })));

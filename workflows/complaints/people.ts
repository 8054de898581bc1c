import type { Recipient } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { jointOf, openingOf } from '../../domain/processes/complaint/view';

export const handler = { kind: 'handler' } as const;
export const complainant = { kind: 'party', party: 'complainant' } as const;
/** The superior body: the branches stand directly under the head office, and its executives decide for it (arts. 18, 20). */
export const superior = { kind: 'role', role: 'head-office' } as const;

const party = (id: string): Recipient => ({ kind: 'party', party: id });

/** Whoever brought it. */
export const submitterOf = (state: CaseState): readonly Recipient[] => [party(openingOf(state).submitter ?? 'complainant')];

/** The complainant, and the representatives of those who complain together. */
export const complainantsOf = (state: CaseState): readonly Recipient[] =>
  [...new Set(['complainant', ...(jointOf(state)?.representatives ?? [])])].map(party);

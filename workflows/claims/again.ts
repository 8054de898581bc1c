import type { Instant } from '../../domain/instant';
import { exposuresOf, isOffered, noted } from '../../domain/processes/claim/view';
import { paymentOff } from './clocks';
import { interruptLimitation } from './limitation';
import type { ClaimEffects } from './types';

const results = ['kind', 'amountFen', 'determinedAt', 'toldAt', 'agreedAt', 'lapsedAt', 'objectedAt', 'recommended'] as const;

/**
 * Takes an exposure up anew: another determination, with limits of its own. What was agreed binds the insurer and is the
 * least that the next result may be, unless fraud has been confirmed.
 */
export function takeUp(c: ClaimEffects, exposure: string, { why, at, binds }: { why: string; at: Instant; binds: boolean }): void {
  const agreed =
    noted(c.case, exposure, 'agreedAt') === undefined ? noted(c.case, exposure, 'boundFen') : noted(c.case, exposure, 'amountFen');
  for (const word of results) if (c.case.notes[`${exposure}.${word}`] != null) c.note(`${exposure}.${word}`, null);
  c.note(`${exposure}.boundFen`, binds && agreed !== undefined ? agreed : null);
  c.note(`${exposure}.againAt`, at);
  c.note(`${exposure}.againSeq`, c.case.head.seq);
  c.note('assessAgain', c.case.visit.no);
  paymentOff(c, exposure, why);
  c.stop('claim-agree-wait', why, exposure);
}

/** Stages at which a closed claim is entered because somebody does not agree, or brings more: it leads to an assessment. */
const forAssessment: ReadonlySet<string> = new Set(['documents', 'assess', 'agree']);

/** Title of the task to look through what has come to a claim that was settled. */
export const lookThrough = 'look-through';

/**
 * A closed claim that was entered again. What was refused or not agreed is assessed anew; an offer at `agree` stands. Of a
 * claim in which everything is agreed the only exposure is taken up; of several somebody says which.
 */
export function followReopening(c: ClaimEffects): void {
  const { reopened, stage, visit } = c.case;
  if (reopened === (c.case.notes.reopenedNo ?? 0)) return;
  c.note('reopenedNo', reopened);
  // A claim that was entered again before this was kept goes on as it is.
  if (visit.enteredAt !== c.at || !forAssessment.has(stage)) return;
  interruptLimitation(c, c.at);
  const told = exposuresOf(c.case).filter(({ id }) => noted(c.case, id, 'toldAt') !== undefined);
  const unsettled = told.filter(({ id }) => noted(c.case, id, 'agreedAt') === undefined);
  const standing = stage === 'agree' ? unsettled.filter(({ id }) => isOffered(c.case, id)) : [];
  const settled = unsettled.length === 0 && told.length === exposuresOf(c.case).length;
  const chosen = settled && told.length === 1 ? told : unsettled.filter((e) => !standing.includes(e));
  for (const { id } of chosen) takeUp(c, id, { why: 'reopened', at: c.at, binds: true });
  if (settled && told.length > 1) {
    c.note('lookThroughVisit', c.case.visit.no);
    c.addTask(lookThrough, { kind: 'handler' });
  }
}

import type { JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { missingDocuments } from '../../domain/processes/claim/files';
import { owedFen } from '../../domain/processes/claim/result';
import { noted, notedText } from '../../domain/processes/claim/view';
import type { Moves } from './moves';
import { paper } from './paper';
import type { Story } from './story';

// What an exposure is worth where the example names no reserve, in fen.
const usualFen = 380_000;

const documents = (state: CaseState): JsonObject[] => missingDocuments(state).map((type) => paper(state.id, type));

/** The handler's result: what is owed, a part of it with the reason, or nothing with the reason. */
function recommendation(state: CaseState, id: string, { result = { kind: 'granted' } }: Story): JsonObject | null {
  const exposure = state.exposures[id];
  if (exposure === undefined) return null;
  const claimedFen = exposure.reserveFen > 0 ? exposure.reserveFen : usualFen;
  const owed = owedFen(state, exposure, { exposure: id, kind: 'granted', claimedFen, amountFen: 0 });
  const share = result.kind === 'granted' ? 1 : result.kind === 'denied' ? 0 : (result.share ?? 0.6);
  const amountFen = Math.floor(owed * share);
  const reasons = result.kind === 'granted' ? [] : [{ code: result.reason ?? 'exclusion', amountFen: owed - amountFen }];
  return { exposure: id, kind: result.kind, claimedFen, amountFen, ...(reasons.length === 0 ? {} : { reasons }) };
}

/** What the cast sends for a task of a claim; null where it leaves it to the user at the keyboard. */
export const claimMoves: Moves = (task, state, story) => {
  const exposure = task.on ?? Object.keys(state.exposures)[0] ?? '';
  switch (task.act) {
    case 'submitDocuments': {
      const missing = documents(state);
      return missing.length === 0 ? null : { documents: missing };
    }
    case 'contact':
      return { by: 'phone' };
    case 'survey':
      return { finding: story.turns?.some((t) => t.act === 'referFraud') ? 'doubtful' : 'confirmed', onSite: true };
    case 'recommend':
      return recommendation(state, exposure, story);
    case 'determine':
      return determination(state, exposure);
    case 'agree':
      return { exposure };
    case 'clearFraud':
      return { finding: 'cleared' };
    case 'payAdvance':
      return { exposure, amountFen: noted(state, exposure, 'askedAdvanceFen') ?? 0 };
    case 'payRescue':
      return { exposure, amountFen: noted(state, exposure, 'askedRescueFen') ?? 0 };
    case 'approvePayees':
      return { exposure, kind: 'approved' };
    case 'correctPayee':
      return correction(state, exposure);
    case 'requestPayment':
    case 'completeTask':
      return {};
    default:
      return null;
  }
};

function correction(state: CaseState, exposure: string): JsonObject | null {
  const returned = Object.values(state.payments).find(
    (p) => p.exposure === exposure && (p.status === 'returned' || p.status === 'rejected'),
  );
  return returned === undefined ? null : { exposure, payment: returned.key, payee: returned.payee };
}

/** The approver follows the recommendation. */
function determination(state: CaseState, exposure: string): JsonObject | null {
  const last = state.answers.filter((a) => a.act === 'recommend' && a.payload.exposure === exposure).at(-1);
  const kind = last?.payload.kind ?? notedText(state, exposure, 'recommended');
  return kind === undefined ? null : { exposure, kind, amountFen: last?.payload.amountFen ?? 0 };
}

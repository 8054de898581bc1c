import { paidFen } from '../../case/money';
import type { CaseState, Exposure } from '../../case/state';
import type { Instant } from '../../instant';
import type { AuthorityNeed } from '../../org/roles';
import { wrongReasons } from './reasons';
import { aboveRoute } from './routes';
import type { ClaimPayloads } from './schema';
import { exposuresOf, isCompulsory, isThirdPartyLiability, noted, notedText } from './view';

type Recommended = ClaimPayloads['recommend'];

/** Fen that the compulsory covers of the same third party bear of what voluntary liability cover is claimed for. */
function borneByCompulsory(state: CaseState, exposure: Exposure): number {
  if (!isThirdPartyLiability(state, exposure)) return 0;
  const before = exposuresOf(state).filter((e) => isCompulsory(e) && e.claimant === exposure.claimant);
  return before.reduce((sum, e) => sum + (noted(state, e.id, 'amountFen') ?? 0), 0);
}

/** Fen owed on a loss when nothing of it is refused: less compulsory cover and deductible, at most the limit. */
export function owedFen(state: CaseState, exposure: Exposure, { claimedFen, deductibleFen = 0 }: Recommended): number {
  const loss = Math.max(0, claimedFen - borneByCompulsory(state, exposure) - deductibleFen);
  return exposure.limitFen === null ? loss : Math.min(loss, exposure.limitFen);
}

/** Why a recommended result does not add up, or null. Denials and reductions state a reason for every fen refused (art. 24). */
export function wrongResult(state: CaseState, recommended: Recommended, now: Instant): string | null {
  const exposure = state.exposures[recommended.exposure];
  if (exposure === undefined) return `There is no exposure '${recommended.exposure}'.`;
  const { kind, amountFen, reasons = [] } = recommended;
  const above = aboveRoute(state, recommended.claimedFen);
  if (above !== null) return above;
  const owed = owedFen(state, exposure, recommended);
  const refused = reasons.reduce((sum, r) => sum + r.amountFen, 0);
  if (amountFen > owed)
    return `At most ${owed} fen are owed on '${exposure.id}' (loss, compulsory cover, deductible, limit); not ${amountFen}.`;
  const bound = noted(state, exposure.id, 'boundFen') ?? 0;
  if (amountFen < bound) return `${bound} fen of '${exposure.id}' are agreed and bind the insurer; not ${amountFen}.`;
  if (kind === 'granted' && (amountFen !== owed || owed === 0))
    return `Granted means the whole of ${owed} fen; recommend a partial result or a denial.`;
  if (kind === 'granted') return reasons.length === 0 ? null : 'A granted claim has no reasons to refuse.';
  if ((kind === 'denied') !== (amountFen === 0)) return 'A denial pays nothing, a partial result something.';
  if (reasons.length === 0 || refused !== owed - amountFen)
    return `The reasons have to state the ${owed - amountFen} fen refused; they state ${refused} (Insurance Law art. 24).`;
  return wrongReasons(state, recommended, now);
}

/** Why a determination may not stand: it confirms what was recommended, or returns it. */
export function wrongDetermination(state: CaseState, { exposure, kind, amountFen }: ClaimPayloads['determine']): string | null {
  if (kind === 'returned') return null;
  const recommended = notedText(state, exposure, 'recommended');
  return recommended === `${kind}:${amountFen}`
    ? null
    : `Recommended was ${recommended ?? 'nothing'}: confirm it, or return it for another recommendation.`;
}

/**
 * Authority that a result needs. The claim counts as a whole, so that splitting it over exposures lowers nothing; a
 * denial, also of a part, needs as much as paying what is claimed.
 */
export function authorityFor(state: CaseState, { exposure, kind, amountFen, claimedFen }: Recommended): AuthorityNeed {
  const others = exposuresOf(state).filter((e) => e.id !== exposure);
  const determined = others.reduce((sum, e) => sum + (noted(state, e.id, 'amountFen') ?? 0), 0);
  const granted = kind === 'granted';
  return { kind: granted ? 'payment' : 'denial', line: state.line, amountFen: determined + (granted ? amountFen : claimedFen) };
}

/** Why an advance or rescue payment may not be made: suspicion, the limit, or what is left of the determined amount. */
export function wrongEarlyPayment(state: CaseState, exposureId: string, amountFen: number): string | null {
  const exposure = state.exposures[exposureId];
  if (exposure === undefined) return `There is no exposure '${exposureId}'.`;
  if (state.flags.includes('fraud')) return 'The claim is with the fraud investigation: nothing is paid until it is cleared.';
  const most = noted(state, exposureId, 'amountFen') ?? exposure.limitFen;
  const left = most === null ? null : Math.max(0, most - paidFen(state, exposureId));
  return left !== null && amountFen > left ? `At most ${left} fen are left on '${exposureId}'; not ${amountFen}.` : null;
}

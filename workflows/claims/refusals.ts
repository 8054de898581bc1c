import { openPayments } from '../../domain/case/money';
import type { CaseState } from '../../domain/case/state';
import { askedDocuments, awaitsDocuments } from '../../domain/processes/claim/files';
import { authorisationOf, changeOf, mayReceive, personOf, returnedPayments } from '../../domain/processes/claim/payments';
import { wrongDetermination, wrongEarlyPayment, wrongResult } from '../../domain/processes/claim/result';
import { wrongRoute } from '../../domain/processes/claim/routes';
import { wrongShares } from '../../domain/processes/claim/shares';
import { exposuresOf, isOffered, isSuspected, noted, openingOf } from '../../domain/processes/claim/view';
import { mostExposures } from '../../domain/processes/claim/vocabulary';
import type { ClaimRefusals } from './types';

const noExposure = (state: CaseState, exposure: string): string | null =>
  state.exposures[exposure] === undefined ? `There is no exposure '${exposure}'.` : null;

const noParty = (state: CaseState, party: string): string | null =>
  state.parties[party] === undefined ? `'${party}' is not a party of the claim.` : null;

const moneyOnItsWay = (state: CaseState): string | null => {
  const open = openPayments(state)[0];
  return open === undefined ? null : `Payment ${open.key} is ${open.status}: wait for the bank.`;
};

const isPending = (state: CaseState, act: string, exposure: string): boolean =>
  Object.values(state.expectations).some((e) => e.act === act && e.on === exposure);

/** Art. 22: asked once and in full. A second request needs new facts, and never asks for what is held. */
const documents: ClaimRefusals = {
  requestDocuments: (state, { payload, ground }) => {
    if (awaitsDocuments(state)) return 'The claimant is still being asked for documents.';
    if (askedDocuments(state) && ground !== 'new-facts')
      return 'Documents were asked for once: a second request needs new facts (Insurance Law art. 22).';
    const held = payload.documents.find((type) => state.documents.some((d) => d.type === type));
    return held === undefined ? null : `'${held}' is held already and may not be asked for again.`;
  },
};

const results: ClaimRefusals = {
  recommend: (state, { payload }, at) => wrongResult(state, payload, at),
  determine: (state, { payload }) => wrongDetermination(state, payload),
  agree: (state, { payload: { exposure }, occurredAt }) => {
    if (!isOffered(state, exposure)) return `Nothing is offered on '${exposure}' that could be agreed to.`;
    if (noted(state, exposure, 'agreedAt') !== undefined) return `'${exposure}' is agreed already.`;
    return (occurredAt ?? Number.POSITIVE_INFINITY) < (noted(state, exposure, 'toldAt') ?? 0)
      ? `Nobody agrees to the result of '${exposure}' before it was told.`
      : null;
  },
  object: (state, { payload: { exposure } }) => {
    if (noted(state, exposure, 'toldAt') === undefined && noted(state, exposure, 'againSeq') === undefined)
      return `'${exposure}' has no result to object to.`;
    return noted(state, exposure, 'agreedAt') === undefined ? null : `'${exposure}' is agreed: an objection is a complaint now.`;
  },
  reassess: (state, { payload: { exposure }, ground }) => {
    if (noted(state, exposure, 'determinedAt') === undefined) return `'${exposure}' has no result to assess again.`;
    const isFree = noted(state, exposure, 'agreedAt') === undefined || ground === 'fraud-confirmed' || ground === 'later-bills';
    if (isFree) return moneyOnItsWay(state);
    return `'${exposure}' is agreed and binds the insurer.`;
  },
  markComplex: (state, { payload: { exposure } }) => noExposure(state, exposure),
  needAppraisal: (state, { payload: { exposure } }) => noExposure(state, exposure),
  setReserve: (state, { payload: { exposure } }) => noExposure(state, exposure),
  openExposure: (state, { payload: { id, claimant } }) => {
    if (exposuresOf(state).length >= mostExposures) return `A claim has at most ${mostExposures} exposures: open another for the rest.`;
    return state.exposures[id] === undefined ? noParty(state, claimant) : `There is an exposure '${id}' already.`;
  },
  chooseRoute: (state, { payload: { route } }) => wrongRoute(state, route),
  clearFraud: (state, { payload: { finding, exposure, falseFen } }) => {
    if (!isSuspected(state)) return 'The claim is not with the fraud investigation.';
    if (finding !== 'exaggerated') return null;
    if (exposure === undefined || falseFen === undefined)
      return "'exaggerated' names the exposure and how much of it was made up (Insurance Law art. 27(3)).";
    return noExposure(state, exposure) ?? moneyOnItsWay(state);
  },
  noteLimitation: (state, { payload: { fact, from, to, document } }, at) => {
    const type = fact === 'liability-fixed' ? 'liability-proof' : 'obstacle-proof';
    if (from > at || (to ?? at) > at || (to ?? from) < from)
      return 'A fact of the limitation has happened: it ends after it began, and not in the future.';
    const isHeld = state.documents.some((d) => d.type === type && (d.id === document || d.reference === document));
    return isHeld ? null : `The claim has received no document '${document}' of type ${type}.`;
  },
};

/** One change of payees at a time: what the second person looks at stays what it is. */
const changing = (state: CaseState, exposure: string): string | null =>
  changeOf(state, exposure) === null ? null : `A change of the payees of '${exposure}' waits for approval already.`;

const needsAuthorisation = (state: CaseState, exposure: string, payee: string): string | null =>
  mayReceive(state, exposure, payee) ? null : `'${payee}' needs an authorisation document first.`;

const payees: ClaimRefusals = {
  setPayees: (state, { payload: { exposure, payees: named } }) => {
    const unknown = noExposure(state, exposure) ?? wrongShares(named, (party) => state.parties[party] !== undefined);
    const paid = Object.values(state.payments).some((p) => p.exposure === exposure && p.purpose !== 'advance' && p.purpose !== 'rescue');
    return unknown ?? (paid ? `'${exposure}' is being paid: correct a payment that comes back.` : changing(state, exposure));
  },
  authorisePayee: (state, { payload: { exposure, payee, document } }) => {
    const unknown = noExposure(state, exposure) ?? noParty(state, payee) ?? changing(state, exposure);
    if (unknown !== null || authorisationOf(state, document) !== undefined) return unknown;
    return `The claim has received no document '${document}' of type payee-authorisation.`;
  },
  addAccount: (state, { payload: { of, party } }) => {
    if (state.parties[party.id] !== undefined) return `There is a party '${party.id}' already: give another id.`;
    return noParty(state, of) ?? (personOf(state, of) === of ? null : `'${of}' is an account itself: name whose it is.`);
  },
  correctPayee: (state, { payload: { exposure, payment, payee } }) => {
    if (isSuspected(state)) return 'The claim is with the fraud investigation: nothing is paid until it is cleared.';
    if (!returnedPayments(state, exposure).some((p) => p.key === payment)) return `Payment ${payment} did not come back.`;
    return noParty(state, payee) ?? needsAuthorisation(state, exposure, payee) ?? changing(state, exposure);
  },
  approvePayees: (state, { payload: { exposure, kind } }) =>
    kind === 'approved' && isSuspected(state)
      ? `'${exposure}' is with the fraud investigation: nothing is paid until it is cleared.`
      : null,
};

const money: ClaimRefusals = {
  askAdvance: (state, { payload: { exposure, payee, amountFen } }) => {
    if (isPending(state, 'payAdvance', exposure)) return `An advance on '${exposure}' waits for approval already.`;
    return wrongEarlyPayment(state, exposure, amountFen) ?? noParty(state, payee) ?? needsAuthorisation(state, exposure, payee);
  },
  payAdvance: (state, { payload: { exposure, amountFen } }) => {
    const asked = noted(state, exposure, 'askedAdvanceFen') ?? 0;
    return amountFen > asked ? `${asked} fen were asked for; not ${amountFen}.` : wrongEarlyPayment(state, exposure, amountFen);
  },
  askRescue: (state, { payload: { exposure, payee, amountFen } }) => {
    if (state.exposures[exposure]?.cover !== 'ctpl') return 'Rescue costs are paid by compulsory motor cover (its regulation, art. 31).';
    if (isPending(state, 'payRescue', exposure)) return `Rescue costs on '${exposure}' wait for approval already.`;
    return wrongEarlyPayment(state, exposure, amountFen) ?? noParty(state, payee);
  },
  payRescue: (state, { payload: { exposure, amountFen } }) => {
    const asked = noted(state, exposure, 'askedRescueFen') ?? 0;
    return amountFen > asked ? `${asked} fen were asked for; not ${amountFen}.` : wrongEarlyPayment(state, exposure, amountFen);
  },
  recordRecovery: (state, { payload: { exposure } }) => noExposure(state, exposure),
  followUp: (state, { payload: { exposure } }) => noExposure(state, exposure),
};

const endings: ClaimRefusals = {
  withdraw: moneyOnItsWay,
  notPursued: moneyOnItsWay,
  cancelBelowDeductible: (state, { payload: { claimedFen } }) => {
    const deductible = openingOf(state).policy.deductibleFen ?? 0;
    if (claimedFen > deductible) return `${claimedFen} fen are above the deductible of the policy, ${deductible} fen.`;
    return moneyOnItsWay(state);
  },
};

/** What the claim refuses although the general rules allow it. */
export const claimRefusals: ClaimRefusals = { ...documents, ...results, ...payees, ...money, ...endings };

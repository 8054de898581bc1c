import type { CaseState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import { mostRepresentatives } from '../../domain/processes/complaint/thresholds';
import {
  agreedMethod,
  handledAt,
  isHeadOffices,
  isMajor,
  isPastLimit,
  isUnperformed,
  noted,
  remediesOf,
  resolveClock,
  text,
} from '../../domain/processes/complaint/view';
import type { ComplaintRefusals } from './types';

const date = (at: Instant): string => new Date(at).toISOString();

/** Why a limit cannot be extended, or null. What has passed stays missed. */
function noExtension(state: CaseState, from: string, at: Instant): string | null {
  const clock = resolveClock(state);
  if (clock === undefined || clock.state === 'met' || clock.state === 'stopped') return 'No limit runs that could be extended.';
  if (isPastLimit(state, at)) return 'The limit has passed: an extension after it is refused and heals nothing (art. 18(1)).';
  if (state.notes.agreedLimit === true) return 'The parties agreed on a limit of their own, which prevails (art. 21).';
  return clock.rule === from ? null : `The limit runs under '${clock.rule}' now; this extension is given on '${from}'.`;
}

const intake: ComplaintRefusals = {
  classify: (state, { payload: { kind, repetition, of } }) => {
    const isHandedOver = state.stage === 'handover' && !Object.values(state.expectations).some((e) => e.act === 'handOver');
    if (isHandedOver) return 'It is handed over already; whoever has it now gives it back.';
    if (of === state.id) return 'A complaint cannot repeat itself: /of names another.';
    const repeats = kind === 'complaint' && (repetition === 'open' || repetition === 'decided');
    return repeats && of === undefined ? 'A repeated complaint names the one that it repeats, in /of (art. 18(3)).' : null;
  },
  recordJoint: (state, { payload: { faceToFace, representatives } }) => {
    if (faceToFace && representatives.length > mostRepresentatives)
      return `At most ${mostRepresentatives} representatives speak for a joint complaint face to face; not ${representatives.length} (art. 12).`;
    if (faceToFace && representatives.length === 0) return 'A joint complaint face to face names who speaks for it (art. 12).';
    const stranger = representatives.find((party) => state.parties[party] === undefined);
    return stranger === undefined ? null : `'${stranger}' is not a party of the complaint: add the party first.`;
  },
  designateMajor: (state) => (isMajor(state) ? 'The complaint is major already.' : null),
};

const work: ComplaintRefusals = {
  addFacts: (state) =>
    handledAt(state) === undefined
      ? null
      : `The complaint is decided and told: ${isHeadOffices(state) ? '' : 'apply for a recheck (art. 20), or '}complain again with the new facts (art. 18(3)).`,
  requestDocuments: (state, { payload: { documents } }) => {
    const held = documents.find((type) => state.documents.some((d) => d.type === type));
    return held === undefined ? null : `'${held}' is held already and may not be asked for again (art. 13).`;
  },
  startAppraisal: (state) => (text(state, 'appraisal') === 'running' ? 'An outside appraisal is under way already.' : null),
  appraisalReturned: (state, { occurredAt }, at) => {
    if (text(state, 'appraisal') !== 'running') return 'No outside appraisal is under way.';
    const began = noted(state, 'appraisalAt') ?? 0;
    return (occurredAt ?? at) < began ? `The appraisal began at ${date(began)}: it cannot have ended before.` : null;
  },
  startMediation: (state, { payload: { consent, application } }) => {
    if (text(state, 'mediation') === 'running') return 'A mediation is under way already.';
    if (noted(state, 'mediatedAt') !== undefined) return 'The complaint is settled by mediation already.';
    if (consent === undefined) return "Mediation needs the complainant's consent (art. 23): /consent is missing.";
    return application === undefined ? 'Mediation needs the application of both sides (art. 23): /application is missing.' : null;
  },
  mediationEnded: (state, { payload: { result, agreement }, occurredAt }, at) => {
    if (text(state, 'mediation') !== 'running') return 'No mediation is under way.';
    const began = noted(state, 'mediationAt') ?? 0;
    if ((occurredAt ?? at) < began) return `The mediation began at ${date(began)}: it cannot have ended before.`;
    return result === 'agreed' && agreement === undefined ? 'A mediation that succeeded has an agreement: /agreement is missing.' : null;
  },
  agreeTerms: (state, { payload: { limit, method } }, at) => {
    if (limit === undefined && method === undefined) return 'Nothing is agreed: name a /limit, a /method, or both (art. 21).';
    const clock = resolveClock(state);
    if (limit === undefined) return null;
    return clock === undefined || isPastLimit(state, at) ? 'The limit has passed: an agreement after it moves nothing.' : null;
  },
  extendComplex: (state, _asked, at) => noExtension(state, 'complaint-resolve-simple', at),
  askExceptional: (state, _asked, at) => {
    const exceptional = text(state, 'exceptional');
    if (exceptional === 'asked' || exceptional === 'granted') return 'An exceptional extension is asked for already.';
    return noExtension(state, 'complaint-resolve-complex', at);
  },
  approveExceptional: (state, { payload: { granted } }, at) => (granted ? noExtension(state, 'complaint-resolve-complex', at) : null),
};

const noSuperior = "The head office has decided itself: only a branch's result is rechecked, by the body above it (art. 20).";

/** What a decision lacks of what art. 19 asks for. */
function lacking(parts: Readonly<Record<string, readonly unknown[]>>): readonly string[] {
  return Object.entries(parts).flatMap(([name, list]) => (list.length === 0 ? [name] : []));
}

const decisions: ComplaintRefusals = {
  propose: (state, { payload: { facts, basis, reasons, remedies: named } }) => {
    const missing = lacking({ facts, basis, reasons, remedies: named });
    if (missing.length > 0) return `A decision states facts, basis, reasons and remedies; it lacks ${missing.join(', ')} (art. 19).`;
    const open = remediesOf(state);
    if (named.includes('recheck') && !open.includes('recheck')) return `${noSuperior} /remedies names a recheck.`;
    const unnamed = open.filter((remedy) => !named.includes(remedy));
    return unnamed.length === 0 ? null : `A decision names every remedy; it lacks ${unnamed.join(', ')} (art. 19).`;
  },
  applyRecheck: (state, { occurredAt }, at) => {
    if (isHeadOffices(state)) return `${noSuperior} Open are: ${remediesOf(state).join(', ')}.`;
    const window = state.clocks['complaint-recheck-apply'];
    if (noted(state, 'toldAt') === undefined || window === undefined) return 'There is no decision yet that could be rechecked (art. 20).';
    if (noted(state, 'recheckAppliedAt') !== undefined) return 'A recheck was applied for already.';
    if (isUnperformed(state)) return 'The complaint is settled by mediation; the agreement is performed.';
    const receivedAt = occurredAt ?? at;
    if (window.dueAt === null || receivedAt < window.dueAt) return null;
    return `The time to apply for a recheck ended at ${date(window.dueAt)}: the right has lapsed (art. 20).`;
  },
  recordDelivery: (state, { payload: { method } }) => {
    const agreed = agreedMethod(state);
    const byHand = agreed === 'counter' || agreed === 'post' || agreed === 'phone';
    return byHand && method !== agreed ? `The parties agreed on telling it by '${agreed}', which prevails (art. 21).` : null;
  },
  confirmReceipt: (state) => (noted(state, 'toldAt') === undefined ? 'No decision has been told yet.' : null),
  recheck: (_state, { payload: { result, findings, changedTo } }) => {
    if (result === 'upheld' && findings.result === 'wrong') return 'A result found wrong is changed or sent back, not upheld (art. 20).';
    return (result === 'changed') === (changedTo !== undefined)
      ? null
      : 'A changed result, and no other, says in /changedTo what stands now.';
  },
  withdraw: (state) => {
    if (state.stage === 'recheck' || noted(state, 'recheckAppliedAt') !== undefined)
      return text(state, 'recheck') === undefined ? null : 'The recheck is decided: there is nothing left to withdraw.';
    return handledAt(state) === undefined ? null : 'The complaint is decided and told: there is nothing left to withdraw (art. 15).';
  },
};

/** What the complaint refuses although the general rules allow it. */
export const complaintRefusals: ComplaintRefusals = { ...intake, ...work, ...decisions };

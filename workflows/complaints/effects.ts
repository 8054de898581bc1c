import { localTime } from '../../domain/case/card';
import { isList } from '../../domain/case/json';
import { attemptsUntilUnreachable } from '../../domain/processes/complaint/thresholds';
import { isAccepted, isRecheckAsked, kindOf, noted, noticeOf, text } from '../../domain/processes/complaint/view';
import type { Method } from '../../domain/processes/complaint/vocabulary';
import { handleNewFacts } from './anew';
import { exclude, include, isComplaint, noComplaint, resolved } from './clocks';
import { filed } from './opened';
import { complainant, complainantsOf, submitterOf, superior } from './people';
import { messageChannel, reportToBody } from './telling';
import type { ComplaintActEffects, ComplaintEffects } from './types';
import { askImprovement } from './upkeep';

/** A decision that has not left yet is not wanted any more. */
function recallDecision(c: ComplaintEffects): void {
  const notice = noticeOf(c.case, 'complaint-decision');
  if (notice !== undefined) c.recall(notice.seq);
}

/** Another way of telling is agreed on: what is on its way by the way of before is not wanted any more. */
function agreeOn(c: ComplaintEffects, method: Method): void {
  const before = messageChannel(c.case);
  c.note('method', method);
  if (messageChannel(c.case) !== before) recallDecision(c);
}

/** What the complainant and others send. */
const arrivals: ComplaintActEffects = {
  submitDocuments: (c, { payload, at }) => filed(c, payload.documents, at),
  addFacts: (c, { payload: { documents = [] }, at }) => {
    filed(c, documents, at);
    if (kindOf(c.case) !== 'complaint') return;
    recallDecision(c);
    if (handleNewFacts(c, at)) c.announce(`restarted:${c.case.head.seq}`, 'complaint-restarted', complainantsOf(c.case));
    else c.announce(`progress:${c.case.head.seq}`, 'complaint-progress', complainantsOf(c.case), { stage: 'investigate' });
  },
  applyRecheck: (c, { payload: { application }, at, seq }) => {
    c.document({ id: `doc-${seq}`, receivedAt: at, ...application });
    c.note('recheckAppliedAt', at);
    c.met('complaint-recheck-apply', { at });
    c.start('complaint-recheck-decide', { startsAt: at });
  },
  confirmReceipt: (c, { payload: { proof }, at, seq }) => {
    c.document({ id: `doc-${seq}`, receivedAt: at, ...proof });
    const clock = c.clock('complaint-recheck-apply');
    if (clock === undefined || clock.state === 'met' || clock.startsAt >= at) return;
    c.note('receivedDecisionAt', at);
    c.reset('complaint-recheck-apply', at, 'decision-received');
  },
  appraisalReturned: (c, { payload: { report }, at, seq }) => {
    if (report !== undefined) c.document({ id: `doc-${seq}`, receivedAt: at, ...report });
    c.note('appraisal', 'ended');
    include(c, 'outside-appraisal', at);
  },
  mediationEnded: (c, { payload: { result, agreement, performBy }, at, seq }) => {
    c.note('mediation', result);
    include(c, 'mediation', at);
    if (result === 'failed' || agreement === undefined) return;
    c.document({ id: `doc-${seq}`, receivedAt: at, ...agreement });
    c.note('mediatedAt', at);
    c.note('result', 'settled');
    recallDecision(c);
    resolved(c, at);
    if (isRecheckAsked(c.case)) c.note('recheck', 'settled');
    for (const rule of ['complaint-recheck-apply', 'complaint-recheck-decide'] as const) c.stop(rule, 'settled');
    const term = performBy === undefined ? {} : { agreedTerm: c.termUntil(performBy, at) };
    c.start('complaint-mediation-perform', { startsAt: at, ...term });
  },
  withdraw: (c, { at }) => {
    if (c.case.stage === 'recheck' || noted(c.case, 'recheckAppliedAt') !== undefined) {
      c.note('recheck', 'withdrawn');
      return c.stop('complaint-recheck-decide', 'withdrawn');
    }
    // Art. 15: it ends on the day on which the withdrawal was received; the record shows whether it did.
    c.start('complaint-withdrawn', { startsAt: at });
    c.met('complaint-withdrawn', { at: c.at });
    recallDecision(c);
    c.announce('withdrawal', 'complaint-withdrawal', complainantsOf(c.case));
    reportToBody(c, 'withdrawn');
    c.end('withdrawn');
  },
};

/** Intake. */
const intake: ComplaintActEffects = {
  classify: (c, { payload: { kind, standing, repetition, of }, at }) => {
    c.note('kind', kind);
    c.note('standing', standing);
    c.note('repetition', repetition);
    if (of !== undefined) c.note('earlier', of);
    c.met('complaint-intake', { at });
    if (kind !== 'complaint') return noComplaint(c, `not-a-complaint:${kind}`);
    isComplaint(c);
    if (standing !== 'none' && repetition === 'open' && of !== undefined) {
      c.announce('merged', 'complaint-merged', submitterOf(c.case), { earlier: of });
      reportToBody(c, 'merged');
      return c.merge(of);
    }
    if (of !== undefined) c.link(of, 'related');
    if (isAccepted(c.case) && noted(c.case, 'acceptedAt') === undefined) c.note('acceptedAt', at);
  },
  handOver: (c, { payload: { link } }) => {
    if (link !== undefined) c.link(link, 'related');
  },
  recordJoint: (c, { payload: { complainants, faceToFace, representatives } }) => {
    c.flag('joint');
    c.note('joint', { complainants, faceToFace, representatives });
  },
  designateMajor: (c, { ground = '' }) => c.note('majorGround', ground),
};

/** Handling within the limits. */
const work: ComplaintActEffects = {
  requestDocuments: (c, { payload: { documents } }) => {
    c.announce(`documents:${c.case.head.seq}`, 'complaint-documents', [complainant], { documents });
    c.ask('submitDocuments', complainant);
  },
  investigate: (c, { payload: { documents = [] }, at }) => {
    filed(c, documents, at);
    c.note('investigatedAt', at);
  },
  startAppraisal: (c, { payload: { appraisal }, at }) => {
    c.note('appraisal', 'running');
    c.note('appraisalAt', at);
    exclude(c, 'outside-appraisal', at);
    c.start('complaint-pause-appraisal', { startsAt: at });
    c.announce(`appraisal:${c.case.head.seq}`, 'complaint-appraisal', complainantsOf(c.case), { appraisal }, { report: 'handed' });
  },
  startMediation: (c, { payload: { consent, application }, at, seq }) => {
    const papers = [consent, application].flatMap((paper) => paper ?? []);
    papers.forEach((paper, index) => {
      c.document({ id: `doc-${seq}-${index + 1}`, receivedAt: at, ...paper });
    });
    c.note('mediation', 'running');
    c.note('mediationAt', at);
    exclude(c, 'mediation', at);
  },
  agreeTerms: (c, { payload: { limit, method, agreement }, at, seq }) => {
    c.document({ id: `doc-${seq}`, receivedAt: at, ...agreement });
    if (method !== undefined) agreeOn(c, method);
    if (limit === undefined) return;
    c.note('agreedLimit', true);
    c.extend('complaint-resolve-simple', { to: limit }, 'agreed');
  },
  extendComplex: (c, { ground = '' }) => {
    c.extend('complaint-resolve-simple', { under: 'complaint-resolve-complex' }, ground);
    c.announce(`extended:${c.case.head.seq}`, 'complaint-extended', complainantsOf(c.case), { ground });
  },
  askExceptional: (c, { ground = '', by, onBehalfOf }) => {
    c.note('exceptional', 'asked');
    c.note('exceptionalGround', ground);
    c.ask('approveExceptional', superior, { not: [by, ...(onBehalfOf === undefined ? [] : [onBehalfOf])] });
  },
  approveExceptional: (c, { payload: { granted } }) => {
    c.note('exceptional', granted ? 'granted' : 'refused');
    if (!granted) return;
    const data = { ground: text(c.case, 'exceptionalGround') };
    const name = `exceptional:${c.case.head.seq}`;
    c.announce(name, 'complaint-extended-exceptionally', complainantsOf(c.case), data, { report: 'handed' });
  },
  tellProgress: (c) => c.announce(`progress:${c.case.head.seq}`, 'complaint-progress', complainantsOf(c.case), { stage: c.case.stage }),
};

/** Days on which somebody tried to reach the complainant, this one included. */
function triedOn(c: ComplaintEffects, at: number): readonly string[] {
  const known = isList(c.case.notes.triedOn) ? c.case.notes.triedOn.filter((day) => typeof day === 'string') : [];
  return [...new Set([...known, localTime(at).slice(0, 10)])];
}

/** Decision, telling, recheck, end. */
const decisions: ComplaintActEffects = {
  propose: (c, { payload: { result, basis, reasons, remedies } }) => {
    c.note('result', result);
    c.note('basis', basis);
    c.note('reasons', [...new Set(reasons.map((r) => r.code))]);
    c.note('remedies', remedies);
  },
  decide: (c, { payload: { result }, at }) => {
    if (result === 'approved') c.note('decidedAt', at);
  },
  recordDelivery: (c, { payload: { proof }, at, seq }) => c.document({ id: `doc-${seq}`, receivedAt: at, ...proof }),
  recordAttempt: (c, { payload: { proof }, at, seq }) => {
    if (proof !== undefined) c.document({ id: `doc-${seq}`, receivedAt: at, ...proof });
    const days = triedOn(c, at);
    c.note('triedOn', days);
    if (days.length < attemptsUntilUnreachable) return;
    c.flag('unreachable');
    c.note('unreachableAt', at);
  },
  recheck: (c, { payload: { result, findings, changedTo } }) => {
    c.note('recheck', result);
    c.note(
      'findings',
      Object.entries(findings).map(([of, finding]) => `${of}-${finding}`),
    );
    if (changedTo !== undefined) c.note('result', changedTo);
  },
  recordPerformance: (c, { payload: { proof }, at, seq }) => {
    c.document({ id: `doc-${seq}`, receivedAt: at, ...proof });
    c.note('performedAt', at);
    c.met('complaint-mediation-perform', { at });
  },
  codeCause: (c, { payload: { causes, improvement }, at }) => {
    c.note('causes', causes);
    c.note('causeAt', at);
    c.met('complaint-cause-coded', { at });
    if (improvement !== undefined) askImprovement(c, improvement);
  },
};

export const complaintEffects: ComplaintActEffects = { ...arrivals, ...intake, ...work, ...decisions };

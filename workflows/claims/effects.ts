import type { Instant } from '../../domain/instant';
import { instantOf, noted, openingOf } from '../../domain/processes/claim/view';
import { remedies } from '../../domain/processes/claim/vocabulary';
import { takeUp } from './again';
import { sayGoodbye } from './closing';
import { claimant } from './documents';
import { interruptLimitation, keepObstacle, limitation, watchLimitation } from './limitation';
import { filed, requested } from './opened';
import { moneyEffects } from './payees';
import { claimantOf } from './result';
import type { ClaimActEffects, ClaimEffects } from './types';

/** What the claimant and others send. */
const arrivals: ClaimActEffects = {
  requestPayment: (c, { at }) => {
    if (c.case.notes.requestedAt === undefined) requested(c, at);
  },
  submitDocuments: (c, { payload, at }) => filed(c, payload.documents, at),
  agree: (c, { payload: { exposure }, at }) => {
    c.note(`${exposure}.agreedAt`, at);
    c.note('agreedAt', at);
    if (noted(c.case, exposure, 'lapsedAt') !== undefined) c.note(`${exposure}.lapsedAt`, null);
    c.stop('claim-agree-wait', 'agreed', exposure);
  },
  object: (c, { payload: { exposure }, at }) => {
    c.note(`${exposure}.objectedAt`, at);
    c.flag('disputed');
    c.stop('claim-agree-wait', 'objection', exposure);
    c.announce(`dispute:${c.case.head.seq}`, 'dispute-offered', [claimantOf(c, exposure)], { exposure, remedies: Object.keys(remedies) });
    c.addTask(`dispute:${exposure}`, { kind: 'role', role: 'team-lead' }, exposure);
  },
  withdraw: (c) => {
    sayGoodbye(c, 'withdrawn');
    c.end('withdrawn');
  },
};

/** Art. 27(3): only the part that was made up falls. A result that counted it is taken up anew; the rest is owed. */
function exaggerated(c: ClaimEffects, exposure: string, falseFen: number, at: Instant): void {
  c.note(`${exposure}.falseFen`, falseFen);
  if (noted(c.case, exposure, 'determinedAt') !== undefined) takeUp(c, exposure, { why: 'exaggerated', at, binds: false });
}

/** Work on the file. */
const work: ClaimActEffects = {
  contact: (c, { at }) => {
    for (const rule of ['claim-first-contact', 'claim-catastrophe-first-contact', 'promise-claim-first-contact'] as const)
      c.met(rule, { at });
  },
  tellProgress: (c) =>
    c.announce(`claim-progress:${c.case.head.seq}`, 'claim-progress', [claimant], { stage: c.case.stage }, { report: 'handed' }),
  survey: (c, { payload: { finding, lossFen }, at }) => {
    c.note('surveyedAt', at);
    c.note('survey', finding);
    if (lossFen !== undefined) c.note('surveyedFen', lossFen);
    for (const rule of ['claim-survey', 'claim-catastrophe-survey', 'claim-agri-survey', 'promise-claim-survey'] as const)
      c.met(rule, { at });
    if (finding === 'doubtful') c.addTask('doubtful-cause', { kind: 'handler' });
    if (openingOf(c.case).village === true) c.announce('survey-published', 'survey-published', [claimant], { finding });
  },
  requestDocuments: (c, { payload: { documents } }) => {
    const extra = Array.isArray(c.case.notes.extraDocuments) ? c.case.notes.extraDocuments : [];
    c.note('extraDocuments', [...extra, ...documents]);
    c.note('documentRound', (typeof c.case.notes.documentRound === 'number' ? c.case.notes.documentRound : 1) + 1);
    c.note('completeAt', null);
    c.note('supplements', 'asked');
  },
  needAppraisal: (c, { payload, at }) => {
    const need = `${payload.exposure}.${payload.appraisal}`;
    c.start('claim-appraisal-reminder', { on: need, startsAt: at });
    c.announce(
      `appraisal:${c.case.head.seq}`,
      'appraisal-reminder',
      [claimantOf(c, payload.exposure)],
      { ...payload },
      { report: 'handed' },
    );
    c.note(`appraisal.${need}`, c.case.head.seq);
  },
  markComplex: (c, { payload: { exposure }, ground }) => {
    c.note(`${exposure}.complex`, true);
    for (const rule of ['claim-determine-life', 'claim-determine-general'] as const) c.stop(rule, `complex:${ground ?? ''}`, exposure);
    c.announce(`complex:${exposure}`, 'claim-complex', [claimantOf(c, exposure)], { exposure, ground });
  },
  openExposure: (c, { payload: { id, cover, claimant: whose, limitFen, reserveFen } }) => {
    c.expose(id, cover, whose, limitFen ?? null);
    if (reserveFen !== undefined) c.reserve(id, reserveFen, 'estimate');
  },
  setReserve: (c, { payload: { exposure, amountFen, why } }) => c.reserve(exposure, amountFen, why),
  chooseRoute: (c, { payload: { route } }) => c.note('route', route),
  referFraud: (c, { at, payload: { score } }) => {
    c.flag('fraud');
    if (score !== undefined) c.note('fraudScore', score);
    c.ask('clearFraud', { kind: 'role', role: 'fraud' });
    c.start('task-fraud-review', { startsAt: at });
  },
  clearFraud: (c, { payload: { finding, exposure, falseFen }, at }) => {
    c.note('fraudFinding', finding);
    c.met('task-fraud-review', { at });
    if (finding === 'confirmed') return c.addTask('fraud-confirmed', { kind: 'handler' });
    c.flag('fraud', false);
    if (finding === 'exaggerated' && exposure !== undefined) exaggerated(c, exposure, falseFen ?? 0, at);
  },
  noteLimitation: (c, { payload: { fact, from, to } }) => {
    if (fact === 'liability-fixed') c.note('liabilityFixedAt', from);
    else keepObstacle(c, { from, ...(to === undefined ? {} : { to }) });
    if (c.case.flags.includes('time-barred')) interruptLimitation(c, instantOf(c.case, 'requestedAt') ?? c.at);
    else watchLimitation(c);
  },
};

/** Decisions on right. */
const decisions: ClaimActEffects = {
  recommend: (c, { payload: { exposure, kind, amountFen, claimedFen, deductibleFen, reasons = [] } }) => {
    c.note(`${exposure}.recommended`, `${kind}:${amountFen}`);
    c.note(`${exposure}.claimedFen`, claimedFen);
    c.note(`${exposure}.deductibleFen`, deductibleFen ?? 0);
    c.note(`${exposure}.reasons`, [...new Set(reasons.map((r) => r.code))]);
    const disclosure = reasons.find((r) => r.disclosure !== undefined)?.disclosure;
    if (disclosure !== undefined) c.note(`${exposure}.disclosure`, disclosure);
    c.note(
      `${exposure}.refusedFen`,
      reasons.reduce((sum, r) => sum + r.amountFen, 0),
    );
  },
  determine: (c, { payload: { exposure, kind, amountFen }, at }) => {
    if (kind === 'returned') return;
    c.note(`${exposure}.kind`, kind);
    c.note(`${exposure}.amountFen`, amountFen);
    c.note(`${exposure}.determinedAt`, at);
    c.note('determinedAt', at);
    // What was agreed already needs no other agreement.
    if (noted(c.case, exposure, 'boundFen') === amountFen) c.note(`${exposure}.agreedAt`, at);
  },
  reassess: (c, { payload: { exposure }, ground, at }) =>
    takeUp(c, exposure, { why: ground ?? 'reassessed', at, binds: ground !== 'fraud-confirmed' }),
};

/** Ends without a determination. The right goes on until the limitation; until then the claim can be reopened. */
const endings: ClaimActEffects = {
  cancelBelowDeductible: (c, { payload: { claimedFen } }) => {
    const deductibleFen = openingOf(c.case).policy.deductibleFen ?? 0;
    c.announce('closed-below-deductible', 'closed-below-deductible', [claimant], { claimedFen, deductibleFen, ...limitation(c) });
    sayGoodbye(c, 'without-payment');
    c.end('without-payment', 'below-deductible');
  },
  notPursued: (c, { ground }) => {
    c.announce('closed-not-pursued', 'closed-not-pursued', [claimant], limitation(c));
    sayGoodbye(c, 'without-payment');
    c.end('without-payment', ground);
  },
};

export const claimEffects: ClaimActEffects = { ...arrivals, ...work, ...decisions, ...endings, ...moneyEffects };

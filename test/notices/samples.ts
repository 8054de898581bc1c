import type { JsonObject } from '../../domain/case/fact';

const dueAt = Date.UTC(2026, 9, 9, 16);
const clock = { clock: 'claim-pay', rule: 'claim-pay', level: 1, dueAt, provisional: false };

const documents = ['claim-form', 'medical-invoice'];
const remedies = ['recheck', 'complaint', 'mediation', 'arbitration', 'suit'];
const complaintRemedies = ['recheck', 'mediation', 'arbitration', 'suit'];
const refusal = { reasons: ['exclusion', 'unproven'], remedies };

const alarm = { kind: 'natural-disaster', level: 'II' };

/** What the processes pass with their notices, for every template. */
export const samples: Readonly<Record<string, readonly JsonObject[]>> = {
  'clock-remind': [clock],
  'clock-breach': [clock, { ...clock, clock: 'claim-pay@e1' }],
  'clock-repeat': [clock],
  'clock-provisional': [{ ...clock, dueAt: null, provisional: true }],
  'case-nobody': [{ why: 'waits-on-nobody' }, { why: 'no-owner:determine' }],
  'case-escalated': [{ level: 2 }],
  'claim-registered': [{ line: 'motor', documents }],
  'claim-guidance': [{ documents }],
  'document-list': [{ documents }],
  'documents-missing': [
    { documents, round: 1 },
    { documents, round: 2 },
  ],
  'documents-reminder': [{ documents }],
  'documents-closed': [{ documents }],
  'appraisal-reminder': [{ exposure: 'e1', appraisal: 'disability' }],
  'survey-published': [{ finding: 'confirmed' }],
  'claim-progress': [{ stage: 'survey' }],
  'claim-complex': [{ exposure: 'e1', ground: 'cause-unclear' }],
  'result-granted': [{ exposure: 'e1', cover: 'ctpl', claimedFen: 200_000, amountFen: 200_000 }],
  'result-partial': [{ exposure: 'e1', cover: 'medical', claimedFen: 200_000, amountFen: 150_000, refusedFen: 50_000, ...refusal }],
  'result-denied': [{ exposure: 'e1', cover: 'medical', claimedFen: 200_000, ...refusal }],
  'dispute-offered': [{ exposure: 'e1', remedies }],
  'agreement-lapsed': [
    { exposure: 'e1', amountFen: 150_000 },
    { exposure: 'e1', amountFen: 150_000, limitationAt: dueAt },
  ],
  'payment-advice': [{ exposure: 'e1', amountFen: 150_000, payee: 'claimant', purpose: 'indemnity' }],
  'payees-changed': [{ exposure: 'e1' }],
  'payout-to-agent': [{ exposure: 'e1', amountFen: 150_000, payee: 'agent' }],
  'closed-below-deductible': [{ deductibleFen: 50_000, claimedFen: 30_000, limitationAt: dueAt }],
  'closed-not-pursued': [{}, { limitationAt: dueAt }],
  'closing-letter': [
    { outcome: 'paid', paidFen: 150_000, kept: 5, broken: 0 },
    { outcome: 'denied', paidFen: 0, kept: 3, broken: 2, limitationAt: dueAt },
  ],
  'promise-kept': [
    { milestone: 'promise-claim-first-contact', dueAt },
    { milestone: 'promise-claim-survey', dueAt: null },
  ],
  'call-out': [{ ...alarm, rank: 2, round: 1 }],
  'call-unanswered': [{ ...alarm, round: 1 }],
  'level-set': [{ ...alarm, warning: 'orange' }],
  'status-report': [{ ...alarm, no: 3, openActions: 4, doneActions: 7 }],
  'action-assigned': [
    { action: 'lane', kind: 'fast-lane', dueAt },
    { action: 'press', kind: 'inform' },
  ],
  'resource-requested': [{ resource: 'crew', kind: 'surveyors', count: 12 }],
  'stood-down': [{ ...alarm, handledAt: dueAt }],
  'incident-report': [{ ...alarm, obligation: 'data-first', detectedAt: dueAt, reportedAt: dueAt }],
  'incident-cleared': [{ kind: 'data-incident', ground: 'not-occurred' }],
  'users-notice': [{ kind: 'system-outage', media: ['app', 'sms'] }],
  'review-lessons': [
    { kind: 'natural-disaster', lessons: 2, improvements: 1, causes: ['preparedness', 'slow-claim'] },
    { kind: 'natural-disaster', lessons: 0, improvements: 0 },
  ],
  'drill-report': [
    {
      kind: 'data-incident',
      calls: 1,
      kept: 1,
      missed: 1,
      called: ['cui-hao@2026-10-09T16:00:00.000Z'],
      answeredBy: 'tan-lin',
      answeredAt: dueAt,
      minutes: 7,
      keptCodes: ['data-first'],
      missedCodes: ['data-written'],
    },
    { kind: 'system-outage', calls: 0, kept: 0, missed: 0 },
  ],
  'promise-broken': [{ milestone: 'promise-claim-paid', dueAt }],
  'complaint-received': [{ category: 'sales' }],
  'complaint-narrative': [{ category: 'sales' }],
  'complaint-handed-over': [
    { kind: 'petition', receiver: 'petition-office' },
    { kind: 'data-subject-request', receiver: 'data-protection', link: 'request-7' },
  ],
  'complaint-declined': [{}],
  'complaint-merged': [{ earlier: 'complaint-7' }],
  'complaint-answered': [{ earlier: 'complaint-7', remedies: complaintRemedies }],
  'complaint-documents': [{ documents: ['policy', 'sales-record'] }],
  'complaint-extended': [{ ground: 'facts-unclear' }],
  'complaint-extended-exceptionally': [{ ground: 'exceptionally-complex' }],
  'complaint-appraisal': [{ appraisal: 'expert' }],
  'complaint-restarted': [{}],
  'complaint-progress': [{ stage: 'investigate' }],
  'complaint-decision': [
    { result: 'partly-justified', basis: ['contract', 'sales-rules'], reasons: ['statement-misleading'], remedies: complaintRemedies },
  ],
  'complaint-recheck-result': [{ result: 'changed', findings: ['process-proper', 'time-in-time', 'result-wrong'] }],
  'complaint-withdrawal': [{}],
  'complaint-transfer-result': [{ number: 'ZB-2026-118', outcome: 'justified' }],
  'improvement-opened': [{ from: 'complaint', topic: 'slow-claim', severity: 'high' }],
  'improvement-order': [{ dueAt }],
  'improvement-measure': [{ measure: 'm1', dueAt }],
  'improvement-returned': [{ measures: ['m1', 'm2'], returned: 1 }],
  'improvement-again': [{ round: 2, ground: 'weak-measures' }],
  'improvement-extension-asked': [{ measure: 'm1', asked: dueAt + 864_000_000, dueAt }],
  'improvement-extension-decided': [{ measure: 'm1', decision: 'approved', dueAt }],
  'improvement-rectified': [{ measures: 3, verifiedAt: dueAt }],
  'improvement-effect': [{ indicator: 'complaints-per-10k', baseline: 4.2, target: 2, value: 1.8, result: 'effective' }],
  'improvement-closed': [{ outcome: 'effective', rounds: 2, extensions: 1 }],
  'programme-opened': [{ quarter: '2026-Q3', endsAt: dueAt }],
  'programme-planned': [{ quarter: '2026-Q3', items: 4 }],
  'programme-analysis': [{ period: '2026-08', complaints: 31, opened: 2 }],
  'programme-item-ended': [{ item: 'delays', outcome: 'effective' }],
  'programme-reviewed': [{ quarter: '2026-Q3', open: 2, ended: 3, effective: 1 }],
  'programme-continued': [{ quarter: '2026-Q4', carried: 2 }],
  'programme-closed': [{ outcome: 'completed', open: 1 }],
};

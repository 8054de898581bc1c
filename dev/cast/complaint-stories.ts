import { paper } from './paper';
import type { Story } from './story';

const application = (reference: string) => ({
  body: 'industry',
  consent: paper(reference, 'consent'),
  application: paper(reference, 'mediation-application'),
});

/** Stories of examples/complaints.ndjson, and of the complaint after the typhoon, by reference. */
export const complaintStories: Readonly<Record<string, Story>> = {
  // A day before its limit nobody has looked into it: breached, and decided late.
  'TS-2026-0001': { days: { investigate: 8 }, complaint: { reason: 'statement-misleading', improvement: 'high' } },
  'TS-2026-0002': { complaint: { reason: 'delayed', improvement: 'medium' } },
  // Twenty-five people at the counter after the typhoon: the plan for major complaints runs beside it.
  'TS-2026-0003': {
    days: { investigate: 4 },
    turns: [{ day: 2, act: 'tellProgress', actor: 'handler' }],
    complaint: { reason: 'delayed', causes: ['preparedness', 'slow-claim'], improvement: 'high' },
  },
  'TF-2026-9001': { complaint: { reason: 'delayed', causes: ['preparedness'], improvement: 'high' } },
  // Transferred with a date of its own; complex, and extended in time.
  'TS-2026-0008': {
    days: { investigate: 18 },
    turns: [{ day: 9, act: 'extendComplex', actor: 'handler', ground: 'several-units' }],
    complaint: { result: 'partly-justified', causes: ['slow-service', 'surrender-dispute'] },
  },
  // Extended twice: the second time a head office executive approves.
  'TS-2026-0009': {
    days: { investigate: 32 },
    turns: [
      { day: 10, act: 'extendComplex', actor: 'team-lead', ground: 'many-complainants' },
      { day: 24, act: 'askExceptional', actor: 'handler', ground: 'exceptionally-complex' },
    ],
    complaint: { result: 'partly-justified', causes: ['documents-burden'] },
  },
  // The clock stands still while an outside expert appraises the damage.
  'TS-2026-0011': {
    days: { appraisalReturned: 16 },
    turns: [{ day: 1.5, act: 'startAppraisal', actor: 'handler', payload: { appraisal: 'assessment' } }],
    complaint: { result: 'partly-justified', reason: 'amount-corrected', causes: ['wrong-determination'] },
  },
  // Settled by mediation, performed and closed with its root cause.
  'TS-2026-0012': {
    turns: [{ day: 1.5, act: 'startMediation', actor: 'handler', payload: application('TS-2026-0012') }],
    complaint: { causes: ['misleading-sale'], improvement: 'medium' },
  },
  // The complainant asks head office to recheck, and is partly right.
  'TS-2026-0013': {
    days: { applyRecheck: 3 },
    complaint: { result: 'unjustified', reason: 'duty-kept', causes: ['unclear-terms'] },
  },
  'TS-2026-0014': { complaint: { result: 'unjustified', reason: 'not-proven', causes: ['supplier'] } },
  'TS-2026-0015': { turns: [{ day: 1.4, act: 'withdraw', actor: 'party:complainant', payload: { reason: '客服已致电说明并致歉。' } }] },
  // What the daughter left out is asked for once, and nothing that is held.
  'TS-2026-0017': {
    turns: [{ day: 0.6, act: 'requestDocuments', actor: 'handler', payload: { documents: ['premium-receipt'] } }],
    complaint: { result: 'partly-justified', causes: ['unclear-terms', 'premium-dispute'] },
  },
};

import type { Words } from '../words';
import { companyTerm, target } from './entry';
import type { RuleEntry } from './types';
import type { ClockStart } from './vocabulary';

function limit(starts: ClockStart, name: Words): RuleEntry {
  return target({ name, kind: 'limit', values: { limit: companyTerm }, dayCount: 'day-unit-stated', starts });
}

/** Chapter 7: the company's own targets for the handling of emergencies. */
export const emergencyTargets = {
  'emergency-triage': limit('discoveredAt', { zh: '核定级别', en: 'Level confirmed' }),
  'emergency-call-wait': limit('assignedAt', { zh: '呼叫应答等待', en: 'Wait for an answer before the next rank is called' }),
  'emergency-status-report': target({
    name: { zh: '情况报告', en: 'Status report to those concerned' },
    kind: 'recurring',
    values: { I: companyTerm, II: companyTerm, III: companyTerm, IV: companyTerm },
    dayCount: 'day-unit-stated',
    starts: 'lastReportAt',
    resets: ['each-report'],
  }),
  'emergency-action': limit('assignedAt', { zh: '应急措施', en: 'Action of an emergency' }),
  'emergency-tag-undo': limit('eventAt', { zh: '批量归入可撤销期', en: 'Tags of a bulk act can be taken back' }),
  'emergency-review': limit('handledAt', { zh: '复盘', en: 'Review after an emergency' }),
} satisfies Record<string, RuleEntry>;

import type { Contract } from '../../case/contract';
import { emergencyActs } from './acts';
import { emergencyNotices } from './notices';

/** 7.1 Emergency response, with the incident side of 5.2 and 5.5. Emergency Response Law; 24号 arts. 63 to 70; cyber incident rules. */
export const emergencyContract = {
  name: 'emergency',
  title: { zh: '突发事件应急', en: 'Emergency' },
  section: '7.1',
  version: 1,
  stages: {
    triage: { zh: '研判分级', en: 'Triage' },
    respond: { zh: '应急处置', en: 'Respond' },
    review: { zh: '复盘', en: 'Review' },
    closing: { zh: '报告结案', en: 'Closing reports' },
  },
  first: 'triage',
  outcomes: {
    resolved: { zh: '处置完毕', en: 'Resolved' },
    'false-alarm': { zh: '误报', en: 'False alarm' },
    'drill-done': { zh: '演练结束', en: 'Drill done' },
    merged: { zh: '并案', en: 'Merged' },
  },
  acts: emergencyActs,
  clocks: [
    'data-incident-first-report',
    'data-incident-written-report',
    'data-incident-extreme-progress',
    'data-incident-closure-report',
    'pi-breach-notice',
    'cyber-incident-report-general',
    'cyber-incident-report-cii',
    'cyber-incident-closure',
    'bi-emergency-first-report',
    'bi-emergency-written-report',
    'bi-emergency-duty-roster',
    'business-interruption-notice',
    'emergency-triage',
    'emergency-call-wait',
    'emergency-status-report',
    'emergency-action',
    'emergency-tag-undo',
    'emergency-review',
    'promise-to-customer',
    'case-hold',
  ],
  notices: emergencyNotices,
  happened: { place: 'place', at: 'occurredAt' },
  reopenAt: ['respond', 'review'],
} as const satisfies Contract;

export type EmergencyContract = typeof emergencyContract;
export type EmergencyStage = keyof EmergencyContract['stages'];
export type EmergencyClock = EmergencyContract['clocks'][number];
export type EmergencyNotice = EmergencyContract['notices'][number];
export type EmergencyOutcome = keyof EmergencyContract['outcomes'];

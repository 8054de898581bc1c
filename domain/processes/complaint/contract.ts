import type { Contract } from '../../case/contract';
import { complaintActs } from './acts';
import { complaintNotices } from './notices';

/** 1.4 The consumer complaint, from its receipt to the recheck. Order 2020 no. 3. */
export const complaintContract = {
  name: 'complaint',
  title: { zh: '消费投诉', en: 'Consumer complaint' },
  section: '1.4',
  version: 1,
  stages: {
    intake: { zh: '受理', en: 'Intake' },
    handover: { zh: '移交', en: 'Hand over' },
    investigate: { zh: '核实', en: 'Investigate' },
    decide: { zh: '决定', en: 'Decide' },
    tell: { zh: '告知', en: 'Tell' },
    window: { zh: '核查申请期', en: 'Time to apply for a recheck' },
    recheck: { zh: '核查', en: 'Recheck' },
    perform: { zh: '履行调解协议', en: 'Perform the agreement' },
    close: { zh: '溯源办结', en: 'Root cause and closing' },
  },
  first: 'intake',
  outcomes: {
    justified: { zh: '投诉成立', en: 'Justified' },
    'partly-justified': { zh: '部分成立', en: 'Partly justified' },
    unjustified: { zh: '投诉不成立', en: 'Unjustified' },
    settled: { zh: '和解、调解', en: 'Settled' },
    withdrawn: { zh: '撤回', en: 'Withdrawn' },
    declined: { zh: '不予办理', en: 'Declined' },
    merged: { zh: '并案', en: 'Merged' },
    answered: { zh: '重复投诉答复', en: 'Repeat answered' },
    'handed-over': { zh: '移交', en: 'Handed over' },
  },
  acts: complaintActs,
  clocks: [
    'complaint-resolve-simple',
    'complaint-resolve-complex',
    'complaint-resolve-exceptional',
    'complaint-reply-target',
    'complaint-intake',
    'complaint-handover',
    'complaint-pause-appraisal',
    'complaint-transfer-order',
    'complaint-withdrawn',
    'complaint-recheck-apply',
    'complaint-recheck-decide',
    'complaint-mediation-perform',
    'complaint-cause-coded',
    'promise-to-customer',
    'case-hold',
  ],
  notices: complaintNotices,
  customer: 'complainant',
  happened: { place: 'place', at: 'happenedAt' },
  reopenAt: ['investigate', 'tell', 'recheck', 'perform', 'close'],
} as const satisfies Contract;

export type ComplaintContract = typeof complaintContract;
export type ComplaintStage = keyof ComplaintContract['stages'];
export type ComplaintClock = ComplaintContract['clocks'][number];
export type ComplaintNotice = ComplaintContract['notices'][number];
export type ComplaintOutcome = keyof ComplaintContract['outcomes'];

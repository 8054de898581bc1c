import type { Contract } from '../../case/contract';
import { claimActs } from './acts';
import { claimNotices } from './notices';
import { documentTypes } from './vocabulary';

/** 4.1 to 4.3 The claim, from the notice of loss to payment. Insurance Law arts. 21 to 26. */
export const claimContract = {
  name: 'claim',
  title: { zh: '理赔', en: 'Claim' },
  section: '4.1',
  version: 1,
  stages: {
    report: { zh: '报案', en: 'Report' },
    documents: { zh: '资料', en: 'Documents' },
    survey: { zh: '查勘', en: 'Survey' },
    assess: { zh: '核定', en: 'Assess' },
    agree: { zh: '协议', en: 'Agree' },
    pay: { zh: '支付', en: 'Pay' },
  },
  first: 'report',
  outcomes: {
    paid: { zh: '已赔付', en: 'Paid' },
    'partly-paid': { zh: '部分赔付', en: 'Partly paid' },
    denied: { zh: '拒赔', en: 'Denied' },
    withdrawn: { zh: '撤回', en: 'Withdrawn' },
    'without-payment': { zh: '零结案', en: 'Closed without payment' },
    merged: { zh: '并案', en: 'Merged' },
  },
  acts: claimActs,
  documents: documentTypes,
  flags: {
    disputed: { zh: '有争议', en: 'disputed' },
    'policy-doubtful': { zh: '保单存疑', en: 'policy doubtful' },
    'late-notice': { zh: '报案迟延', en: 'late notice' },
    catastrophe: { zh: '巨灾', en: 'catastrophe' },
    'time-barred': { zh: '诉讼时效已过', en: 'time-barred' },
    overpaid: { zh: '多付', en: 'overpaid' },
  },
  clocks: [
    'claim-guidance',
    'claim-first-contact',
    'claim-catastrophe-first-contact',
    'claim-survey',
    'claim-catastrophe-survey',
    'claim-agri-survey',
    'claim-appraisal-reminder',
    'claim-missing-docs-once',
    'claim-docs-wait',
    'claim-ctpl-docs',
    'claim-ctpl-determine',
    'claim-ctpl-pay',
    'claim-ctpl-rescue',
    'claim-determine-life',
    'claim-determine-general',
    'claim-determine-complex',
    'claim-small-fast-track',
    'claim-catastrophe-determine',
    'claim-catastrophe-advance',
    'claim-advance-payment',
    'claim-denial-notice',
    'claim-agree-wait',
    'claim-pay',
    'claim-agri-pay',
    'claim-catastrophe-pay',
    'task-fraud-review',
    'task-approve-payment',
    'task-payee-authorisation',
    'task-payment-returned',
    'task-payment-unknown',
    'promise-claim-registered',
    'promise-claim-first-contact',
    'promise-claim-survey',
    'promise-claim-progress',
    'promise-claim-determined',
    'promise-claim-paid',
    'promise-to-customer',
    'case-hold',
  ],
  notices: claimNotices,
  customer: 'claimant',
  happened: { place: 'place', at: 'lossAt', event: 'catastrophe' },
  reopenAt: ['documents', 'assess', 'agree', 'pay'],
  reopenUntil: 'limitation',
  reopenLate: ['limitation-interrupted', 'limitation-suspended', 'liability-fixed'],
} as const satisfies Contract;

export type ClaimContract = typeof claimContract;
export type ClaimStage = keyof ClaimContract['stages'];
export type ClaimClock = ClaimContract['clocks'][number];
export type ClaimNotice = ClaimContract['notices'][number];
export type ClaimOutcome = keyof ClaimContract['outcomes'];

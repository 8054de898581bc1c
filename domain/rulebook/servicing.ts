import { businessDays, calendarDays, years } from '../clock/term';
import type { Words } from '../words';
import { above, atMost, cite, companyNumber, companyTerm, law, quantity, target } from './entry';
import type { RuleEntry } from './types';
import type { ClockStart } from './vocabulary';

const serviceFine = { zh: '责令限期改正;警告,罚款', en: 'order to correct; warning, fine' };
const individual = { zh: '个人人身保险,团体除外', en: 'individual personal insurance, not group' };

/** A limit in working days of the rules on basic service of personal insurance. */
function service(name: Words, days: number, starts: ClockStart, article: string, change: Partial<RuleEntry> = {}): RuleEntry {
  const limit = atMost(businessDays(days));
  return {
    ...law({
      name,
      kind: 'limit',
      values: { limit },
      dayCount: 'day-unit-basic-service',
      starts,
      consequence: serviceFine,
      citations: [cite('basicService', article)],
      scope: individual,
    }),
    ...change,
  };
}

const underwriting = {
  'uw-defect-notice': service({ zh: '投保资料一次性告知', en: 'Defects of an application, told once' }, 5, 'applicationAt', '10'),
  'uw-medical-notice': service({ zh: '通知体检、生调', en: 'Notice of a medical or survival check' }, 5, 'applicationCompleteAt', '11(1)'),
  'policy-issue-deliver': service({ zh: '制作并送达合同', en: 'Policy issued and delivered' }, 15, 'applicationCompleteAt', '11(2)'),
  'uw-result-after-medical': service(
    { zh: '体检、生调后告知核保结果', en: 'Underwriting result after a check' },
    15,
    'medicalReportAt',
    '12',
  ),
  'callback-in-cooling-off': law({
    name: { zh: '新单回访', en: 'Callback inside the cooling-off period' },
    kind: 'duty',
    scope: { zh: '一年期以上寿险', en: 'life contracts over one year' },
    consequence: serviceFine,
    citations: [cite('basicService', '15'), cite('health', '44'), cite('traceability', '11')],
  }),
  'callback-problem-resolve': service({ zh: '回访问题件', en: 'Problems found in a callback' }, 15, 'defectFoundAt', '18'),
} satisfies Record<string, RuleEntry>;

const inForce = {
  'servicing-accept': service({ zh: '保全受理', en: 'Acceptance of a servicing request' }, 2, 'applicationCompleteAt', '19(1)'),
  'servicing-defect-notice': service({ zh: '保全补正一次性通知', en: 'Defects of a request, told once' }, 5, 'applicationAt', '19(2)'),
  'servicing-complete-no-premium': service({ zh: '保全(不涉保费)', en: 'Servicing without premium' }, 5, 'consentedAt', '20', {
    pauses: ['medical-examination'],
  }),
  'servicing-complete-premium': service({ zh: '保全(涉保费)', en: 'Servicing with premium' }, 5, 'premiumPaidAt', '20', {
    pauses: ['medical-examination'],
  }),
  'premium-reminder': law({
    name: { zh: '缴费提示', en: 'Reminder before the due date' },
    kind: 'duty',
    citations: [cite('basicService', '21(1)')],
  }),
  'lapse-notice': service({ zh: '效力中止通知', en: 'Notice of suspension' }, 10, 'suspendedAt', '21(2)'),
  'grace-period': law({
    name: { zh: '宽限期', en: 'Grace period' },
    kind: 'window',
    values: { limit: atMost(calendarDays(30)), afterDueDate: atMost(calendarDays(60), { starts: 'premiumDueAt' }) },
    dayCount: 'day-count-civil-default',
    starts: 'premiumRemindedAt',
    consequence: { zh: '合同效力中止;期间出险仍承担责任', en: 'suspension; a loss in the period is covered' },
    citations: [cite('insurance', '36')],
    yieldsToContract: true,
  }),
  'reinstatement-window': law({
    name: { zh: '复效期', en: 'Reinstatement' },
    kind: 'window',
    values: { limit: atMost(years(2)) },
    dayCount: 'day-count-civil-default',
    starts: 'suspendedAt',
    consequence: { zh: '保险人有权解除合同,退还现金价值', en: 'the insurer may terminate and refund' },
    citations: [cite('insurance', '37')],
  }),
  'reinstatement-deemed-consent': law({
    name: { zh: '复效默示同意', en: 'Reinstatement by silence' },
    kind: 'limit',
    values: { limit: atMost(calendarDays(30)) },
    dayCount: 'day-count-civil-default',
    starts: 'applicationAt',
    consequence: { zh: '视为同意', en: 'deemed consent' },
    citations: [cite('insuranceInterpretation3', '8')],
  }),
  'surrender-refund': law({
    name: { zh: '退保退还现金价值', en: 'Refund after surrender' },
    kind: 'limit',
    values: { limit: atMost(calendarDays(30)) },
    dayCount: 'day-count-civil-default',
    starts: 'terminationAt',
    citations: [cite('insurance', '47')],
  }),
  'surrender-one-time-notice': law({
    name: { zh: '退保材料一次性告知', en: 'Documents for a surrender, told once' },
    kind: 'limit',
    values: { limit: companyTerm },
    dayCount: 'day-count-civil-default',
    starts: 'applicationAt',
    citations: [cite('salesConduct', '40')],
  }),
  'risk-increase-transfer': law({
    name: { zh: '标的转让危险增加', en: 'Higher risk after a transfer' },
    kind: 'window',
    values: { limit: atMost(calendarDays(30)) },
    dayCount: 'day-count-civil-default',
    starts: 'noticeReceivedAt',
    citations: [cite('insurance', '49(3)')],
  }),
  'payout-to-agent-notice': law({
    name: { zh: '委托他人领款通知', en: 'Payment to a representative, told to the principal' },
    kind: 'threshold',
    values: { amount: above(quantity('fen', 100_000)) },
    consequence: serviceFine,
    citations: [cite('basicService', '17')],
    scope: individual,
  }),
} satisfies Record<string, RuleEntry>;

/** Chapter 3: underwriting, servicing and places of service. */
export const servicing = {
  ...underwriting,
  ...inForce,
  'hotline-answer-rate': target({
    name: { zh: '接通率', en: 'Calls answered' },
    kind: 'threshold',
    values: { share: companyNumber('share', 'at-least') },
  }),
  'site-service-signage': law({
    name: { zh: '现场管理', en: 'Signs, staff identity, complaint area' },
    kind: 'duty',
    citations: [cite('basicService', '3'), cite('complaints', '7')],
  }),
  'training-consumer-protection': target({
    name: { zh: '消保培训', en: 'Training in consumer protection' },
    kind: 'recurring',
    values: { every: companyTerm },
    dayCount: 'day-unit-stated',
    starts: 'yearEndAt',
  }),
} satisfies Record<string, RuleEntry>;

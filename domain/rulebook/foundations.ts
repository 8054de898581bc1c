import { businessDays, calendarDays, hours, years } from '../clock/term';
import type { Words } from '../words';
import { above, atLeast, atMost, by, cite, companyNumber, companyTerm, exactly, law, quantity, target } from './entry';
import type { Citation, RuleEntry, StatedValue } from './types';
import type { ClockStart } from './vocabulary';

const serviceFine = { zh: '责令限期改正;警告,罚款三万元以下', en: 'order to correct; warning, fine up to 30,000 yuan' };
const rectification = { zh: '责令限期改正;逾期约谈、罚款、限制业务', en: 'order to correct; overdue: talks, fines, limits on business' };
const disclosureFine = { zh: '逾期罚款一万元至十万元', en: 'overdue: fine of 10,000 to 100,000 yuan' };
const complaintPauses = ['outside-appraisal', 'mediation'] as const;

function complaint(name: Words, article: string, change: Partial<RuleEntry> = {}): RuleEntry {
  return { ...law({ name, kind: 'duty', citations: [cite('complaints', article)] }), ...change };
}

function resolve(name: Words, limit: StatedValue, more: Record<string, StatedValue> = {}): RuleEntry {
  return complaint(name, '18(1)', {
    kind: 'limit',
    values: { limit, ...more },
    dayCount: 'day-unit-complaint',
    starts: 'complaintAt',
    pauses: complaintPauses,
    resets: ['new-facts'],
    consequence: rectification,
  });
}

function complaintTarget(starts: ClockStart, name: Words, change: Partial<RuleEntry> = {}): RuleEntry {
  return { ...target({ name, kind: 'limit', values: { limit: companyTerm }, dayCount: 'day-unit-stated', starts }), ...change };
}

function disclosure(name: Words, starts: ClockStart, values: Record<string, StatedValue>, citations: Citation[]): RuleEntry {
  return law({ name, kind: 'limit', values, dayCount: 'day-unit-stated', starts, consequence: disclosureFine, citations });
}

const complaints = {
  'complaint-resolve-simple': resolve({ zh: '简单投诉处理', en: 'Decision on a simple complaint, told' }, atMost(calendarDays(15))),
  'complaint-resolve-complex': resolve(
    { zh: '情况复杂投诉处理', en: 'Decision on a complex complaint, in total' },
    atMost(calendarDays(30)),
  ),
  'complaint-resolve-exceptional': resolve(
    { zh: '情况特别复杂投诉处理', en: 'Decision on an exceptionally complex complaint, in total' },
    atMost(calendarDays(60)),
    { added: atMost(calendarDays(30)) },
  ),
  'complaint-pause-appraisal': complaint(
    { zh: '外部鉴定、检测、评估期间不计入', en: 'Outside appraisal is excluded; told promptly' },
    '18(2)',
    {
      version: 2,
      kind: 'limit',
      values: { limit: companyTerm },
      dayCount: 'day-unit-complaint',
      starts: 'appraisalStartedAt',
    },
  ),
  'complaint-pause-mediation': complaint({ zh: '调解期间不计入', en: 'Mediation is excluded' }, '23', {
    citations: [cite('complaints', '23'), cite('complaints', '40(3)')],
  }),
  'complaint-reset-new-facts': complaint({ zh: '新的事实和理由重新计算', en: 'New facts and reasons restart the limit' }, '18(3)'),
  'complaint-merge-duplicate': complaint({ zh: '重复投诉合并', en: 'Repeated complaints may be merged without restart' }, '18(3)'),
  'complaint-not-authorised': complaint({ zh: '非本人或代理人投诉', en: 'Complaint without authority may be declined, told' }, '18(4)'),
  'complaint-withdrawn': complaint({ zh: '撤回投诉当日终止', en: 'A withdrawal ends the procedure the same day' }, '15', {
    kind: 'limit',
    values: { limit: exactly(calendarDays(0)) },
    dayCount: 'day-unit-complaint',
    starts: 'withdrawnAt',
  }),
  'complaint-decision-content': complaint({ zh: '告知内容', en: 'Facts, basis, reasons and remedies are told' }, '19'),
  'complaint-notify-method': complaint({ zh: '告知方式', en: 'Ways of telling, with proof' }, '21', { yieldsToContract: true }),
  'complaint-recheck-apply': complaint({ zh: '申请核查', en: 'Application for a recheck' }, '20', {
    kind: 'window',
    values: { limit: atMost(calendarDays(30)) },
    dayCount: 'day-unit-complaint',
    starts: 'decisionReceivedAt',
  }),
  'complaint-recheck-decide': complaint({ zh: '核查决定', en: 'Decision on a recheck' }, '20', {
    kind: 'limit',
    values: { limit: atMost(calendarDays(30)) },
    dayCount: 'day-unit-complaint',
    starts: 'recheckRequestedAt',
    consequence: rectification,
  }),
  'complaint-regulator-forward': complaint({ zh: '监管转办', en: 'Forwarding by the regulator' }, '33', {
    kind: 'limit',
    values: { limit: atMost(businessDays(7)) },
    dayCount: 'day-unit-complaint',
    starts: 'regulatorReceivedAt',
    scope: { zh: '监管部门的义务', en: "the regulator's duty" },
  }),
  'complaint-group-representatives': complaint({ zh: '共同投诉代表', en: 'Representatives of a joint complaint' }, '12', {
    kind: 'threshold',
    values: { representatives: atMost(quantity('persons', 5)) },
  }),
  'complaint-major-threshold': complaint({ zh: '重大消费投诉', en: 'Major complaint' }, '29', {
    kind: 'threshold',
    values: { complainants: atLeast(quantity('persons', 20)) },
  }),
  'complaint-recusal': complaint({ zh: '回避', en: 'The handler has no direct interest' }, '17'),
  'complaint-no-known-docs': complaint({ zh: '不得重复索要材料', en: 'Nothing is asked for that is already held' }, '13'),
  'complaint-annual-disclosure': complaint({ zh: '投诉年报披露', en: 'Complaints in the annual report' }, '26', {
    kind: 'recurring',
    values: { every: atMost(years(1)) },
    consequence: rectification,
    dayCount: 'day-unit-complaint',
    starts: 'yearEndAt',
  }),
  'complaint-reply-life-2010': law({
    name: { zh: '人身险投诉答复(2010)', en: 'Reply to a complaint of personal insurance (2010)' },
    kind: 'limit',
    values: { limit: atMost(businessDays(10)) },
    dayCount: 'day-unit-basic-service',
    starts: 'acceptedAt',
    consequence: serviceFine,
    citations: [cite('basicService', '29')],
    scope: { zh: '与令2020年第3号不一致的以后者为准', en: 'gives way to order 2020 no. 3 where they differ' },
  }),
  'complaint-reply-target': complaintTarget(
    'acceptedAt',
    { zh: '投诉答复内部目标', en: 'Internal target for the reply to a complaint' },
    {
      version: 2,
      pauses: complaintPauses,
    },
  ),
  'complaint-intake': complaintTarget('complaintAt', { zh: '投诉分类受理', en: 'Classification of what was received' }),
  'complaint-handover': complaintTarget('complaintAt', { zh: '非消费投诉事项移交', en: 'Handing over of what is no complaint' }),
  'complaint-transfer-order': complaintTarget('complaintAt', { zh: '转办要求办结', en: 'Date ordered by the body that transferred it' }),
  'complaint-mediation-perform': complaintTarget('mediationAgreedAt', { zh: '调解协议履行', en: 'Performance of a mediation agreement' }),
  'complaint-cause-coded': complaintTarget('decisionToldAt', { zh: '投诉溯源归因', en: 'Root cause of a complaint coded' }),
  'complaint-unreachable-attempts': target({
    name: { zh: '无法联系投诉人的联系次数', en: 'Attempts before a complainant counts as unreachable' },
    kind: 'threshold',
    values: { attempts: companyNumber('times', 'at-least') },
  }),
} satisfies Record<string, RuleEntry>;

/** Chapter 1: service, conduct, complaints and disclosure. */
export const foundations = {
  ...complaints,
  'service-hotline-availability': law({
    name: { zh: '服务电话', en: 'Service hotline' },
    kind: 'threshold',
    values: { line: atLeast(hours(24)), agents: atLeast(hours(8)) },
    dayCount: 'day-unit-basic-service',
    scope: { zh: '每日;人工服务为工作日', en: 'a day; agents on working days' },
    consequence: serviceFine,
    citations: [cite('basicService', '4-5')],
  }),
  'service-quality-annual-check': law({
    name: { zh: '服务质量检查评估', en: 'Check of service quality' },
    kind: 'recurring',
    values: { every: atMost(years(1)) },
    dayCount: 'day-unit-basic-service',
    starts: 'yearEndAt',
    consequence: serviceFine,
    citations: [cite('basicService', '30')],
  }),
  'conduct-insurer-prohibited': law({
    name: { zh: '保险公司禁止行为', en: 'Prohibited acts of insurers' },
    kind: 'duty',
    consequence: {
      zh: '罚款五万元至三十万元;情节严重的限制业务、吊销许可证',
      en: 'fine of 50,000 to 300,000 yuan; serious: limits, revocation',
    },
    citations: [cite('insurance', '116'), cite('insurance', '161'), cite('insurance', '171')],
  }),
  'conduct-intermediary-prohibited': law({
    name: { zh: '中介禁止行为', en: 'Prohibited acts of intermediaries' },
    kind: 'duty',
    consequence: { zh: '罚款五万元至三十万元;情节严重的吊销许可证', en: 'fine of 50,000 to 300,000 yuan; serious: revocation' },
    citations: [cite('insurance', '131'), cite('insurance', '165')],
  }),
  'disclosure-basic-info-update': disclosure(
    { zh: '公司基本信息更新', en: 'Update of basic company information' },
    'changedAt',
    { limit: atMost(businessDays(10)) },
    [cite('companyDisclosure', '21')],
  ),
  'disclosure-material-event': disclosure(
    { zh: '重大事项临时披露', en: 'Disclosure of a material event' },
    'eventAt',
    {
      limit: atMost(businessDays(10)),
      claimOfNetAssets: above(quantity('share', 0.05)),
      judgment: above(quantity('fen', 5_000_000_000)),
    },
    [cite('companyDisclosure', '19'), cite('companyDisclosure', '23')],
  ),
  'disclosure-annual': law({
    name: { zh: '年度信息披露报告', en: 'Annual disclosure report' },
    kind: 'recurring',
    values: { by: by(4, 30), kept: atLeast(years(5)) },
    dayCount: 'day-unit-stated',
    starts: 'yearEndAt',
    consequence: disclosureFine,
    citations: [cite('companyDisclosure', '22'), cite('companyDisclosure', '24-25')],
  }),
  'records-business-retention': law({
    name: { zh: '业务账簿凭证保管', en: 'Retention of business records' },
    kind: 'retention',
    values: { upToOneYear: atLeast(years(5)), overOneYear: atLeast(years(10)) },
    dayCount: 'day-count-civil-default',
    starts: 'contractEndedAt',
    consequence: disclosureFine,
    citations: [cite('insurance', '87'), cite('insurance', '169(1)')],
  }),
} satisfies Record<string, RuleEntry>;

import { businessDays, calendarDays, hours, months, years } from '../clock/term';
import { above, atLeast, atMost, by, cite, companyTerm, exactly, law, quantity, target } from './entry';
import type { RuleEntry } from './types';

const dataFine = {
  zh: '罚款五万元至三十万元;情节严重的限制业务、吊销许可证',
  en: 'fine of 50,000 to 300,000 yuan; serious: limits, revocation',
};
const privacyFine = {
  zh: '罚款一百万元以下;情节严重的五千万元以下或上年营业额百分之五以下',
  en: 'fine up to 1 million yuan; serious: up to 50 million or 5 % of turnover',
};
const cyber = { status: 'V2', effectiveFrom: '2025-11-01' } as const;
const quoted = { status: 'V2' } as const;

const incidents = {
  'data-incident-first-report': law({
    name: { zh: '数据安全事件首报', en: 'Data incident: first report' },
    kind: 'limit',
    values: { limit: atMost(hours(2)) },
    dayCount: 'day-unit-stated',
    starts: 'incidentAt',
    consequence: dataFine,
    citations: [cite('dataRules', '69'), cite('dataRules', '76-77')],
  }),
  'data-incident-written-report': law({
    name: { zh: '正式书面报告', en: 'Data incident: written report' },
    kind: 'limit',
    values: { limit: atMost(hours(24)) },
    dayCount: 'day-unit-stated',
    starts: 'incidentAt',
    consequence: dataFine,
    citations: [cite('dataRules', '69')],
  }),
  'data-incident-extreme-progress': law({
    name: { zh: '特别重大事件进展报告', en: 'Most serious data incident: progress report' },
    kind: 'limit',
    values: { limit: atMost(hours(2)) },
    dayCount: 'day-unit-stated',
    starts: 'lastReportAt',
    resets: ['each-report'],
    consequence: dataFine,
    citations: [cite('dataRules', '69')],
  }),
  'data-incident-closure-report': law({
    name: { zh: '评估总结改进报告', en: 'Data incident: report on lessons' },
    kind: 'limit',
    values: { limit: atMost(businessDays(5)) },
    dayCount: 'day-unit-stated',
    starts: 'handledAt',
    consequence: dataFine,
    citations: [cite('dataRules', '69')],
  }),
  'data-incident-levels': law({
    name: { zh: '数据安全事件分级', en: 'Levels of data incidents' },
    kind: 'threshold',
    values: { provincesOfExtreme: atLeast(quantity('provinces', 2)) },
    citations: [cite('dataRules', '67'), cite('dataRules', '附件')],
  }),
  'pi-breach-notice': law({
    name: { zh: '个人信息泄露通知', en: 'Notice of a leak of personal data' },
    kind: 'limit',
    values: { limit: companyTerm },
    dayCount: 'day-count-civil-default',
    starts: 'discoveredAt',
    consequence: privacyFine,
    citations: [cite('personalInformation', '57'), cite('dataRules', '63')],
  }),
  'cyber-incident-report-general': law({
    ...cyber,
    name: { zh: '网络安全事件报告', en: 'Cyber incident: report' },
    kind: 'limit',
    values: { limit: atMost(hours(4), quoted) },
    dayCount: 'day-unit-stated',
    starts: 'discoveredAt',
    scope: { zh: '较大以上', en: 'larger incidents and above' },
    citations: [cite('cyberIncidents', '4'), cite('cyberIncidents', '7'), cite('cyberIncidents', '10-11')],
  }),
  'cyber-incident-report-cii': law({
    ...cyber,
    name: { zh: '关键信息基础设施事件报告', en: 'Cyber incident of critical infrastructure: report' },
    kind: 'limit',
    values: { limit: atMost(hours(1), quoted) },
    dayCount: 'day-unit-stated',
    starts: 'discoveredAt',
    citations: [cite('cyberIncidents', '4(1)')],
  }),
  'cyber-incident-closure': law({
    ...cyber,
    name: { zh: '网络安全事件处置总结报告', en: 'Cyber incident: final report' },
    kind: 'limit',
    values: { limit: atMost(calendarDays(30), quoted) },
    dayCount: 'day-unit-stated',
    starts: 'handledAt',
    citations: [cite('cyberIncidents', '8')],
  }),
  'cyber-incident-level-pi': law({
    ...cyber,
    name: { zh: '网络安全事件分级(个人信息)', en: 'Levels of cyber incidents by persons' },
    kind: 'threshold',
    values: {
      larger: atLeast(quantity('persons', 1_000_000), quoted),
      major: atLeast(quantity('persons', 10_000_000), quoted),
      extreme: atLeast(quantity('persons', 100_000_000), quoted),
    },
    citations: [cite('cyberIncidents', '附件')],
  }),
  'cyber-log-retention': law({
    name: { zh: '网络日志', en: 'Retention of network logs' },
    kind: 'retention',
    values: { limit: atLeast(months(6)) },
    dayCount: 'day-count-civil-default',
    starts: 'logCreatedAt',
    citations: [cite('cybersecurity', '23(3)'), cite('cybersecurity', '61')],
  }),
  'network-product-vuln-report': law({
    ...quoted,
    name: { zh: '产品漏洞报告', en: 'Report of a vulnerability of a product' },
    kind: 'limit',
    values: { limit: atMost(hours(24), quoted) },
    dayCount: 'day-unit-stated',
    starts: 'discoveredAt',
    citations: [cite('networkData', '10')],
  }),
  'data-security-law-incident': law({
    name: { zh: '数据安全事件(一般法)', en: 'Data incident under the general law' },
    kind: 'duty',
    citations: [cite('dataSecurity', '29'), cite('dataSecurity', '45')],
  }),
} satisfies Record<string, RuleEntry>;

const privacy = {
  'pi-rights-access': law({
    name: { zh: '查阅、复制', en: 'Request for access and copies' },
    kind: 'limit',
    values: { limit: companyTerm },
    dayCount: 'day-count-civil-default',
    starts: 'requestAt',
    consequence: privacyFine,
    citations: [cite('personalInformation', '45'), cite('personalInformation', '50')],
  }),
  'pi-rights-correct': law({
    name: { zh: '更正、补充', en: 'Request for correction' },
    kind: 'limit',
    values: { limit: companyTerm },
    dayCount: 'day-count-civil-default',
    starts: 'requestAt',
    consequence: privacyFine,
    citations: [cite('personalInformation', '46'), cite('personalInformation', '50')],
  }),
  'pi-rights-delete': law({
    name: { zh: '删除', en: 'Deletion; a retention period leaves storage and protection only' },
    kind: 'duty',
    consequence: privacyFine,
    citations: [cite('personalInformation', '47')],
  }),
  'pi-consent-withdraw': law({
    name: { zh: '撤回同意', en: 'Withdrawal of consent' },
    kind: 'duty',
    citations: [cite('personalInformation', '15'), cite('dataRules', '57')],
  }),
  'pi-impact-assessment': law({
    name: { zh: '个人信息保护影响评估', en: 'Impact assessment before processing; report kept' },
    kind: 'retention',
    values: { limit: atLeast(years(3)) },
    dayCount: 'day-count-civil-default',
    starts: 'reportMadeAt',
    consequence: privacyFine,
    citations: [cite('personalInformation', '55-56'), cite('dataRules', '58')],
  }),
  'pi-compliance-audit': law({
    name: { zh: '合规审计', en: 'Compliance audit' },
    kind: 'recurring',
    values: { every: atMost(years(2), quoted), persons: above(quantity('persons', 10_000_000), quoted) },
    dayCount: 'day-count-civil-default',
    starts: 'lastAuditAt',
    effectiveFrom: '2025-05-01',
    citations: [cite('personalInformation', '54'), cite('privacyAudit', '4')],
  }),
} satisfies Record<string, RuleEntry>;

const governance = {
  'data-risk-assessment': law({
    name: { zh: '数据安全风险评估', en: 'Data risk assessment and its report' },
    kind: 'recurring',
    values: { every: exactly(years(1)), by: by(1, 15) },
    dayCount: 'day-unit-stated',
    starts: 'yearEndAt',
    consequence: dataFine,
    citations: [cite('dataRules', '66'), cite('dataRules', '74')],
  }),
  'data-security-audit': law({
    name: { zh: '数据安全全面审计', en: 'Full audit of data security' },
    kind: 'recurring',
    values: { every: atMost(years(3)) },
    dayCount: 'day-unit-stated',
    starts: 'lastAuditAt',
    consequence: dataFine,
    citations: [cite('dataRules', '66')],
  }),
  'data-batch-sharing-report': law({
    name: { zh: '批量敏感级数据共享报告', en: 'Report before a batch of sensitive data is shared' },
    kind: 'limit',
    values: { limit: atLeast(businessDays(20)) },
    dayCount: 'day-unit-stated',
    starts: 'plannedAt',
    countsBack: true,
    consequence: dataFine,
    citations: [cite('dataRules', '73')],
  }),
  'data-backup-recovery-test': law({
    name: { zh: '备份与可恢复性验证', en: 'Backup and recovery test' },
    kind: 'recurring',
    values: { every: companyTerm },
    dayCount: 'day-unit-stated',
    starts: 'lastAuditAt',
    consequence: dataFine,
    citations: [cite('dataRules', '45')],
  }),
  'data-destroy-at-expiry': law({
    name: { zh: '到期销毁', en: 'Destruction at expiry' },
    kind: 'duty',
    citations: [cite('dataRules', '46')],
  }),
  'data-important-catalogue': law({
    name: { zh: '重要数据目录', en: 'Catalogue of important data' },
    kind: 'duty',
    citations: [cite('dataRules', '71')],
  }),
  'aml-retention': law({
    name: { zh: '客户身份资料、交易记录保存', en: 'Retention of identity and transaction records' },
    kind: 'retention',
    values: { limit: atLeast(years(10)) },
    dayCount: 'day-count-civil-default',
    starts: 'relationEndedAt',
    effectiveFrom: '2025-01-01',
    citations: [cite('antiMoneyLaundering', '34'), cite('antiMoneyLaundering', '53(2)')],
  }),
  'aml-suspicious-report': law({
    name: { zh: '可疑、大额交易报告', en: 'Report of suspicious or large transactions' },
    kind: 'limit',
    values: { limit: companyTerm },
    dayCount: 'day-count-civil-default',
    starts: 'discoveredAt',
    citations: [cite('antiMoneyLaundering', '35')],
  }),
  'client-info-retention': law({
    name: { zh: '客户信息保存(取最长)', en: 'Retention of customer data, the longest of several' },
    kind: 'retention',
    values: {
      limit: atLeast(years(10)),
      business: atLeast(years(5)),
      afterDispute: atLeast(years(2), { starts: 'disputeEndedAt' }),
      suitability: atLeast(years(5)),
    },
    dayCount: 'day-count-civil-default',
    starts: 'relationEndedAt',
    citations: [cite('insurance', '87'), cite('traceability', '13'), cite('antiMoneyLaundering', '34'), cite('suitability', '17')],
  }),
  'aml-cdd-measures': target({ name: { zh: '客户尽职调查', en: 'Customer due diligence' }, kind: 'duty' }),
} satisfies Record<string, RuleEntry>;

/** Chapter 5: data and information. */
export const data = { ...incidents, ...privacy, ...governance } satisfies Record<string, RuleEntry>;

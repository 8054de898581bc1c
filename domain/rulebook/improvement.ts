import { years } from '../clock/term';
import { atMost, cite, companyTerm, law, target } from './entry';
import type { RuleEntry } from './types';

/** Chapter 8: continuous improvement. Mostly duties without a number; the cycles are the company's. */
export const improvement = {
  'improve-complaint-root-cause': law({
    name: { zh: '溯源整改', en: 'Root causes of complaints' },
    kind: 'recurring',
    values: { every: companyTerm },
    dayCount: 'day-unit-stated',
    starts: 'lastReportAt',
    citations: [cite('complaints', '9'), cite('complaints', '26')],
  }),
  'improve-service-annual': law({
    name: { zh: '服务质量年度评估', en: 'Yearly check of service quality' },
    kind: 'recurring',
    values: { every: atMost(years(1)) },
    dayCount: 'day-unit-basic-service',
    starts: 'yearEndAt',
    citations: [cite('basicService', '30')],
  }),
  'improve-internet-service': law({
    name: { zh: '互联网服务改进', en: 'Improvement of internet service' },
    kind: 'duty',
    citations: [cite('internet', '24')],
  }),
  'improve-sales-self-check': law({
    name: { zh: '销售制度自查', en: 'Self-check of sales rules' },
    kind: 'recurring',
    values: { every: companyTerm },
    dayCount: 'day-unit-stated',
    starts: 'lastReportAt',
    citations: [cite('salesConduct', '8')],
  }),
  'improve-incident-lessons': law({
    name: { zh: '事件改进报告(见第五章)', en: 'Lessons of incidents, see chapter 5' },
    kind: 'duty',
    citations: [cite('dataRules', '69'), cite('cyberIncidents', '8')],
    status: 'V2',
  }),
  'ai-change-review': law({
    name: { zh: '模型、系统投产审查', en: 'Review before a model or system goes live' },
    kind: 'duty',
    citations: [cite('dataRules', '48'), cite('dataRules', '50-52')],
  }),
  'incentive-constraint': law({
    name: { zh: '激励约束', en: 'Incentives and claw-back' },
    kind: 'duty',
    citations: [cite('suitability', '16'), cite('agencyReform', '7'), cite('complaints', '27')],
  }),
  'standards-align': target({ name: { zh: '标准化', en: 'Voluntary industry standards' }, kind: 'duty' }),
} satisfies Record<string, RuleEntry>;

import { years } from '../clock/term';
import type { Words } from '../words';
import { atLeast, atMost, cite, companyTerm, law, quantity, target } from './entry';
import type { Citation, RuleEntry } from './types';
import type { ClockStart } from './vocabulary';

function duty(name: Words, citations: Citation[], change: Partial<RuleEntry> = {}): RuleEntry {
  return { ...law({ name, kind: 'duty', citations }), ...change };
}

function companyLimit(name: Words, starts: ClockStart): RuleEntry {
  return target({ name, kind: 'limit', values: { limit: companyTerm }, dayCount: 'day-unit-stated', starts });
}

const companyCycle = { kind: 'recurring', values: { every: companyTerm }, dayCount: 'day-unit-stated', starts: 'lastReportAt' } as const;

/** Chapter 7: emergency and risk. */
export const emergency = {
  'emergency-levels': duty({ zh: '突发事件分级(特别重大、重大、较大、一般)', en: 'Levels of emergencies, I to IV' }, [
    cite('emergencyResponse', '3'),
  ]),
  'warning-levels': duty({ zh: '预警级别(红、橙、黄、蓝)', en: 'Levels of warning, red to blue' }, [cite('emergencyResponse', '63')]),
  'emergency-report-immediate': duty(
    { zh: '立即报告', en: 'Immediate report' },
    [cite('emergencyResponse', '60-61'), cite('emergencyResponse', '78')],
    { kind: 'limit', values: { limit: companyTerm }, dayCount: 'day-count-civil-default', starts: 'discoveredAt' },
  ),
  'emergency-hazard-check': duty({ zh: '隐患排查', en: 'Check of hazards' }, [cite('emergencyResponse', '35')], companyCycle),
  'emergency-drill': duty(
    { zh: '应急演练', en: 'Emergency drill' },
    [cite('emergencyResponse', '42'), cite('dataRules', '68(1)'), cite('internet', '37(2)')],
    companyCycle,
  ),
  'emergency-plan-maintain': duty({ zh: '预案修订', en: 'Revision of the plan' }, [cite('emergencyResponse', '28')]),
  'emergency-unit-penalty': duty({ zh: '单位责任', en: 'Liability of the unit' }, [cite('emergencyResponse', '96')], {
    kind: 'threshold',
    values: {
      fineFrom: atLeast(quantity('fen', 5_000_000)),
      fineTo: atMost(quantity('fen', 20_000_000)),
      seriousFrom: atLeast(quantity('fen', 20_000_000)),
      seriousTo: atMost(quantity('fen', 100_000_000)),
    },
  }),
  'bi-emergency-management': duty(
    { zh: '银行保险机构应对突发事件金融服务', en: 'Financial service in emergencies' },
    [cite('bankInsuranceEmergency', '12')],
    { status: 'V2', effectiveFrom: '2020-09-09' },
  ),
  'bi-emergency-first-report': companyLimit({ zh: '突发事件首报(口头)', en: 'Emergency: first report, oral' }, 'discoveredAt'),
  'bi-emergency-written-report': companyLimit({ zh: '突发事件书面报告', en: 'Emergency: written report' }, 'discoveredAt'),
  'bi-emergency-duty-roster': companyLimit({ zh: '24小时值班到岗', en: 'Duty roster manned during an event' }, 'discoveredAt'),
  'reputation-event-report': companyLimit({ zh: '重大声誉事件报告', en: 'Report of a major reputation event' }, 'discoveredAt'),
  'major-complaint-plan': duty({ zh: '重大消费投诉预案', en: 'Plan for major complaints' }, [cite('complaints', '29')]),
  'catastrophe-claims-plan': duty({ zh: '灾害理赔预案', en: 'Plan for claims after a disaster' }, [cite('basicService', '27')]),
  'agency-group-incident-threshold': duty({ zh: '群访、集中退保阈值', en: 'Group petition or mass surrender' }, [cite('agents', '18(3)')], {
    kind: 'threshold',
    values: { petitioners: atLeast(quantity('persons', 30)), surrenders: atLeast(quantity('persons', 100)), within: atMost(years(1)) },
    dayCount: 'day-unit-agent',
  }),
  'business-interruption-notice': duty({ zh: '互联网业务中断公告', en: 'Announcement of an interruption' }, [cite('internet', '39')], {
    kind: 'limit',
    values: { limit: companyTerm },
    dayCount: 'day-count-civil-default',
    starts: 'discoveredAt',
  }),
} satisfies Record<string, RuleEntry>;

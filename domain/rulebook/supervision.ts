import { businessDays, years } from '../clock/term';
import type { Words } from '../words';
import type { DayCountId } from './day-count';
import { atLeast, atMost, cite, companyTerm, law, quantity } from './entry';
import type { Citation, RuleEntry } from './types';
import type { ClockStart } from './vocabulary';

function duty(name: Words, citations: Citation[], change: Partial<RuleEntry> = {}): RuleEntry {
  return { ...law({ name, kind: 'duty', citations }), ...change };
}

function report(name: Words, days: number, dayCount: DayCountId, starts: ClockStart, citations: Citation[]): RuleEntry {
  return law({ name, kind: 'limit', values: { limit: atMost(businessDays(days)) }, dayCount, starts, citations });
}

/** Chapter 6: supervision. */
export const supervision = {
  'inspection-two-officers': duty({ zh: '现场检查人数', en: 'Inspectors on site' }, [cite('insurance', '154'), cite('companies', '63')], {
    kind: 'threshold',
    values: { inspectors: atLeast(quantity('persons', 2)) },
    consequence: { zh: '可以拒绝检查', en: 'the inspection may be refused' },
  }),
  'rectification-deadline': duty(
    { zh: '责令限期改正(按决定书所定日期)', en: 'Rectification by the date that the order sets' },
    [cite('insurance', '140'), cite('insurance', '169'), cite('complaints', '41')],
    {
      version: 2,
      kind: 'limit',
      setBy: 'order',
      dayCount: 'day-unit-stated',
      starts: 'orderServedAt',
      consequence: { zh: '逾期罚款、约谈、限制业务、整顿', en: 'overdue: fines, talks, limits, rectification team' },
    },
  ),
  'complaint-in-kpi': duty({ zh: '投诉纳入考核', en: 'Complaints in performance and pay' }, [cite('complaints', '27')]),
  'sales-kpi-not-only-volume': duty({ zh: '销售考核指标', en: 'Sales volume is not the only indicator' }, [cite('suitability', '16')], {
    effectiveFrom: '2026-02-01',
  }),
  'cp-supervision-rating': duty(
    { zh: '消保监管评价', en: 'Rating of consumer protection' },
    [cite('complaints', '38'), cite('suitability', '44')],
    {
      version: 2,
      kind: 'recurring',
      values: { every: atMost(years(1)) },
      dayCount: 'day-unit-stated',
      starts: 'yearEndAt',
      scope: {
        zh: '评价办法(银保监发〔2021〕24号)已于2025-09-10由新的金融机构消费者权益保护监管评价办法(七要素)取代,新办法原文未读',
        en: 'the method of 2021 was replaced on 2025-09-10 by a new one of seven elements, whose text was not read',
      },
    },
  ),
  'cp-review': duty(
    { zh: '消保审查', en: 'Consumer-protection review before launch and major change' },
    [cite('consumerProtection', '9')],
    { status: 'V2' },
  ),
  'cp-annual-disclosure': duty({ zh: '消保信息披露', en: 'Disclosure on consumer protection' }, [cite('consumerProtection', '10')], {
    kind: 'recurring',
    values: { every: atMost(years(1), { status: 'V2' }) },
    dayCount: 'day-unit-stated',
    starts: 'yearEndAt',
    status: 'V2',
  }),
  'board-cp-committee': duty(
    { zh: '董事会消保责任', en: 'Board and committee for consumer protection' },
    [cite('consumerProtection', '8')],
    { status: 'V2' },
  ),
  'agency-event-report': report({ zh: '代理机构事项报告', en: 'Report of an event of an agency' }, 5, 'day-unit-agent', 'eventAt', [
    cite('agents', '21-22'),
    cite('agents', '118'),
  ]),
  'agency-branch-report': report({ zh: '分支机构报告', en: 'Report of a branch' }, 15, 'day-unit-agent', 'registeredAt', [
    cite('agents', '19'),
  ]),
  'company-change-report': report(
    { zh: '保险机构变更报告', en: 'Report of a change of the insurer' },
    15,
    'day-unit-company-mgmt',
    'eventAt',
    [cite('companies', '27'), cite('companies', '78')],
  ),
  'board-resolution-report': report({ zh: '重大决议报告', en: 'Report of a major resolution' }, 30, 'day-unit-company-mgmt', 'resolvedAt', [
    cite('companies', '67'),
    cite('companies', '78'),
  ]),
  'sales-malpractice-penalty': duty({ zh: '销售违规处罚', en: 'Penalty for malpractice in sales' }, [cite('salesConduct', '44-45')], {
    kind: 'threshold',
    values: { fineFrom: atLeast(quantity('fen', 1_000_000)), fineTo: atMost(quantity('fen', 10_000_000)) },
  }),
  'internal-accountability': duty(
    { zh: '责任追究', en: 'Accountability and claw-back' },
    [cite('complaints', '26'), cite('agencyReform', '8')],
    {
      kind: 'limit',
      values: { limit: companyTerm },
      dayCount: 'day-count-civil-default',
      starts: 'defectFoundAt',
    },
  ),
  'operational-risk-event-report': law({
    version: 2,
    status: 'V2',
    name: { zh: '重大操作风险事件报告', en: 'Report of a major operational-risk event' },
    kind: 'limit',
    values: { limit: atMost(businessDays(5), { status: 'V2' }) },
    dayCount: 'day-unit-stated',
    starts: 'discoveredAt',
    scope: {
      zh: '自知悉或者应当知悉之日起;含一省业务中断三小时以上、两省以上三十分钟以上,重要数据损毁泄露,严重侵犯个人信息',
      en: 'from knowing or when it should have been known; outages of three hours in one province or thirty minutes in two, loss or leak of important data and grave infringements of personal data included',
    },
    citations: [cite('operationalRisk', '42')],
  }),
} satisfies Record<string, RuleEntry>;

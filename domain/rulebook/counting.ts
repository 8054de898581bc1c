import { businessDays, calendarDays } from '../clock/term';
import { dayCounts } from './day-count';
import { atMost, cite, exactly, law } from './entry';
import type { RuleEntry } from './types';

const counted = (id: keyof typeof dayCounts, en: string): RuleEntry =>
  law({ name: { zh: dayCounts[id].words.zh, en }, kind: 'duty', citations: [dayCounts[id].citation] });

/** Chapter 1: how days are counted (rulebook 0.3). The arithmetic is in ../calendar and ../clock. */
export const counting = {
  'day-count-civil-default': counted('day-count-civil-default', 'Days of statutes that are silent on the point: calendar days'),
  'day-count-roll-forward': law({
    name: { zh: '末日为法定休假日的顺延', en: 'End on a statutory rest day moves to the day after' },
    kind: 'duty',
    citations: [cite('civilCode', '203-204')],
    scope: { zh: '是否含普通周末须解释,见 restDays', en: 'whether ordinary weekends count is open: the switch restDays' },
  }),
  'day-unit-complaint': counted('day-unit-complaint', 'Days of the rules on complaints: calendar days, except art. 33'),
  'day-unit-basic-service': counted('day-unit-basic-service', 'Days of the rules on basic service: as each limit says'),
  'day-unit-agent': counted('day-unit-agent', 'Days of the rules on agents: working days'),
  'day-unit-company-mgmt': counted('day-unit-company-mgmt', 'Days of the rules on insurers: working days'),
  'day-unit-product-filing': counted('day-unit-product-filing', 'Limits of the rules on product filing: working days'),
  'workday-definition': law({
    name: { zh: '工作日', en: 'Working day' },
    kind: 'duty',
    values: { statutoryHolidays: exactly(calendarDays(13)), workedInARow: atMost(businessDays(6)) },
    dayCount: 'day-count-civil-default',
    scope: {
      zh: '周一至周五减公布的放假日,加公布的调休上班日',
      en: 'Monday to Friday less announced days off plus announced make-up days',
    },
    citations: [cite('holidays', '2'), cite('holidays', '6-7')],
  }),
} satisfies Record<string, RuleEntry>;

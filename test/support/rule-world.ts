import { chinaCalendar } from '../../domain/calendar/china';
import type { Calendar } from '../../domain/calendar/types';
import type { World } from '../../domain/case/settle';
import { clockTimes } from '../../domain/clock/clock';
import type { Rulebook } from '../../domain/rulebook';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { flatWorld } from './flat-world';

const book = standardRulebook();
const china = chinaCalendar();

/** A world under the real rulebook and calendar; its people are those of the flat world. */
export function ruleWorld(vacant?: ReadonlySet<string>, rules: Rulebook = book, calendar: Calendar = china): World {
  return {
    ...flatWorld(vacant),
    timesOf: (clock) => {
      const rule = rules.getLimit(clock.rule, clock.value, clock.agreedTerm);
      const times = clockTimes(rule, rules.ladderOf(rule), clock, calendar);
      const basis = clock.agreedTerm === undefined ? rule.limit.basis : rule.basis;
      return { ...times, ruleVersion: `${rule.id}@${rule.version}`, calendarVersion: `${calendar.id}@${calendar.version}`, basis };
    },
    titleOf: (id) => rules.getRule(id).name,
    watchDate: (id, startsAt) => {
      const rule = rules.getLimit(id);
      const { dueAt, provisionalAt } = clockTimes(rule, rules.ladderOf(rule), { startsAt, pauses: [] }, calendar);
      return dueAt ?? provisionalAt ?? startsAt;
    },
  };
}

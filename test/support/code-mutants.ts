interface CodeMutant {
  readonly what: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
}

/** The rules of starting, pausing and ending as they stand in the code, each with a wrong reading. */
export const codeMutants: readonly CodeMutant[] = [
  {
    what: 'the starting day is counted',
    file: 'domain/clock/days.ts',
    from: 'addUnits(track, calendar, dayAt(zone, track.startsAt), count)',
    to: 'addUnits(track, calendar, addCalendarDays(dayAt(zone, track.startsAt), -1), count)',
  },
  {
    what: 'a limit ends when its last day begins',
    file: 'domain/clock/days.ts',
    from: "return { kind: 'at', at: startOfDay(zone, addCalendarDays(last.value, 1)) };",
    to: "return { kind: 'at', at: startOfDay(zone, last.value) };",
  },
  {
    what: 'a pause that begins at the end still counts',
    file: 'domain/clock/days.ts',
    from: 'stop.from >= startOfDay',
    to: 'stop.from > startOfDay',
  },
  {
    what: 'a pause after the end counts',
    file: 'domain/clock/days.ts',
    from: 'if (stop.from >= startOfDay(zone, addCalendarDays(last.value, 1))) break;',
    to: '',
  },
  {
    what: 'a pause shifts working-day limits by calendar days',
    file: 'domain/clock/days.ts',
    from: "return unit === 'businessDays' ? countWorkdays(calendar, from, to) :",
    to: "return unit === 'hours' ? countWorkdays(calendar, from, to) :",
  },
  {
    what: 'working days are added as calendar days',
    file: 'domain/clock/days.ts',
    from: "return unit === 'businessDays' ? addWorkdays(calendar, day, count) :",
    to: "return unit === 'hours' ? addWorkdays(calendar, day, count) :",
  },
  {
    what: 'an open pause does not stop a day limit',
    file: 'domain/clock/days.ts',
    from: "if (!Number.isFinite(stop.to)) return { kind: 'paused' };",
    to: 'if (!Number.isFinite(stop.to)) break;',
  },
  {
    what: 'overlapping pauses count twice',
    file: 'domain/clock/pauses.ts',
    from: 'if (!last || next.from > last.to) return [...stops, next];',
    to: 'if (!last || next.from >= last.from) return [...stops, next];',
  },
  {
    what: 'a pause before the start counts',
    file: 'domain/clock/pauses.ts',
    from: 'from: Math.max(from, startsAt)',
    to: 'from',
  },
  {
    what: 'any reason pauses any clock',
    file: 'domain/clock/course.ts',
    from: 'if (!refused) return stopsOf(run);',
    to: 'return stopsOf(run);\n  if (!refused) return [];',
  },
  {
    what: 'a hold stops a limit of the law',
    file: 'domain/clock/course.ts',
    from: "why === 'hold' ? limit.basis === 'policy' :",
    to: "why === 'hold' ? limit.basis !== 'policy' :",
  },
  {
    what: 'a contract term rules where the law does not yield',
    file: 'domain/clock/course.ts',
    from: "if (run.agreedTerm && !rule.yieldsToContract && rule.setBy === undefined && rule.basis === 'law') {",
    to: 'if (run.agreedTerm && rule.countsBack) {',
  },
  {
    what: 'an extension is ignored',
    file: 'domain/clock/course.ts',
    from: 'return run.extendedTo ?? run.agreedTerm ??',
    to: 'return run.agreedTerm ??',
  },
  {
    what: 'used time is forgotten when the rule changes',
    file: 'domain/clock/course.ts',
    from: 'const left = total * (1 - usedShare);',
    to: 'const left = total;',
  },
  {
    what: 'what is left after a change of rule is counted from the start',
    file: 'domain/clock/course.ts',
    from: 'lead: passedBy(track, calendar, carried.at) - used }',
    to: 'lead: 0 }',
  },
  {
    what: 'a pause does not stop hours',
    file: 'domain/clock/hours.ts',
    from: 'if (end.known && end.value <= to)',
    to: 'if (end.known)',
  },
  {
    what: 'business hours run round the clock',
    file: 'domain/clock/hours.ts',
    from: "return unit === 'businessHours' ? addBusinessMs(calendar, from, ms) :",
    to: "return unit === 'months' ? addBusinessMs(calendar, from, ms) :",
  },
  {
    what: 'a regulation with days of its own rolls off rest days',
    file: 'domain/clock/end.ts',
    from: 'if (!dayCounts[rule.dayCount].rolls || ',
    to: 'if (',
  },
  {
    what: 'nothing rolls off rest days',
    file: 'domain/clock/end.ts',
    from: "|| course.unit !== 'calendarDays') return dueAt;",
    to: '|| dueAt) return dueAt;',
  },
  {
    what: 'a year without data is Monday to Friday',
    file: 'domain/calendar/calendar.ts',
    from: "!isWeekend(number) : 'unknown'",
    to: '!isWeekend(number) : !isWeekend(number)',
  },
  {
    what: 'make-up days are days off',
    file: 'domain/calendar/calendar.ts',
    from: 'if (off !== undefined) return !off;',
    to: 'if (off !== undefined) return false;',
  },
  {
    what: 'days are those of UTC',
    file: 'domain/calendar/zone.ts',
    from: 'dayOfNumber(Math.floor(localMs(zone, at) / dayMs))',
    to: 'dayOfNumber(Math.floor(at / dayMs))',
  },
];

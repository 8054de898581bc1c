import { addCalendarDays } from '../calendar/day';
import type { Calendar } from '../calendar/types';
import { dayAt, startOfDay } from '../calendar/zone';
import type { Instant } from '../instant';
import { type Course, endOf } from './course';
import type { Ladder, Reminder, Repeats, Telling } from './ladder';
import { moveRoughly } from './move';
import { stopAt } from './pauses';
import { audible } from './quiet';
import { inDays } from './track';
import { levels, type RungTime } from './types';

/** What the rungs of one clock hang on. `course` is absent for a limit that counts back: it has no budget to share. */
export interface Rail {
  readonly ladder: Ladder;
  readonly calendar: Calendar;
  readonly startsAt: Instant;
  readonly course?: Course;
}

function rung(kind: RungTime['kind'], name: string, at: Instant, { to, level }: Telling): RungTime {
  return { name, at, kind, to, level: levels.indexOf(level) };
}

/** The instant at which a share of the first counted day has passed. */
function withinFirstDay(course: Course, calendar: Calendar, share: number): Instant | undefined {
  const end = endOf(course, calendar, 1);
  if (end.kind !== 'at') return undefined;
  const begin = startOfDay(calendar.zone, addCalendarDays(dayAt(calendar.zone, end.at), -1));
  return begin + Math.round((end.at - begin) * share);
}

/** A share of a day limit is rounded down to whole days, so that nobody is reminded later than the share says; but never to none. */
function shareEnd(course: Course, calendar: Calendar, share: number): Instant | undefined {
  const units = course.total * share;
  const whole = Math.floor(units + 1e-9);
  if (inDays(course) && whole === 0) return withinFirstDay(course, calendar, units);
  const end = endOf(course, calendar, inDays(course) ? whole : units);
  return end.kind === 'at' ? end.at : undefined;
}

function reminderAt({ course, calendar }: Rail, { when }: Reminder, dueAt: Instant | null): Instant | undefined {
  if ('share' in when) return course && shareEnd(course, calendar, when.share);
  return dueAt === null ? undefined : moveRoughly(calendar, dueAt, { ...when.before, count: -when.before.count });
}

/** The instant itself, or the end of the pause it falls into; and since when the clock has been running then. */
function runningAt({ course, startsAt }: Rail, at: Instant, until: number): { readonly at: Instant; readonly since: number } {
  if (course === undefined) return { at, since: Number.NEGATIVE_INFINITY };
  const begun = Math.max(at, startsAt);
  const running = Math.min(stopAt(course.stops, begun)?.to ?? begun, Math.max(begun, until));
  const resumed = course.stops.filter(({ to }) => to <= running).map(({ to }) => to);
  return { at: running, since: Math.max(startsAt, ...resumed) };
}

/** Reminders, out of pauses and at hours at which somebody works; without a due instant those that can be computed all the same. */
export function reminderRungs(rail: Rail, dueAt: Instant | null): RungTime[] {
  const { ladder, calendar } = rail;
  const until = dueAt ?? Number.POSITIVE_INFINITY;
  return ladder.reminders.flatMap((reminder) => {
    const planned = reminderAt(rail, reminder, dueAt);
    if (planned === undefined) return [];
    const { at, since } = runningAt(rail, planned, until);
    const heard = audible(ladder.quiet, calendar, { kind: 'remind', level: reminder.level, at }, { since, until });
    return [rung('remind', reminder.name, heard, reminder)];
  });
}

function repeatRung({ ladder, calendar }: Rail, { every, steps }: Repeats, dueAt: Instant, ordinal: number): RungTime {
  const telling = steps[Math.min(ordinal, steps.length) - 1] ?? ladder.breach;
  const at = moveRoughly(calendar, dueAt, { ...every, count: every.count * ordinal });
  const heard = audible(
    ladder.quiet,
    calendar,
    { kind: 'repeat', level: telling.level, at },
    { since: dueAt, until: Number.POSITIVE_INFINITY },
  );
  return rung('repeat', `repeat-${ordinal}`, heard, telling);
}

/** Recorded at its instant, told when somebody hears it. */
function recorded(kind: 'breach' | 'provisional', { ladder, calendar }: Rail, at: Instant): RungTime {
  const bounds = { since: at, until: Number.POSITIVE_INFINITY };
  const tellAt = audible(ladder.quiet, calendar, { kind, level: ladder.breach.level, at }, bounds);
  const made = rung(kind, kind, at, ladder.breach);
  return tellAt === at ? made : { ...made, tellAt };
}

/** The breach, at the due instant whatever the hour, and its repeats climbing the steps. */
export function breachRungs(rail: Rail, dueAt: Instant): RungTime[] {
  const { repeats } = rail.ladder;
  const ordinals = Array.from({ length: repeats?.times ?? 0 }, (_, index) => index + 1);
  return [recorded('breach', rail, dueAt), ...ordinals.flatMap((n) => (repeats ? [repeatRung(rail, repeats, dueAt, n)] : []))];
}

/** The escalation of an undetermined clock, told to those who would hear of the breach. */
export const provisionalRung = (rail: Rail, at: Instant): RungTime => recorded('provisional', rail, at);

/** In time order; of one instant, reminders before the breach. */
export const inOrder = (rungs: readonly RungTime[]): RungTime[] => [...rungs].sort((a, b) => a.at - b.at);

import type { Calendar } from '../calendar/types';
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

/** A share of a day limit is rounded down to whole days, so that nobody is reminded later than the share says. */
function shareEnd(course: Course, calendar: Calendar, share: number): Instant | undefined {
  const units = course.total * share;
  const end = endOf(course, calendar, inDays(course) ? Math.floor(units + 1e-9) : units);
  return end.kind === 'at' ? end.at : undefined;
}

function reminderAt({ course, calendar }: Rail, { when }: Reminder, dueAt: Instant | null): Instant | undefined {
  if ('share' in when) return course && shareEnd(course, calendar, when.share);
  return dueAt === null ? undefined : moveRoughly(calendar, dueAt, { ...when.before, count: -when.before.count });
}

/** Reminders, out of pauses and quiet hours; without a due instant those that can be computed all the same. */
export function reminderRungs(rail: Rail, dueAt: Instant | null): RungTime[] {
  const { ladder, calendar, course, startsAt } = rail;
  return ladder.reminders.flatMap((reminder) => {
    const planned = reminderAt(rail, reminder, dueAt);
    if (planned === undefined) return [];
    const begun = course ? Math.max(planned, startsAt) : planned;
    const until = dueAt ?? Number.POSITIVE_INFINITY;
    const running = Math.min(stopAt(course?.stops ?? [], begun)?.to ?? begun, Math.max(begun, until));
    const bounds = { since: course ? startsAt : Number.NEGATIVE_INFINITY, until };
    return [rung('remind', reminder.name, audible(ladder.quiet, reminder.level, calendar.zone, running, bounds), reminder)];
  });
}

function repeatRung({ ladder, calendar }: Rail, { every, steps }: Repeats, dueAt: Instant, ordinal: number): RungTime {
  const telling = steps[Math.min(ordinal, steps.length) - 1] ?? ladder.breach;
  const at = moveRoughly(calendar, dueAt, { ...every, count: every.count * ordinal });
  const heard = audible(ladder.quiet, telling.level, calendar.zone, at, { since: dueAt, until: Number.POSITIVE_INFINITY });
  return rung('repeat', `repeat-${ordinal}`, heard, telling);
}

/** Recorded at its instant, told after quiet hours. */
function recorded(kind: 'breach' | 'provisional', { ladder, calendar }: Rail, at: Instant): RungTime {
  const bounds = { since: at, until: Number.POSITIVE_INFINITY };
  const tellAt = audible(ladder.quiet, ladder.breach.level, calendar.zone, at, bounds);
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

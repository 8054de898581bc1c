import type { Database } from '../../db/connect';
import { currentCalendar } from '../../db/queries/calendar';
import { type ContactRow, unreachable } from '../../db/queries/contacts';
import { digestFigures } from '../../db/queries/digest';
import { lettersWritten, type NewLetter, writeLetters } from '../../db/queries/letters';
import { openWatchesOf } from '../../db/queries/watch';
import { isWorkday } from '../../domain/calendar/calendar';
import { addCalendarDays } from '../../domain/calendar/day';
import type { Calendar } from '../../domain/calendar/types';
import { dayAt, homeZone, minuteAt, startOfDay } from '../../domain/calendar/zone';
import type { Day, Instant } from '../../domain/instant';
import { isWithin, type Manager, managersOf } from '../../domain/org/managers';
import { inForce, type Organisation } from '../../domain/org/organisation';
import { toEach } from './recipients';
import { type TitleOf, watchLine } from './watches';
import { absenceLetter, digestLetter } from './words';

const digestId = (day: Day, staff: string): string => `digest:${day}:${staff}`;

const watchesShown = 15;

/** Minute of the day at which the company's working day begins. */
const morning = ({ periods }: Calendar): number => periods[0]?.from ?? 0;

async function digestOf(
  db: Database,
  organisation: Organisation,
  { staff, unit }: Manager,
  {
    day,
    now,
    contacts,
    isGuess,
    titleOf,
  }: {
    readonly day: Day;
    readonly now: Instant;
    readonly contacts: readonly ContactRow[];
    readonly isGuess: boolean;
    readonly titleOf: TitleOf;
  },
): Promise<NewLetter> {
  const figures = await digestFigures(db, unit, now, startOfDay(homeZone, addCalendarDays(day, 1)));
  const delegations = organisation.delegations.filter((d) => {
    const principal = organisation.byId.get(d.principal);
    return inForce(d, now) && principal !== undefined && isWithin(unit, principal);
  });
  const own = contacts.filter((contact) => isWithin(unit, contact));
  const { count, first } = await openWatchesOf(db, unit, now, watchesShown);
  const watches = { count, lines: first.map((date) => watchLine(staff.locale, date, titleOf)) };
  const letter = digestLetter(staff.locale, { day, figures, delegations, contacts: own, watches, isGuess });
  // Delegations alone were told already.
  const isEmpty = figures.open === 0 && own.length === 0 && count === 0;
  return { id: digestId(day, staff.id), staff: staff.id, ...letter, status: isEmpty ? 'empty' : 'queued' };
}

/**
 * Writes what each manager reads on the morning of a working day, once per manager and day whoever writes: from the beginning of the
 * company's working hours on, later on that day where no worker ran then. A day of which the calendar knows nothing has digests that say so.
 * Where nothing is open and everybody can be reached, nothing is sent.
 * @returns the ids of the letters that are sent
 */
export async function writeDigests(
  db: Database,
  organisation: Organisation,
  base: Calendar,
  now: Instant,
  titleOf: TitleOf,
): Promise<readonly string[]> {
  const day = dayAt(homeZone, now);
  const calendar = await currentCalendar(db, base);
  const worked = isWorkday(calendar, day);
  if (worked === false || minuteAt(homeZone, now) < morning(calendar)) return [];
  const managers = managersOf(organisation, now);
  const written = await lettersWritten(
    db,
    managers.map(({ staff }) => digestId(day, staff.id)),
  );
  const missing = managers.filter(({ staff }) => !written.has(digestId(day, staff.id)));
  if (missing.length === 0) return [];
  const common = { day, now, contacts: await unreachable(db, now), isGuess: worked === 'unknown', titleOf };
  const ids: string[] = [];
  for (const manager of missing) ids.push(...(await writeLetters(db, [await digestOf(db, organisation, manager, common)])));
  return ids;
}

const isOver = (to: Instant | null, now: Instant): boolean => to !== null && to <= now;

/** Who stands in for somebody at some moment of a stretch of time. */
const substitutesIn = ({ delegations }: Organisation, principal: string, from: Instant, to: Instant): readonly string[] =>
  delegations.flatMap((d) => (d.principal === principal && d.from < to && !isOver(d.to, from) ? [d.substitute] : []));

/**
 * Tells the absent and whoever stands in of every absence, or their manager where nobody does: once for each that is not over.
 * @returns the ids of the letters that were written
 */
export function writeAbsences(
  db: Database,
  organisation: Organisation,
  managerOf: ReadonlyMap<string, string>,
  now: Instant,
): Promise<readonly string[]> {
  const absences = organisation.absences.flatMap(({ staff, from, to }) => {
    if (to === null || to <= now) return [];
    const substitutes = substitutesIn(organisation, staff, from, to);
    const told = substitutes.length > 0 ? substitutes : [managerOf.get(staff) ?? staff];
    return toEach(organisation, [staff, ...told], `absence:${staff}:${from}:${to}:${substitutes.join(',')}`, (locale) =>
      absenceLetter(locale, { staff, from, to, substitutes }),
    );
  });
  return writeLetters(db, absences);
}

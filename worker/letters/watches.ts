import type { NewLetter } from '../../db/queries/letters';
import type { Telling, WatchCome } from '../../db/queries/watch';
import type { Locale } from '../../domain/case/fact';
import type { Day, Instant } from '../../domain/instant';
import { type Organisation, rolesOf, type Staff } from '../../domain/org/organisation';
import type { Role } from '../../domain/org/roles';
import type { Rulebook } from '../../domain/rulebook';
import type { Words } from '../../domain/words';
import { toEach } from './recipients';
import { type Letter, pick, processTitle, when } from './words';

/** What a rule is called; its id where the rulebook does not have it. */
export type TitleOf = (rule: string) => Words;

export const ruleTitleOf =
  (book: Rulebook): TitleOf =>
  (rule) =>
    book.findRule(rule)?.name ?? { zh: rule, en: rule };

/** A date in one line: which case, what has come, when. */
export const watchLine = (locale: Locale, { number, process, watch, rule, date }: WatchCome, titleOf: TitleOf): string =>
  `  ${number}  ${pick(locale, processTitle(process))} · ${pick(locale, titleOf(rule))} (${watch}) · ${when(date)}`;

function letterOf(locale: Locale, day: Day, dates: readonly WatchCome[], titleOf: TitleOf): Letter {
  const say = (zh: string, en: string): string => pick(locale, { zh, en });
  const lines = [
    say('以下关注日期已到，须有人处理并登记：', 'These dates have come. Somebody deals with each and says so:'),
    ...dates.map((date) => watchLine(locale, date, titleOf)),
    '',
    say(
      '登记：luyue watch 案件 名称 --ground 理由 --as 本人。未登记的日期每个工作日列入任务摘要。',
      'To say so: luyue watch CASE NAME --ground GROUND --as YOU. Until then each stands in the digest of every working day.',
    ),
  ];
  const subject = say(`${day} 已到关注日期 ${dates.length} 项`, `${dates.length} watch dates have come, ${day}`);
  return { subject, body: `${lines.join('\n')}\n` };
}

/** Whoever leads the team of a case, else manages its branch, else the company. */
function headsOf(organisation: Organisation, { team, branch }: WatchCome, at: Instant): readonly string[] {
  const heads = (role: Role, isHome: (staff: Staff) => boolean): readonly string[] =>
    organisation.staff.flatMap((s) => (s.active && isHome(s) && rolesOf(organisation, s.id, at).includes(role) ? [s.id] : []));
  const leads = heads('team-lead', (staff) => staff.team === team);
  const nearest = leads.length > 0 ? leads : heads('branch-manager', (staff) => staff.branch === branch);
  return nearest.length > 0 ? nearest : heads('head-office', () => true);
}

const unitOf = ({ branch, team }: WatchCome): string => `${branch}/${team}`;

/** One letter a unit and recipient about a page of dates. Dates of which nobody can be told are left for the next day. */
export function watchLetters(
  organisation: Organisation,
  titleOf: TitleOf,
  { now, day }: { readonly now: Instant; readonly day: Day },
): (dates: readonly WatchCome[]) => Telling {
  return (dates) => {
    const units = [...new Set(dates.map(unitOf))].map((unit) => dates.filter((date) => unitOf(date) === unit));
    const tellings = units.map((own) => ({ own, letters: lettersAbout(own) }));
    return {
      letters: tellings.flatMap(({ letters }) => letters),
      told: tellings.flatMap(({ own, letters }) => (letters.length === 0 ? [] : own)),
    };
  };

  function lettersAbout(dates: readonly WatchCome[]): readonly NewLetter[] {
    const [first] = dates;
    if (first === undefined) return [];
    const id = `watch:${day}:${first.caseId}:${first.watch}`;
    return toEach(organisation, headsOf(organisation, first, now), id, (locale) => letterOf(locale, day, dates, titleOf));
  }
}

import { endText, homeZone } from '../calendar/zone';
import { segments } from '../clock/pauses';
import type { Instant } from '../instant';
import { markdownTable, plainText } from '../markdown';
import { pauseGrounds } from '../rulebook/vocabulary';
import type { Language } from '../words';
import { type CardWords, cardWords } from './card-words';
import type { CaseState, ClockState } from './state';
import { bandOf, liveClocks } from './wait-set';

const isGround = (reason: string): reason is keyof typeof pauseGrounds => Object.hasOwn(pauseGrounds, reason);

/** Why a clock stands still now; empty while it runs. */
export function pauseWords(clock: ClockState, language: Language): string {
  const now = segments(clock).at(-1);
  if (clock.state !== 'paused' || now?.state !== 'paused') return '';
  const grounds = now.reason.split(' + ');
  return grounds.map((ground) => (isGround(ground) ? pauseGrounds[ground][language] : ground)).join(language === 'zh' ? '、' : ', ');
}

/** When it is due, in words: the end of a day is 24:00. Without holiday data the provisional instant, marked. */
export function dueWords({ dueAt, provisionalAt }: ClockState, t: CardWords): string {
  if (dueAt !== null) return endText(homeZone, dueAt);
  return provisionalAt === null ? '-' : `${endText(homeZone, provisionalAt)} (${t.provisional})`;
}

export function stateWords(clock: ClockState, language: Language): string {
  const t = cardWords[language];
  if (clock.state === 'met') {
    const isLate = clock.dueAt !== null && clock.metAt !== undefined && clock.metAt >= clock.dueAt;
    return isLate ? t.late : t.states.met;
  }
  if (clock.state === 'stopped') return t.states.stopped;
  const why = pauseWords(clock, language);
  return why === '' ? t.bands[bandOf(clock)] : `${t.bands[bandOf(clock)]} (${why})`;
}

export const clockTitle = (clock: ClockState, language: Language): string =>
  `${clock.title?.[language] ?? clock.rule}${clock.on === undefined ? '' : ` (${clock.on})`}`;

const dueOf = (clock: ClockState): Instant => clock.dueAt ?? clock.provisionalAt ?? Number.POSITIVE_INFINITY;

/** Live clocks, the nearest due first and those without a due instant last; then those that were met, the latest first. */
export function clocksInOrder(state: CaseState): readonly ClockState[] {
  const met = Object.values(state.clocks).filter((clock) => clock.state === 'met');
  return [
    ...[...liveClocks(state)].sort((a, b) => (dueOf(a) === dueOf(b) ? 0 : dueOf(a) - dueOf(b))),
    ...met.sort((a, b) => (b.metAt ?? 0) - (a.metAt ?? 0)),
  ];
}

/** What is due next, under which rule and calendar version. */
export function nextDueLine(state: CaseState, language: Language): string {
  const t = cardWords[language];
  const [next] = clocksInOrder(state).filter((clock) => clock.state === 'running' && dueOf(clock) !== Number.POSITIVE_INFINITY);
  if (next === undefined) return `${t.due}: **${t.none}**`;
  const { ruleVersion, calendarVersion } = next;
  return `${t.due}: **${dueWords(next, t)}** ${plainText(clockTitle(next, language))} · **${t.bands[bandOf(next)]}** (${t.rule} ${ruleVersion}, ${t.calendar} ${calendarVersion})`;
}

/** The clocks of a case with what is left of room. */
export function clockLines(state: CaseState, language: Language, most: number): readonly string[] {
  const t = cardWords[language];
  const clocks = clocksInOrder(state);
  if (clocks.length === 0) return [];
  const rows = clocks
    .slice(0, most)
    .map((clock) => [plainText(clockTitle(clock, language)), dueWords(clock, t), plainText(stateWords(clock, language))]);
  const more = clocks.length > most ? ['', `… +${clocks.length - most}`] : [];
  return ['', ...markdownTable([t.clocks, t.dueAt, t.state], rows), ...more];
}

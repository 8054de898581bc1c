import { segments } from '../clock/pauses';
import type { Instant } from '../instant';
import type { Language } from '../words';
import { localTime } from './card';
import { clocksInOrder, clockTitle, dueWords, pauseWords, stateWords } from './card-clocks';
import { paymentWords, yuan } from './card-money';
import { cardWords } from './card-words';
import type { Contract } from './contract';
import { ownerWords, titleOf } from './headline';
import { confirmedFen } from './money';
import type { CaseState, ClockState } from './state';
import { openTasks } from './wait-set';

// What the queries of a case answer: words and local times, because people read them in the engine's UI.

const timeOr = (at: Instant | null | undefined): string | null => (at === null || at === undefined ? null : localTime(at));

/** Every clock in one line, the nearest due first. */
export const clocksView = (state: CaseState, language: Language) =>
  clocksInOrder(state).map((clock) => ({
    clock: clock.id,
    title: clockTitle(clock, language),
    state: stateWords(clock, language),
    due: dueWords(clock, cardWords[language]),
    rule: clock.ruleVersion,
    calendar: clock.calendarVersion,
    basis: clock.basis,
  }));

const whyOf = (clock: ClockState, language: Language) => ({
  clock: clock.id,
  title: clockTitle(clock, language),
  rule: clock.ruleVersion,
  calendar: clock.calendarVersion,
  basis: clock.basis,
  started: localTime(clock.startsAt),
  ledger: segments(clock).map(({ from, to, state, reason }) => ({ from: localTime(from), to: timeOr(to), state, reason })),
  ...(clock.state === 'paused' ? { paused: pauseWords(clock, language) } : {}),
  due: dueWords(clock, cardWords[language]),
  movedOffRestDay: clock.rolledDueAt === clock.dueAt ? null : timeOr(clock.rolledDueAt),
  missingYears: clock.missingYears,
  state: stateWords(clock, language),
  fired: clock.fired,
  next: clock.next === null ? null : { rung: clock.next.name, at: localTime(clock.next.at), tells: clock.next.to },
  breached: timeOr(clock.breachedAt),
  met: timeOr(clock.metAt),
  acknowledgedBy: clock.acknowledgedBy ?? null,
});

/** How clocks came to their due instants: ledger, rungs, versions. All of them, or the one named by its id or rule. */
export const whyView = (state: CaseState, language: Language, clock?: string) =>
  clocksInOrder(state)
    .filter(({ id, rule }) => clock === undefined || clock === '' || id === clock || rule === clock)
    .map((found) => whyOf(found, language));

/** Open tasks, the oldest first. */
export const tasksView = (state: CaseState, contract: Contract, language: Language) =>
  openTasks(state).map((task) => ({
    task: task.name,
    act: task.act,
    title: titleOf(contract.acts, task.act, language),
    on: task.on ?? null,
    about: task.title ?? null,
    owner: ownerWords(task, language),
    barred: task.not,
    since: localTime(task.openedAt),
  }));

interface Moment {
  readonly at: Instant;
  readonly what: string;
  readonly by: string;
}

function momentsOfClock(clock: ClockState, language: Language): readonly Moment[] {
  const t = cardWords[language];
  const title = clockTitle(clock, language);
  const moment = (at: Instant | undefined, word: string): readonly Moment[] =>
    at === undefined ? [] : [{ at, what: `${word}: ${title}`, by: '' }];
  return [...moment(clock.startsAt, t.clocks), ...moment(clock.breachedAt, t.breach), ...moment(clock.metAt, t.states.met)];
}

/** What the case still knows of its course, in order of time: acts, clocks, payments. The whole log is in the record. */
export function timelineView(state: CaseState, contract: Contract, language: Language) {
  const t = cardWords[language];
  const acts = state.answers.map(({ at, act, by, on }) => {
    const part = on === undefined ? '' : ` (${on})`;
    return { at, what: `${titleOf(contract.acts, act, language)}${part}`, by };
  });
  const payments = Object.values(state.payments).map(({ at, exposure, status, amountFen }) => ({
    at,
    what: `${t.payment} ${exposure} ${yuan(amountFen)}: ${paymentWords(status, t)}`,
    by: '',
  }));
  const opened = { at: state.openedAt, what: t.opened, by: '' };
  return [opened, ...acts, ...payments, ...Object.values(state.clocks).flatMap((clock) => momentsOfClock(clock, language))]
    .sort((a, b) => a.at - b.at)
    .map(({ at, ...moment }) => ({ at: localTime(at), ...moment }));
}

/** Money by exposure and payment, in yuan. */
export const moneyView = (state: CaseState, language: Language) => ({
  exposures: Object.values(state.exposures).map(({ id, cover, limitFen, reserveFen }) => ({
    exposure: id,
    cover,
    limit: limitFen === null ? null : yuan(limitFen),
    reserved: yuan(reserveFen),
    paid: yuan(confirmedFen(state, id)),
  })),
  payments: Object.values(state.payments).map(({ key, exposure, payee, amountFen, purpose, status, at }) => ({
    key,
    exposure,
    payee,
    amount: yuan(amountFen),
    purpose,
    status: paymentWords(status, cardWords[language]),
    at: localTime(at),
  })),
});

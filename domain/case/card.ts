import { boardIdOf, boardOfAll } from '../board/board';
import { homeZone, minuteText } from '../calendar/zone';
import type { Instant } from '../instant';
import { blankEnd, fitting, link, listPath, markdownTable, plainText, workflowPath } from '../markdown';
import { contractOf } from '../processes/contracts';
import type { Language } from '../words';
import { clockLines, nextDueLine } from './card-clocks';
import { moneyLines } from './card-money';
import { type CardWords, cardWords } from './card-words';
import type { Contract } from './contract';
import { headlineWords, ownerWords, titleOf } from './headline';
import type { BulkState, CaseState, ChildState, Expectation, PromiseState } from './state';
import { urgencyOf } from './urgency';
import { openTasks, waitSet } from './wait-set';

/** Local date and time to the minute. */
export const localTime = (at: Instant): string => minuteText(homeZone, at);

/** Stage, and on whom the case waits since when. */
function headLine(state: CaseState, contract: Contract, language: Language): string {
  const t = cardWords[language];
  const stages = Object.keys(contract.stages);
  const stage = `**${t.stage}: ${contract.stages[state.stage]?.[language] ?? state.stage}** (${t.step(stages.indexOf(state.stage) + 1, stages.length)})`;
  if (state.outcome !== undefined) return `${stage} · **${contract.outcomes[state.outcome]?.[language] ?? state.outcome}**`;
  const [oldest] = openTasks(state);
  const who = oldest === undefined ? '' : ` ${plainText(ownerWords(oldest, language))} ${t.since} ${localTime(oldest.openedAt)}`;
  return `${stage} · ${t.waiting}: **${t.waits[waitSet(state).on]}**${who} · ${t.urgency} ${urgencyOf(state)}`;
}

/** Why a case does not go on: its record and the engine disagree, or its transition waits for another build. */
export type Trouble = 'parked' | 'delayed';

/** What is not as usual, before anything else. */
function warnings({ drill, compressed, hold }: CaseState, t: CardWords, trouble: Trouble | null): readonly string[] {
  const marks = [
    ...(trouble === null ? [] : [trouble === 'parked' ? t.trouble : t.delayed]),
    ...(drill === true ? [t.drill] : []),
    ...(compressed === undefined ? [] : [`${t.compressed} (${plainText(compressed)})`]),
    ...(hold === null ? [] : [`${t.held} ${localTime(hold.until)} (${plainText(hold.owner)}, ${plainText(hold.ground)})`]),
  ];
  return marks.flatMap((mark) => [`**${mark}**`, '']);
}

// What the processes call a task of theirs: `undeliverable:3`, `fraud-confirmed`.
const ownTitle = /^[a-z][A-Za-z0-9]*(?:-[a-z0-9]+)*(?:[-:][\w.#-]+)$/;

/** What a task is about. What somebody wrote may name a person, and the UI writes what it draws into its log: it stands with the task only. */
function aboutWords({ act, title }: Expectation, t: CardWords): string {
  if (title === undefined) return '';
  return ` ${act === 'completeTask' && !ownTitle.test(title) ? t.written : plainText(title)}`;
}

function taskLines(state: CaseState, { acts }: Contract, language: Language, most: number): readonly string[] {
  const t = cardWords[language];
  const tasks = openTasks(state);
  if (tasks.length === 0) return [];
  const rows = tasks.slice(0, most).map((task) => {
    const on = task.on === undefined ? '' : ` (${plainText(task.on)})`;
    return [
      `${titleOf(acts, task.act, language)}${on}${aboutWords(task, t)}`,
      plainText(ownerWords(task, language)),
      localTime(task.openedAt),
    ];
  });
  const more = tasks.length > most ? ['', `… +${tasks.length - most}`] : [];
  return ['', ...markdownTable([t.tasks, t.who, t.since], rows), ...more];
}

const isFlag = (flag: string, t: CardWords): flag is keyof CardWords['flagWords'] => Object.hasOwn(t.flagWords, flag);

/** A flag in words: `overpaid.e1` is about the part e1. */
function flagWords(flag: string, { flags = {} }: Contract, language: Language): string {
  const t = cardWords[language];
  const [word = '', ...on] = flag.split('.');
  const known = isFlag(word, t) ? t.flagWords[word] : (flags[word]?.[language] ?? plainText(word));
  return on.length === 0 ? known : `${known} (${plainText(on.join('.'))})`;
}

/** A section with as many lines as a card has room for, and how many more there are. */
function list<T>(title: string, items: readonly T[], line: (item: T) => string, most: number): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length > most ? [`- … +${items.length - most}`] : [];
  return ['', `**${title}**`, '', ...items.slice(0, most).map(line), ...more];
}

/** How many promises are open, kept and broken, and which are open. */
function promiseLines(state: CaseState, t: CardWords, most: number): readonly string[] {
  const promises = Object.values(state.promises);
  const having = (condition: PromiseState['state']) => promises.filter((p) => p.state === condition);
  if (promises.length === 0) return [];
  const open = [...having('open')].sort((a, b) => a.dueAt - b.dueAt);
  const title = `${t.promises}: ${t.promised(open.length, having('kept').length, having('broken').length)}`;
  if (open.length === 0) return ['', `**${title}**`];
  return list(title, open, ({ topic, dueAt, owner }) => `- ${plainText(topic)} · ${localTime(dueAt)} · ${plainText(owner)}`, most);
}

const isLink = (as: string, t: CardWords): as is keyof CardWords['links'] => Object.hasOwn(t.links, as);

/** How a case stands that this one asked for, its outcome in the words of its own process. */
function childWords({ name, process, status, outcome }: ChildState, language: Language): string {
  const known = cardWords[language].children[status];
  if (outcome === undefined) return `${plainText(name)} · ${known}`;
  return `${plainText(name)} · ${known} (${contractOf(process)?.outcomes[outcome]?.[language] ?? plainText(outcome)})`;
}

/** Cases that this one is tied to, with how those it asked for stand. */
function linkedLines({ links, children }: CaseState, language: Language): readonly string[] {
  const t = cardWords[language];
  const asked = new Map(Object.values(children).map((c) => [c.case, c]));
  return links.map(({ to, as }) => {
    const child = asked.get(to);
    const standing = child === undefined ? '' : ` · ${childWords(child, language)}`;
    return `- ${isLink(as, t) ? t.links[as] : plainText(as)}: ${link(plainText(to), workflowPath(to))}${standing}`;
  });
}

const bulkLine = ({ bulk, ended }: BulkState, t: CardWords): string =>
  `- ${t.bulk} ${plainText(bulk)}: ${ended === undefined ? t.underWay : t.counts(ended.done, ended.refused)}`;

/** Where a manager goes from here. */
function wayLine({ process, team, event }: CaseState, t: CardWords): string {
  const running = "ExecutionStatus='Running'";
  return [
    link(t.board, workflowPath(boardIdOf(process))),
    link(t.allBoards, workflowPath(boardOfAll)),
    ...(team === '' ? [] : [link(t.team, listPath(`${running} AND Team='${team}'`))]),
    ...(event === null ? [] : [link(t.sameEvent, listPath(`${running} AND EventCode='${event}'`))]),
  ].join(' · ');
}

function write(state: CaseState, contract: Contract, language: Language, trouble: Trouble | null, most: number): string {
  const t = cardWords[language];
  const recentLine = (r: CaseState['recent'][number]) =>
    `- ${localTime(r.at)} ${plainText(r.actor)} ${plainText(headlineWords(r.what, state, contract, language))}`;
  const linked = [...linkedLines(state, language), ...Object.values(state.bulks).map((b) => bulkLine(b, t))];
  return [
    ...warnings(state, t, trouble),
    headLine(state, contract, language),
    '',
    nextDueLine(state, language),
    ...(state.flags.length === 0
      ? []
      : ['', `${t.flags}: **${state.flags.map((flag) => flagWords(flag, contract, language)).join(' · ')}**`]),
    ...(state.event === null ? [] : ['', `${t.event}: **${plainText(state.event)}**`]),
    ...clockLines(state, language, most),
    ...taskLines(state, contract, language, most),
    ...moneyLines(state, t, most),
    ...promiseLines(state, t, most),
    ...list(t.linked, linked, (line) => line, Math.min(most, 6)),
    ...list(t.recent, state.recent, recentLine, Math.max(most, 3)),
    '',
    wayLine(state, t),
    '',
    ...blankEnd,
  ].join('\n');
}

/**
 * The case card: what a manager reads in ten seconds. Markdown; ids only; no longer than an address can be, because the UI passes it
 * through one. `trouble` is why the case does not go on.
 */
export const card = (state: CaseState, contract: Contract, language: Language, trouble: Trouble | null = null): string =>
  fitting([8, 6, 4, 3, 2, 1], (most) => write(state, contract, language, trouble, most));

import type { Instant } from '../instant';
import type { Language } from '../words';
import { type CardWords, cardWords } from './card-words';
import type { Contract } from './contract';
import { generalActs } from './general';
import type { BulkState, CaseState, ClockState, Expectation } from './state';
import { liveClocks, nextDueAt, openTasks, waitSet } from './wait-set';

const zone = 'Asia/Shanghai';

// Made once: making a formatter takes half a millisecond, and a card has dozens of dates.
const toTheMinute = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });

/** Local date and time to the minute. */
export const localTime = (at: Instant): string => toTheMinute.format(new Date(at));

function clockLine(clock: ClockState, t: CardWords, language: Language): string {
  const state = clock.breachedAt === undefined ? t.states[clock.state] : t.states.breached;
  const due = clock.dueAt ?? clock.provisionalAt;
  const mark = clock.dueAt === null && clock.provisionalAt !== null ? ` (${t.provisional})` : '';
  const on = clock.on === undefined ? '' : ` (${clock.on})`;
  return `- ${clock.title?.[language] ?? clock.rule}${on}: **${state}**, ${due === null ? '-' : localTime(due)}${mark} · ${clock.ruleVersion}`;
}

/** Live clocks, the nearest due first; those without a due instant last. */
const byUrgency = (state: CaseState): readonly ClockState[] => {
  const dueOf = (c: ClockState): number => c.dueAt ?? c.provisionalAt ?? Number.POSITIVE_INFINITY;
  return [...liveClocks(state)].sort((a, b) => (dueOf(a) === dueOf(b) ? 0 : dueOf(a) - dueOf(b)));
};

type Titles = Contract['acts'];

const titleOf = (acts: Titles, act: string, language: Language): string =>
  Object.hasOwn(acts, act) ? (acts[act]?.title[language] ?? act) : act;

const taskLine = (task: Expectation, acts: Titles, language: Language): string =>
  `- ${titleOf(acts, task.act, language)}${task.on === undefined ? '' : ` (${task.on})`}${task.title === undefined ? '' : ` ${task.title}`} → ${task.delegate ?? task.owner ?? '?'}, ${localTime(task.openedAt)}`;

const yuan = (amountFen: number): string => (amountFen / 100).toFixed(2);

function moneyLine(state: CaseState, t: CardWords): string[] {
  const exposures = Object.values(state.exposures);
  if (exposures.length === 0) return [];
  const reserved = exposures.reduce((sum, e) => sum + e.reserveFen, 0);
  const paid = Object.values(state.payments).reduce((sum, p) => (p.status === 'confirmed' ? sum + p.amountFen : sum), 0);
  return [`${t.money}: ${t.reserved} ${yuan(reserved)} · ${t.paid} ${yuan(paid)}`];
}

/** A link that the UI opens; the namespace is filled in by it. */
const caseLink = (id: string): string => `[${id}](/namespaces/{namespace}/workflows/${id})`;

const isLink = (as: string, t: CardWords): as is keyof CardWords['links'] => Object.hasOwn(t.links, as);

/** Cases that this one is tied to, with how those it asked for stand. */
function linkLines({ links, children }: CaseState, t: CardWords): string[] {
  const asked = new Map(Object.values(children).map((c) => [c.case, c]));
  return links.map(({ to, as }) => {
    const child = asked.get(to);
    const standing =
      child === undefined
        ? ''
        : ` · ${child.name} · ${t.children[child.status]}${child.outcome === undefined ? '' : ` (${child.outcome})`}`;
    return `- ${isLink(as, t) ? t.links[as] : as}: ${caseLink(to)}${standing}`;
  });
}

const bulkLine = ({ bulk, ended }: BulkState, t: CardWords): string =>
  `- ${t.bulk} ${bulk}: ${ended === undefined ? t.underWay : t.counts(ended.done, ended.refused)}`;

const isPayment = (status: string, t: CardWords): status is keyof CardWords['payments'] => Object.hasOwn(t.payments, status);

/** A headline of the fold (`stage:pay`, `breach:CLOCK`, an act) in words. */
function headlineWords(what: string, state: CaseState, contract: Contract, language: Language): string {
  const t = cardWords[language];
  const at = what.indexOf(':');
  const [kind, rest] = at < 0 ? [what, ''] : [what.slice(0, at), what.slice(at + 1)];
  const clock = state.clocks[rest]?.title?.[language] ?? rest;
  switch (kind) {
    case 'stage':
      return `${t.stage}: ${contract.stages[rest]?.[language] ?? rest}`;
    case 'closed':
      return `${t.closed}: ${contract.outcomes[rest]?.[language] ?? rest}`;
    case 'payment':
      return `${t.payment}: ${isPayment(rest, t) ? t.payments[rest] : rest}`;
    case 'remind':
    case 'breach':
    case 'repeat':
    case 'provisional':
      return `${t[kind]}: ${clock}`;
    case 'opened':
    case 'reopened':
    case 'raised':
    case 'escalated':
      return t[kind];
    default:
      return titleOf({ ...generalActs, ...contract.acts }, what, language);
  }
}

/** A section with as many lines as a card has room for, and how many more there are. */
function list<T>(title: string, items: readonly T[], line: (item: T) => string, most = 8): string[] {
  if (items.length === 0) return [];
  const more = items.length > most ? [`- … +${items.length - most}`] : [];
  return ['', `**${title}**`, '', ...items.slice(0, most).map(line), ...more];
}

/** The case card: what a manager reads in ten seconds. Markdown lists, ids only, well below 4 KB. */
export function card(state: CaseState, contract: Contract, language: Language, trouble: string | null = null): string {
  const t = cardWords[language];
  const acts: Titles = { ...generalActs, ...contract.acts };
  const stages = Object.keys(contract.stages);
  const stage = contract.stages[state.stage]?.[language] ?? state.stage;
  const due = nextDueAt(state);
  const head = `**${t.stage}: ${stage}** (${t.step(stages.indexOf(state.stage) + 1, stages.length)}) · ${t.waiting}: **${t.waits[waitSet(state).on]}**`;
  const outcome = state.outcome === undefined ? [] : [contract.outcomes[state.outcome]?.[language] ?? state.outcome];
  return [
    ...(trouble === null ? [] : [`**${t.trouble}**`, '']),
    ...(state.drill === true ? [`**${t.drill}**`, ''] : []),
    ...(state.compressed === undefined ? [] : [`**${t.compressed} (${state.compressed})**`, '']),
    [head, ...outcome].join(' · '),
    '',
    `${t.due}: **${due === null ? t.none : localTime(due)}**`,
    ...list(t.clocks, byUrgency(state), (c) => clockLine(c, t, language)),
    ...list(t.tasks, openTasks(state), (task) => taskLine(task, acts, language)),
    ...list(t.flags, state.flags, (flag) => `- ${flag}`),
    ...(state.event === null ? [] : ['', `${t.event}: **${state.event}**`]),
    ...list(t.linked, [...linkLines(state, t), ...Object.values(state.bulks).map((b) => bulkLine(b, t))], (line) => line, 6),
    '',
    ...moneyLine(state, t),
    ...list(t.recent, state.recent, (r) => `- ${localTime(r.at)} ${r.actor} ${headlineWords(r.what, state, contract, language)}`),
    '',
    // The UI of the development server cuts off the end of a long card: what is cut is empty.
    '\u00a0',
    '',
    '\u00a0',
  ].join('\n');
}

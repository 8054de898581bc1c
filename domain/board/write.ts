import { lackWords } from '../calendar/lack';
import { homeZone, minuteText } from '../calendar/zone';
import type { Contract } from '../case/contract';
import type { Instant } from '../instant';
import { blankEnd, link, listPath, markdownTable, plainText, workflowPath } from '../markdown';
import type { Language } from '../words';
import { boardIdOf } from './board';
import { type BoardCount, type EventFigure, type ListedCase, longPauseDays, type StageFigure, type TeamFigure } from './figures';
import { everyOpen, is, openCases } from './filters';
import { savedViews, viewPath } from './saved-views';
import { type BoardWords, boardWords } from './words';

/** Which board, and the processes that there are. */
export interface BoardOf {
  readonly process: string | null;
  readonly contracts: Readonly<Record<string, Contract>>;
  readonly language: Language;
}

const dayMs = 86_400_000;

const time = (at: Instant): string => minuteText(homeZone, at);

/** A figure that leads to its cases; none leads nowhere. */
const linked = (count: number, query: string): string => (count === 0 ? '0' : link(`**${count}**`, listPath(query)));

function nowTable({ process }: BoardOf, t: BoardWords, f: BoardCount): readonly string[] {
  const [now, soon] = [f.asOf, f.asOf + dayMs].map((at) => new Date(at).toISOString());
  const of = (...conditions: readonly string[]) => openCases(process, ...conditions);
  return markdownTable(
    [t.now, t.count],
    [
      [t.open, linked(f.open, of())],
      [t.breached, linked(f.breached, of(is('SlaBand', 'breached')))],
      [t.urgent, linked(f.urgent, of(is('SlaBand', 'urgent')))],
      [t.needsManager, linked(f.needsManager, of('NeedsManager=true'))],
      [t.nobody, linked(f.nobody, of(is('WaitingOn', 'nobody')))],
      [t.dueSoon, linked(f.dueSoon, of(`NextDueAt>='${now}'`, `NextDueAt<'${soon}'`))],
      [t.pausedLong(longPauseDays), String(f.pausedLong)],
      [t.received, String(f.received)],
      [t.drills, linked(f.drills, `${everyOpen(process)} AND Drill=true`)],
      [t.engine, engineWords(f, t)],
    ],
  );
}

/** The free alarm: the engine and the records count the same cases. */
function engineWords({ engineOpen, recordsOpen }: BoardCount, t: BoardWords): string {
  if (engineOpen === null) return `? / ${recordsOpen} · ${t.unasked}`;
  const both = `${engineOpen} / ${recordsOpen}`;
  return engineOpen === recordsOpen ? `${both} · ${t.agrees}` : `**${both} · ${t.differs}**`;
}

/** In the order in which a case goes through them, processes in that of their list. */
function inOrder({ contracts }: BoardOf, stages: readonly StageFigure[]): readonly StageFigure[] {
  const processes = Object.keys(contracts);
  const place = ({ process, stage }: StageFigure): readonly [number, number] => [
    processes.indexOf(process),
    Object.keys(contracts[process]?.stages ?? {}).indexOf(stage ?? ''),
  ];
  return [...stages].sort((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]);
}

function stageTable(board: BoardOf, t: BoardWords, stages: readonly StageFigure[]): readonly string[] {
  const { contracts, language } = board;
  const rows = inOrder(board, stages).map(({ process, stage, open, bands }) => {
    const contract = contracts[process];
    const title = stage === null ? contract?.title[language] : contract?.stages[stage]?.[language];
    const of = (...conditions: readonly string[]) => openCases(process, ...(stage === null ? [] : [is('Stage', stage)]), ...conditions);
    return [
      title ?? stage ?? process,
      linked(open, of()),
      linked(bands.breached ?? 0, of(is('SlaBand', 'breached'))),
      linked(bands.urgent ?? 0, of(is('SlaBand', 'urgent'))),
      String(bands.warn ?? 0),
      String(bands.paused ?? 0),
    ];
  });
  return markdownTable([board.process === null ? t.process : t.stage, t.open, t.breached, t.urgent, t.warn, t.paused], rows);
}

const teamTable = ({ process }: BoardOf, t: BoardWords, teams: readonly TeamFigure[]): readonly string[] =>
  markdownTable(
    [t.teams, t.open, t.breached, t.people, t.oldestAt],
    teams.map(({ team, open, breached, people, oldestAt }) => {
      const of = openCases(process, team === '' ? 'Team IS NULL' : is('Team', team));
      const late = `${of} AND ${is('SlaBand', 'breached')}`;
      return [team === '' ? t.noTeam : plainText(team), linked(open, of), linked(breached, late), String(people), time(oldestAt)];
    }),
  );

const caseTable = (board: BoardOf, t: BoardWords, title: string, when: string, cases: readonly ListedCase[]): readonly string[] =>
  markdownTable(
    [title, t.case, t.stage, when],
    cases.map(({ case: id, number, process, stage, at }) => {
      const contract = board.contracts[process];
      const { language } = board;
      return [
        contract?.title[language] ?? process,
        link(`#${number}`, workflowPath(id)),
        contract?.stages[stage]?.[language] ?? stage,
        time(at),
      ];
    }),
  );

const eventTable = ({ process }: BoardOf, t: BoardWords, events: readonly EventFigure[]): readonly string[] =>
  markdownTable(
    [t.events, t.open, t.received],
    events.map(({ event, open, received }) => [
      plainText(event),
      linked(open, openCases(process, is('EventCode', event))),
      String(received),
    ]),
  );

/** The ways from here: the other boards, and the views to keep. */
function ways({ process, contracts, language }: BoardOf, t: BoardWords, now: Instant): readonly string[] {
  const boards = [null, ...Object.keys(contracts)].filter((other) => other !== process);
  const title = (other: string | null): string => (other === null ? t.all : (contracts[other]?.title[language] ?? other));
  const views = savedViews({ now }).slice(0, 6);
  return [
    '',
    `${t.boards}: ${boards.map((other) => link(title(other), workflowPath(boardIdOf(other)))).join(' · ')}`,
    '',
    `${t.views}: ${views.map((view) => link(view.title[language], viewPath(view, language))).join(' · ')}`,
  ];
}

const section = (lines: readonly string[], left = 0, t?: BoardWords): readonly string[] =>
  lines.length === 0 ? [] : ['', ...lines, ...(left > 0 && t !== undefined ? ['', `… ${t.more(left)}`] : [])];

/** What the calendar lacks stands above every figure that depends on it. */
const lackLines = ({ missingYears = [] }: BoardCount, language: Language): readonly string[] =>
  missingYears.length === 0 ? [] : ['', `**${lackWords(missingYears, language)}**`];

function title({ process, contracts, language }: BoardOf, t: BoardWords): string {
  if (process === null) return `${t.all} · ${t.title}`;
  return `${contracts[process]?.title[language] ?? process} · ${t.title}`;
}

/** A board as Markdown: counts and ids only. Null figures: it has not looked yet. */
export function writeBoard(board: BoardOf, figures: BoardCount | null, mostTeams = 10): string {
  const t = boardWords[board.language];
  const head = `**${title(board, t)}**`;
  if (figures === null) return [head, '', t.pending].join('\n');
  const { asOf, stages, teams, due, oldest, events, promises } = figures;
  return [
    `${head} · ${t.asOf} ${time(asOf)}`,
    ...lackLines(figures, board.language),
    ...section(nowTable(board, t, figures)),
    ...(figures.open === 0 ? ['', t.empty] : []),
    ...section(stageTable(board, t, stages)),
    ...section(teamTable(board, t, teams.slice(0, mostTeams)), teams.length - mostTeams, t),
    ...section(caseTable(board, t, t.due, t.dueAt, due)),
    ...section(caseTable(board, t, t.oldest, t.receivedAt, oldest)),
    ...section(eventTable(board, t, events)),
    '',
    `${t.promises}: ${t.promised(promises.open, promises.kept, promises.broken)}`,
    ...ways(board, t, asOf),
    ...blankEnd,
  ].join('\n');
}

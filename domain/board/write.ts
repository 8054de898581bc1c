import { lackWords } from '../calendar/lack';
import { homeZone, minuteText } from '../calendar/zone';
import type { Contract } from '../case/contract';
import type { Instant } from '../instant';
import { blankEnd, fitting, link, listPath, markdownTable, plainText, workflowPath } from '../markdown';
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

/** How much of a board an address has room for. What is late is a link as long as anything is. */
interface Room {
  /** Rows of stages or processes, the worst; `links`: 2 of all figures, 1 of those that are late, 0 of none. */
  readonly stages: number;
  readonly links: 0 | 1 | 2;
  readonly teams: number;
  readonly cases: number;
  readonly events: number;
  readonly views: number;
}

const dayMs = 86_400_000;
const everything: Room = { stages: 99, links: 2, teams: 10, cases: 5, events: 5, views: 6 };

/** What is said elsewhere as well goes first: views, the longer lists, the links of what is not late. */
const rooms: readonly [Room, ...Room[]] = [
  everything,
  { ...everything, views: 0 },
  { ...everything, views: 0, teams: 6, events: 3 },
  { stages: 20, links: 1, teams: 6, cases: 5, events: 3, views: 0 },
  { stages: 20, links: 1, teams: 4, cases: 3, events: 3, views: 0 },
  { stages: 16, links: 1, teams: 3, cases: 2, events: 2, views: 0 },
  { stages: 16, links: 1, teams: 2, cases: 1, events: 1, views: 0 },
  { stages: 10, links: 1, teams: 2, cases: 1, events: 1, views: 0 },
  { stages: 16, links: 0, teams: 3, cases: 2, events: 1, views: 0 },
  { stages: 12, links: 0, teams: 2, cases: 1, events: 1, views: 0 },
  { stages: 10, links: 0, teams: 1, cases: 0, events: 0, views: 0 },
];

const time = (at: Instant): string => minuteText(homeZone, at);

/** A figure that leads to its cases; none leads nowhere. */
const linked = (count: number, query: string, hasRoom = true): string =>
  count === 0 || !hasRoom ? String(count) : link(String(count), listPath(query));

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

const breachedOf = ({ bands }: StageFigure): number => bands.breached ?? 0;

/** The rows that an address has room for: the worst ones, in their own order. */
function worst(stages: readonly StageFigure[], most: number): readonly StageFigure[] {
  const first = [...stages].sort((a, b) => breachedOf(b) - breachedOf(a) || b.open - a.open).slice(0, most);
  return stages.filter((stage) => first.includes(stage));
}

/** A stage in words; a process leads to its own board. */
function stageTitle({ contracts, language }: BoardOf, { process, stage }: StageFigure): string {
  const contract = contracts[process];
  if (stage !== null) return contract?.stages[stage]?.[language] ?? stage;
  return link(contract?.title[language] ?? process, workflowPath(boardIdOf(process)));
}

function stageTable(board: BoardOf, t: BoardWords, stages: readonly StageFigure[], room: Room): readonly string[] {
  const rows = worst(inOrder(board, stages), room.stages).map((figure) => {
    const { process, stage, open, bands } = figure;
    const of = (...conditions: readonly string[]) => openCases(process, ...(stage === null ? [] : [is('Stage', stage)]), ...conditions);
    return [
      stageTitle(board, figure),
      linked(open, of(), room.links > 1),
      linked(breachedOf(figure), of(is('SlaBand', 'breached')), room.links > 0),
      linked(bands.urgent ?? 0, of(is('SlaBand', 'urgent')), room.links > 1),
      String(bands.warn ?? 0),
      String(bands.paused ?? 0),
    ];
  });
  return markdownTable([board.process === null ? t.process : t.stage, t.open, t.breached, t.urgent, t.warn, t.paused], rows);
}

const teamTable = ({ process }: BoardOf, t: BoardWords, teams: readonly TeamFigure[], room: Room): readonly string[] =>
  markdownTable(
    [t.teams, t.open, t.breached, t.people, t.oldestAt],
    teams.slice(0, room.teams).map(({ team, open, breached, people, oldestAt }) => {
      const own = team === '' ? ['Kind IS NOT NULL', 'Team IS NULL'] : [is('Team', team)];
      return [
        team === '' ? t.noTeam : plainText(team),
        linked(open, openCases(process, ...own), room.links > 1),
        linked(breached, openCases(process, ...own, is('SlaBand', 'breached')), room.links > 0),
        String(people),
        time(oldestAt),
      ];
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

/** The ways from here: the board of all, which leads to every other; there, those that have no case open; and views to keep. */
function ways({ process, contracts, language }: BoardOf, t: BoardWords, { asOf, stages }: BoardCount, most: number): readonly string[] {
  const counted = new Set(stages.map((stage) => stage.process));
  const boards = process === null ? Object.keys(contracts).filter((other) => !counted.has(other)) : [null];
  const title = (other: string | null): string => (other === null ? t.all : (contracts[other]?.title[language] ?? other));
  const views = savedViews({ now: asOf }).slice(0, most);
  const row = (words: string, links: readonly string[]) => (links.length === 0 ? [] : ['', `${words}: ${links.join(' · ')}`]);
  return [
    ...row(
      t.boards,
      boards.map((other) => link(title(other), workflowPath(boardIdOf(other)))),
    ),
    ...row(
      t.views,
      views.map((view) => link(view.title[language], viewPath(view, language))),
    ),
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

function writeIn(room: Room, board: BoardOf, t: BoardWords, head: string, figures: BoardCount): string {
  const { asOf, stages, teams, due, oldest, events, promises } = figures;
  return [
    `${head} · ${t.asOf} ${time(asOf)}`,
    ...lackLines(figures, board.language),
    ...section(nowTable(board, t, figures)),
    ...(figures.open === 0 ? ['', t.empty] : []),
    ...section(stageTable(board, t, stages, room), stages.length - room.stages, t),
    ...section(teamTable(board, t, teams, room), teams.length - room.teams, t),
    ...section(caseTable(board, t, t.due, t.dueAt, due.slice(0, room.cases))),
    ...section(caseTable(board, t, t.oldest, t.receivedAt, oldest.slice(0, room.cases))),
    ...section(eventTable(board, t, events.slice(0, room.events)), events.length - room.events, t),
    '',
    `${t.promises}: ${t.promised(promises.open, promises.kept, promises.broken)}`,
    ...ways(board, t, figures, room.views),
    ...blankEnd,
  ].join('\n');
}

/** A board as Markdown: counts and ids only, as much as an address can hold. Null figures: it has not looked yet. */
export function writeBoard(board: BoardOf, figures: BoardCount | null): string {
  const t = boardWords[board.language];
  const head = `**${title(board, t)}**`;
  if (figures === null) return [head, '', t.pending].join('\n');
  return fitting(rooms, (room) => writeIn(room, board, t, head, figures));
}

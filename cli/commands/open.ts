import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Issue, issuesIn } from '../../client/edge';
import type { Doors } from '../../client/luyue';
import { type Opened, readOpening } from '../../client/open';
import { processType } from '../../client/process-type';
import { exitCodeOf, isRetryable, LuyueError } from '../../domain/errors';
import type { Language } from '../../domain/words';
import { firstStart, resolveDates } from '../dates';
import { withDoors } from '../doors';
import { type Item, itemsOf, readText } from '../items';
import { inOrder } from '../pool';
import type { Report } from '../report';
import { folderOf, type Session } from '../session';
import { speedOf } from '../settings';
import { repeatOf } from '../shell';
import { table } from '../table';

export interface OpenOptions {
  readonly file: string;
  readonly as?: string;
  readonly allOrNothing?: true;
  /** Instead of the speed that the stack was started with. */
  readonly speed?: string;
}

/** What became of one item of the file. */
interface Line {
  readonly line: number;
  readonly opened?: Opened;
  readonly error?: LuyueError;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const bad = (path: string, reason: string): LuyueError =>
  new LuyueError('input.invalid', `${path}: ${reason}`, { issues: [{ path, reason }] });

/** The request of an item: dates resolved, actor and drill filled in. @throws LuyueError input.invalid */
function requestOf(item: Item, process: string, options: OpenOptions, session: Session): Record<string, unknown> {
  if ('fault' in item) throw bad(item.fault.path, item.fault.reason);
  const resolved = resolveDates(item.value, firstStart(folderOf(session), Date.now()));
  if (!isObject(resolved)) throw bad('/', 'must be an object');
  if (resolved.process !== undefined && resolved.process !== process)
    throw bad('/process', `is ${String(resolved.process)}, not ${process}`);
  const speed = session.existing ? null : (options.speed ?? speedOf(session));
  return { ...(speed === null ? {} : { compressed: speed }), ...resolved, ...(options.as === undefined ? {} : { actor: options.as }) };
}

async function attempt(line: number, work: () => Promise<Opened | null>): Promise<Line> {
  try {
    const opened = await work();
    return opened === null ? { line } : { line, opened };
  } catch (error) {
    if (error instanceof LuyueError) return { line, error };
    throw error;
  }
}

/** Reads every item without opening any; those that are wrong, and those whose reference has other content. */
async function faults(items: readonly Item[], process: string, options: OpenOptions, session: Session, doors: Doors): Promise<Line[]> {
  const type = processType(session.processes, process);
  const checked = await inOrder(items, (item) =>
    attempt(item.line, async () => {
      await doors.check(readOpening(type, requestOf(item, process, options, session), Date.now()));
      return null;
    }),
  );
  return checked.filter((line) => line.error !== undefined);
}

const keyOf = (item: Item): string => {
  const { source, reference } = 'fault' in item || !isObject(item.value) ? {} : item.value;
  return JSON.stringify([source, reference]);
};

/** Opens every item it can. Once a service does not answer, the rest is left: the repeated command goes on there. */
async function openAll(items: readonly Item[], process: string, options: OpenOptions, session: Session, doors: Doors): Promise<Line[]> {
  let stopped = false;
  const lines = await inOrder(
    items,
    async (item): Promise<Line | null> => {
      if (stopped) return null;
      const line = await attempt(item.line, async () => doors.open(process, requestOf(item, process, options, session)));
      stopped ||= line.error !== undefined && isRetryable(line.error.code);
      return line;
    },
    keyOf,
  );
  return lines.filter((line) => line !== null);
}

const words = {
  zh: {
    opened: '新立案',
    existed: '已存在',
    bad: '有误',
    left: '未处理',
    line: '行',
    number: '号',
    case: '案件',
    stage: '环节',
    repeat: '重复此命令',
    nothing: '有误的行使全部未立案',
  },
  en: {
    opened: 'opened',
    existed: 'existed',
    bad: 'bad',
    left: 'left',
    line: 'line',
    number: 'no.',
    case: 'case',
    stage: 'stage',
    repeat: 'Repeat',
    nothing: 'nothing was opened because of the bad lines',
  },
} as const;

const issuesOf = (error: LuyueError): readonly Issue[] => {
  const found = issuesIn(error);
  return found.length > 0 ? found : [{ path: '/', reason: `${error.code}: ${error.message}` }];
};

const faultLine = (line: number, error: LuyueError, language: Language): string[] =>
  issuesOf(error).map(({ path, reason }) => `${words[language].line} ${line} ${path}: ${reason}`);

/** 5 where a service failed, else 2 where a line was bad input, else the worst refusal; 0 where all are open. */
function exitOf(lines: readonly Line[]): number {
  const codes = lines.flatMap(({ error }) => (error === undefined ? [] : [exitCodeOf(error.code)]));
  return [1, 5, 2, 3, 4].find((code) => codes.includes(code)) ?? 0;
}

function reportOf(lines: readonly Line[], total: number, repeat: string, untouched: boolean): Report {
  const opened = lines.flatMap((l) => (l.opened === undefined ? [] : [{ line: l.line, ...l.opened }]));
  const failed = lines.flatMap((l) => (l.error === undefined ? [] : [{ line: l.line, error: l.error }]));
  const isBad = (error: LuyueError) => !isRetryable(error.code);
  const badLines = failed.filter(({ error }) => isBad(error));
  const counts = {
    opened: opened.filter((o) => !o.existed).length,
    existed: opened.filter((o) => o.existed).length,
    bad: badLines.length,
    left: total - opened.length - badLines.length,
  };
  const exit = exitOf(lines);
  const errors = failed.map(({ line, error }) => ({
    line,
    code: error.code,
    detail: error.message,
    issues: issuesOf(error),
    data: error.data,
  }));
  return {
    exit,
    json: { ...counts, cases: opened, errors, ...(exit === 5 ? { repeat } : {}) },
    text: (language) => {
      const t = words[language];
      return [
        ...(opened.length === 0
          ? []
          : [
              table(
                [t.line, t.number, t.case, t.stage, ''],
                opened.map((o) => [o.line, o.number, o.case, o.stage, o.existed ? t.existed : t.opened]),
              ),
              '',
            ]),
        ...failed.flatMap(({ line, error }) => faultLine(line, error, language)),
        ...(untouched ? [t.nothing] : []),
        `${t.opened} ${counts.opened} · ${t.existed} ${counts.existed} · ${t.bad} ${counts.bad}${counts.left > 0 ? ` · ${t.left} ${counts.left}` : ''}`,
        ...(exit === 5 ? [`${t.repeat}: ${repeat}`] : []),
      ].join('\n');
    },
  };
}

/** Standard input cannot be read twice: it is kept, so that the command can be repeated as it is printed. */
function repeatable(session: Session, file: string, text: string): readonly string[] {
  if (file !== '-') return session.args;
  const kept = join(folderOf(session), 'input', `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.ndjson`);
  mkdirSync(join(folderOf(session), 'input'), { recursive: true });
  writeFileSync(kept, text, { mode: 0o600 });
  return session.args.map((arg) => (arg === '-' ? kept : arg === '--file=-' ? `--file=${kept}` : arg));
}

/**
 * `luyue open PROCESS --file FILE|-`: opens every good item; bad ones are named with line, path and reason. The same item again is
 * the same case. With `--all-or-nothing` every line is checked before any is opened.
 * @throws LuyueError process.unknown, input.invalid where the file cannot be read.
 */
export async function open(session: Session, process: string, options: OpenOptions): Promise<Report> {
  processType(session.processes, process);
  const text = readText(options.file);
  const items = itemsOf(text);
  if (items.length === 0) throw bad('/', `${options.file} is empty`);
  return withDoors(session, async (doors) => {
    const wrong = options.allOrNothing ? await faults(items, process, options, session, doors) : [];
    const lines = wrong.length > 0 ? wrong : await openAll(items, process, options, session, doors);
    const report = reportOf(lines, items.length, '', wrong.length > 0);
    if (report.exit !== 5) return report;
    return reportOf(lines, items.length, repeatOf(repeatable(session, options.file, text), [], session.env), wrong.length > 0);
  });
}

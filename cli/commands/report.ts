import type { Database } from '../../db/connect';
import { improvementFigures, type Period, promiseKeeping, slaByRule, turnover } from '../../db/queries/report';
import type { Words } from '../../domain/words';
import { withRecord } from '../doors';
import { choiceOption, instantOption } from '../options';
import type { Report } from '../report';
import type { Session } from '../session';
import { type Cell, table } from '../table';

export interface ReportOptions {
  readonly from?: string;
  readonly to?: string;
  readonly format: string;
}

interface Column {
  readonly name: string;
  readonly title: Words;
}

type Row = Readonly<Record<string, unknown>>;

interface Definition {
  readonly columns: readonly Column[];
  readonly rows: (db: Database, period: Period, session: Session) => Promise<readonly Row[]>;
}

const column = (name: string, zh: string, en: string): Column => ({ name, title: { zh, en } });

/** Money columns are in yuan with two decimals; their names end in `Fen` in the record. */
const yuan = (fen: unknown): string => (Number(fen) / 100).toFixed(2);

const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((1000 * part) / whole) / 10);

const definitions = {
  sla: {
    columns: [
      column('rule', '规则', 'rule'),
      column('basis', '依据', 'basis'),
      column('started', '启动', 'started'),
      column('met', '完成', 'met'),
      column('inTime', '按时', 'in time'),
      column('late', '逾期完成', 'late'),
      column('running', '进行中', 'running'),
      column('paused', '暂停', 'paused'),
      column('overdue', '已逾期', 'overdue'),
      column('meanDays', '平均天数', 'mean days'),
      column('inTimePercent', '按时率%', 'in time %'),
    ],
    rows: async (db, period) =>
      (await slaByRule(db, period)).map((row) => ({ ...row, inTimePercent: share(row.inTime, row.met + row.overdue) })),
  },
  claims: {
    columns: [
      column('line', '险种', 'line'),
      column('branch', '分公司', 'branch'),
      column('received', '收到', 'received'),
      column('open', '未结', 'open'),
      column('closed', '已结', 'closed'),
      column('outcomes', '结果', 'outcomes'),
      column('reserved', '准备金(元)', 'reserved (CNY)'),
      column('paid', '已付(元)', 'paid (CNY)'),
      column('meanDays', '平均天数', 'mean days'),
    ],
    rows: async (db, period) =>
      (await turnover(db, 'claim', period)).map(({ outcomes, reservedFen, paidFen, ...row }) => ({
        ...row,
        outcomes: Object.entries(outcomes)
          .map(([outcome, count]) => `${outcome} ${count}`)
          .join(', '),
        reserved: yuan(reservedFen),
        paid: yuan(paidFen),
      })),
  },
  improvements: {
    columns: [
      column('line', '领域', 'area'),
      column('team', '责任团队', 'team'),
      column('received', '立项', 'opened'),
      column('open', '未结', 'open'),
      column('overdue', '逾期', 'overdue'),
      column('orderOverdue', '责令逾期', 'order overdue'),
      column('extensions', '延期次数', 'extensions'),
      column('closed', '已结', 'closed'),
      column('effective', '有效', 'effective'),
      column('notEffective', '无效', 'not effective'),
      column('effectivePercent', '有效率%', 'effective %'),
    ],
    rows: async (db, period) =>
      (await improvementFigures(db, period)).map((row) => ({
        ...row,
        effectivePercent: share(row.effective, row.effective + row.notEffective),
      })),
  },
  promises: {
    columns: [
      column('owner', '负责人', 'owner'),
      column('topic', '事项', 'topic'),
      column('made', '承诺', 'made'),
      column('kept', '兑现', 'kept'),
      column('broken', '未兑现', 'broken'),
      column('open', '未到期', 'open'),
    ],
    rows: (db, period) => promiseKeeping(db, period),
  },
} as const satisfies Record<string, Definition>;

const cellOf = (value: unknown): Cell => (typeof value === 'string' || typeof value === 'number' ? value : null);

/** A field of CSV (RFC 4180). What a spreadsheet would run as a formula is kept as text. */
function csvField(value: unknown): string {
  const text = String(cellOf(value) ?? '');
  const inert = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** Rows as CSV, names in the first line. */
export const csvOf = (columns: readonly Column[], rows: readonly Row[]): string =>
  [columns.map(({ name }) => csvField(name)), ...rows.map((row) => columns.map(({ name }) => csvField(row[name])))]
    .map((fields) => fields.join(','))
    .join('\r\n');

const names = ['sla', 'claims', 'improvements', 'promises'] as const;

/** `luyue report NAME [--from --to] [--format table|csv|json]`: figures of the cases received in a period. @throws LuyueError input.invalid */
export function report(session: Session, given: string, options: ReportOptions): Promise<Report> {
  const { columns, rows: read }: Definition = definitions[choiceOption('NAME', given, names)];
  const format = choiceOption('--format', options.format, ['table', 'csv', 'json']);
  const period = {
    from: options.from === undefined ? 0 : instantOption('--from', options.from),
    to: options.to === undefined ? Date.now() : instantOption('--to', options.to),
    // On real services drills never count; the embedded stack holds hardly anything else.
    drills: !session.existing,
  };
  return withRecord(session, async ({ db }) => {
    const rows = await read(db, period, session);
    const iso = { from: new Date(period.from).toISOString(), to: new Date(period.to).toISOString() };
    const json = { report: given, ...iso, rows };
    if (format === 'json') return { json, text: () => JSON.stringify(json, undefined, 2) };
    if (format === 'csv') return { json, text: () => csvOf(columns, rows) };
    return {
      json,
      text: (language) =>
        table(
          columns.map(({ title }) => title[language]),
          rows.map((row) => columns.map(({ name }) => cellOf(row[name]))),
        ),
    };
  });
}

import { LuyueError } from '../../domain/errors';
import { withRecord } from '../doors';
import { type Column, type Figures, figures, type Row } from '../figures';
import { choiceOption, instantOption } from '../options';
import type { Report } from '../report';
import type { Session } from '../session';
import { type Cell, table } from '../table';

export interface ReportOptions {
  readonly from?: string;
  readonly to?: string;
  readonly format: string;
  /** What the rows are told apart by, where the report has a choice. */
  readonly by?: string;
}

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

const names = ['sla', 'claims', 'complaints', 'callouts', 'improvements', 'promises', 'contacts'] as const;

/** @throws LuyueError input.invalid where the report has no choice, or not this one */
function groupOf({ groups }: Figures, name: string, by: string | undefined): string {
  if (groups !== undefined) return by === undefined ? (groups[0] ?? '') : choiceOption('--by', by, groups);
  if (by === undefined) return '';
  throw new LuyueError('input.invalid', `--by: the report ${name} has one row for each thing it counts`, {
    issues: [{ path: '--by', reason: `not with ${name}` }],
  });
}

/**
 * `luyue report NAME [--by FEATURE] [--from --to] [--format table|csv|json]`: figures of the cases received in a period.
 * @throws LuyueError input.invalid
 */
export function report(session: Session, given: string, options: ReportOptions): Promise<Report> {
  const definition: Figures = figures[choiceOption('NAME', given, names)];
  const { columns, rows: read } = definition;
  const by = groupOf(definition, given, options.by);
  const format = choiceOption('--format', options.format, ['table', 'csv', 'json']);
  const period = {
    from: options.from === undefined ? 0 : instantOption('--from', options.from),
    to: options.to === undefined ? Date.now() : instantOption('--to', options.to),
    // On real services drills never count; the embedded stack holds hardly anything else.
    drills: !session.existing,
  };
  return withRecord(session, async ({ db }) => {
    const rows = await read(db, period, by);
    const iso = { from: new Date(period.from).toISOString(), to: new Date(period.to).toISOString() };
    const json = { report: given, ...(by === '' ? {} : { by }), ...iso, rows };
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

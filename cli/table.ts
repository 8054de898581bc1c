import Table from 'cli-table3';

/** A cell: text, number, or nothing. */
export type Cell = string | number | null | undefined;

const thin = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

const shown = (cell: Cell): string => (cell === null || cell === undefined || cell === '' ? '-' : String(cell));

/** Rows under a head, aligned by the width of what is seen: a Chinese character takes two columns. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const built = new Table({ head: [...head], chars: thin, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 } });
  for (const row of rows) built.push(row.map(shown));
  return trimmed(built.toString());
}

/** Names and values under each other. */
export const pairs = (rows: readonly (readonly [string, Cell])[]): string => table(['', ''], rows).replace(/^\s*\n/, '');

const trimmed = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');

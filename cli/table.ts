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

const isWide = (character: string): boolean =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character);

/** Columns of a terminal that a line takes. */
export const widthOf = (line: string): number => [...line].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);

const widest = (text: string): number => Math.max(...text.split('\n').map(widthOf));

const without = <T>(list: readonly T[], left: ReadonlySet<number>): readonly T[] => list.filter((_item, column) => !left.has(column));

/** A table that fits into a terminal: columns that can be done without are left out, in this order, as far as it is too narrow. */
export function tableWithin(
  width: number,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  dispensable: readonly number[],
): string {
  for (let count = 0; ; count++) {
    const left = new Set(dispensable.slice(0, count));
    const text = table(
      without(head, left),
      rows.map((row) => without(row, left)),
    );
    if (widest(text) <= width || count >= dispensable.length) return text;
  }
}

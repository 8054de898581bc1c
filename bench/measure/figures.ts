/** Middle, least and most of several measurements. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

const ascending = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);

/** The value below which a share (0 to 1) of all lies; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = ascending(values);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Median of an even number of values is the mean of the middle two. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = ascending(values);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  return { median, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}

const text = (value: number, digits: number): string => value.toFixed(digits);

/** `median (least-most)`. */
export const spreadText = ({ median, least, most }: Spread, digits = 1): string =>
  least === most ? text(median, digits) : `${text(median, digits)} (${text(least, digits)}-${text(most, digits)})`;

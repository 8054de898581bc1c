import { parseArgs } from 'node:util';
import type { Instant } from '../../domain/instant';

/** Ends of months and years, a leap day, years whose holidays are not known yet, minutes beside midnight where the company is. */
export const usualDays: readonly string[] = [
  '2026-02-28T23:30+08:00',
  '2026-12-31T23:30+08:00',
  '2027-03-31T12:00+08:00',
  '2028-02-29T10:00+08:00',
  '2030-10-01T00:10+08:00',
];

export interface Plan {
  readonly days: readonly { readonly text: string; readonly at: Instant }[];
  /** The engine's tests instead of those that need no server. */
  readonly services: boolean;
  /** What jest is asked for: paths of tests and options. */
  readonly jest: readonly string[];
}

function instantOf(text: string): Instant {
  const at = Date.parse(text);
  if (!/(Z|[+-]\d\d:\d\d)$/.test(text) || !Number.isFinite(at)) throw new Error(`--at: not an instant with its offset: ${text}`);
  return at;
}

/** Reads `[--at INSTANT]... [--services] [PATH...]`. @throws Error naming what is wrong */
export function readPlan(args: readonly string[]): Plan {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { at: { type: 'string', multiple: true }, services: { type: 'boolean', default: false } },
  });
  const days = (values.at ?? usualDays).map((text) => ({ text, at: instantOf(text) }));
  return { days, services: values.services, jest: positionals };
}

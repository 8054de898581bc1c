import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { addMonths } from '../domain/calendar/day';
import { dayAt, homeZone } from '../domain/calendar/zone';
import { LuyueError } from '../domain/errors';
import type { Instant } from '../domain/instant';
import { quarterOfDay } from '../domain/processes/programme/quarter';

const fileShape = z.object({ firstStart: z.iso.datetime({ offset: true }) });

const relative = /^@([+-]\d{1,5})([dhmq])$/;
const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000 };

const fileOf = (folder: string): string => join(folder, 'first-start.json');

/**
 * The instant that dates such as `@-29d` count from: the first time anybody asked in this folder. Kept in a file, so that the
 * same examples are the same requests at every later start.
 */
export function firstStart(folder: string, now: Instant): Instant {
  const file = fileOf(folder);
  if (existsSync(file)) return readFirstStart(file);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ firstStart: new Date(now).toISOString() })}\n`, { flag: 'wx' });
  return now;
}

/** The next start is the first again: for data that begin anew. */
export const forgetFirstStart = (folder: string): void => rmSync(fileOf(folder), { force: true });

function readFirstStart(file: string): Instant {
  try {
    return Date.parse(fileShape.parse(JSON.parse(readFileSync(file, 'utf8'))).firstStart);
  } catch (cause) {
    throw new LuyueError('input.invalid', `${file} does not hold {"firstStart": instant}`, { file }, { cause });
  }
}

/** A value with every text such as `@-29d`, `@+2h`, `@-30m` in it replaced by the ISO instant it means, and `@+1q` by the next quarter. */
export function resolveDates(value: unknown, first: Instant): unknown {
  if (typeof value === 'string') return resolveDate(value, first);
  if (Array.isArray(value)) return value.map((item) => resolveDates(item, first));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolveDates(item, first)]));
}

function resolveDate(text: string, first: Instant): string {
  const [, count, unit = ''] = relative.exec(text) ?? [];
  if (count === undefined) return text;
  if (unit === 'q') return quarterOfDay(addMonths(dayAt(homeZone, first), Number(count) * 3));
  return new Date(first + Number(count) * (unitMs[unit] ?? 0)).toISOString();
}

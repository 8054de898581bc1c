import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { folderOf, type Session } from './session';

const shape = z.object({ speed: z.string().nullable() });

const fileOf = (session: Session): string => join(folderOf(session), 'settings.json');

/** Remembers how `up` runs, for the calls that follow it. */
export function keepSpeed(session: Session, speed: string | null): void {
  mkdirSync(folderOf(session), { recursive: true });
  writeFileSync(fileOf(session), `${JSON.stringify({ speed })}\n`);
}

/** Compression of time that new cases of this folder are opened with; null where time runs as it does. */
export function speedOf(session: Session): string | null {
  if (!existsSync(fileOf(session))) return null;
  const read = shape.safeParse(JSON.parse(readFileSync(fileOf(session), 'utf8')));
  return read.success ? read.data.speed : null;
}

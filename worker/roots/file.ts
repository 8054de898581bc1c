import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { lineOfRoot } from '../../db/record/outside-roots';
import type { WholeRoot } from '../../db/record/root';
import { LuyueError } from '../../domain/errors';
import type { RootPlace, RootsAfter } from './place';

const numbered = z.object({ no: z.int().min(1), root: z.string() });

const blockBytes = 65_536;

/** The last whole line of a file, read from its end; null where there is none. */
function lastLine(file: number): string | null {
  const size = fstatSync(file).size;
  let text = Buffer.alloc(0);
  for (let from = size; from > 0; ) {
    const length = Math.min(blockBytes, from);
    from -= length;
    const block = Buffer.alloc(length);
    readSync(file, block, 0, length, from);
    text = Buffer.concat([block, text]);
    const whole = text.toString('utf8').replace(/\n+$/, '');
    const start = whole.lastIndexOf('\n');
    if (start >= 0 || from === 0) return whole === '' ? null : whole.slice(start + 1);
  }
  return null;
}

function lastIn(file: number, path: string): z.infer<typeof numbered> | null {
  const line = lastLine(file);
  if (line === null) return null;
  try {
    return numbered.parse(JSON.parse(line));
  } catch (cause) {
    throw new LuyueError('config.invalid', `${path}: its last line is not a root`, {}, { cause });
  }
}

/** A line that a crash has cut is ended, so that the next one is whole; a reader names the cut one. */
const endsLine = (file: number): boolean => {
  const size = fstatSync(file).size;
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString() === '\n';
};

/** The roots after the last one kept, which the record still has to hold. */
async function following(last: z.infer<typeof numbered> | null, rootsAfter: RootsAfter, path: string): Promise<readonly WholeRoot[]> {
  if (last === null) return rootsAfter(0);
  const [same, ...next] = await rootsAfter(last.no - 1);
  if (same?.root === last.root) return next;
  throw new LuyueError('record.tampered', `The record does not hold root ${last.no} as it is kept in ${path}: run luyue verify --roots.`, {
    no: last.no,
  });
}

/**
 * A file with one root a line. It is only ever added to; kept on a volume that is append-only (`chattr +a`, a WORM share) nobody can take
 * anything back. Each worker may have its own: every one is complete.
 */
export function fileOfRoots(path: string): RootPlace {
  const keep: RootPlace['keep'] = async (rootsAfter) => {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, 'a+', 0o600);
    try {
      const roots = await following(lastIn(file, path), rootsAfter, path);
      const before = endsLine(file) ? '' : '\n';
      if (roots.length > 0) writeSync(file, `${before}${roots.map(lineOfRoot).join('\n')}\n`);
      fsyncSync(file);
      return roots.length;
    } finally {
      closeSync(file);
    }
  };
  return { name: `file ${path}`, keep };
}

import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { lineOfRoot } from '../../db/record/outside-roots';
import type { WholeRoot } from '../../db/record/root';
import { LuyueError } from '../../domain/errors';
import type { RootPlace, RootsAfter } from './place';

const numbered = z.object({ no: z.int().min(1), root: z.string(), heads: z.array(z.unknown()) });
type Numbered = z.infer<typeof numbered>;

const blockBytes = 65_536;

/** A line as a root; null where a crash has cut it. */
function numberedIn(line: string): Numbered | null {
  try {
    return numbered.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    // Cut short: readers pass over it, and the root is written again after it.
    return null;
  }
}

/** The last whole root of a file, read from its end; null where there is none. */
function lastIn(file: number): Numbered | null {
  let text = Buffer.alloc(0);
  for (let from = fstatSync(file).size; from > 0; ) {
    const length = Math.min(blockBytes, from);
    from -= length;
    const block = Buffer.alloc(length);
    readSync(file, block, 0, length, from);
    text = Buffer.concat([block, text]);
    // What comes before the first end of a line began further up.
    const lines = text.toString('utf8').split('\n');
    for (const line of lines.slice(from === 0 ? 0 : 1).reverse()) {
      const root = numberedIn(line);
      if (root !== null) return root;
    }
  }
  return null;
}

/** A line that a crash has cut is ended, so that the next one is whole. */
const endsLine = (file: number): boolean => {
  const size = fstatSync(file).size;
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString() === '\n';
};

/** The roots after the last one kept, which the record still has to hold. */
async function following(last: Numbered | null, rootsAfter: RootsAfter, path: string): Promise<readonly WholeRoot[]> {
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
      const roots = await following(lastIn(file), rootsAfter, path);
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

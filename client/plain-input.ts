import { LuyueError } from '../domain/errors';

const deepest = 40;
const halfPair = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** No column can hold NUL, and half a surrogate pair is no text. */
const isUnstorable = (text: string): boolean => text.includes('\u0000') || halfPair.test(text);

interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const longestPath = 200;

/** The path is cut: its names are the sender's. */
function refuse(whole: string, reason: string): LuyueError {
  const path = whole === '' ? '/' : whole.slice(0, longestPath);
  return new LuyueError('input.invalid', `${path}: ${reason}`, { issues: [{ path, reason }] });
}

/**
 * Refuses what no schema names and no record can keep: texts with NUL or half a surrogate pair, and values nested too deep.
 * A loop, not a recursion: the nesting is the caller's.
 * @throws LuyueError input.invalid naming the path.
 */
export function checkPlain(value: unknown, root: string): void {
  const waiting: Place[] = [{ value, path: root, depth: 0 }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { path, depth } = place;
    if (typeof place.value === 'string' && isUnstorable(place.value)) throw refuse(path, 'holds a character that cannot be stored');
    if (!isObject(place.value)) continue;
    if (depth === deepest) throw refuse(path, 'is nested too deep');
    for (const [name, inner] of Object.entries(place.value)) {
      if (isUnstorable(name)) throw refuse(path, 'has a field whose name cannot be stored');
      waiting.push({ value: inner, path: `${path}/${name}`, depth: depth + 1 });
    }
  }
}

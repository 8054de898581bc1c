import { readFileSync } from 'node:fs';
import { issuesIn } from '../client/edge';
import { checkPlain } from '../client/plain-input';
import { LuyueError } from '../domain/errors';

/** One item of an input file, with the line it begins at. `fault` says why it could not be read. */
export type Item =
  | { readonly line: number; readonly value: unknown }
  | { readonly line: number; readonly fault: { readonly path: string; readonly reason: string } };

function parseLine(text: string, line: number): Item {
  try {
    const value: unknown = JSON.parse(text);
    checkPlain(value, '');
    return { line, value };
  } catch (error) {
    const [issue] = error instanceof LuyueError ? issuesIn(error) : [];
    if (issue !== undefined) return { line, fault: issue };
    return { line, fault: { path: '/', reason: error instanceof Error ? error.message : 'is not JSON' } };
  }
}

const ndjson = (text: string): readonly Item[] =>
  text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [parseLine(line, i + 1)]));

/** Items of a text: one JSON object, a list of them, or NDJSON with one on each line. A bad line does not spoil the others. */
export function itemsOf(text: string): readonly Item[] {
  const bare = text.replace(/^\uFEFF/, '');
  const lines = ndjson(bare);
  if (lines.length === 1 && lines[0] !== undefined && !('fault' in lines[0])) return listed(lines[0].value, lines[0].line);
  if (lines.length > 0 && lines.some((item) => !('fault' in item) && typeof item.value === 'object')) return lines;
  const whole = parseLine(bare, 1);
  // Nothing in it is JSON, neither a line nor the whole: the lines say it best.
  return 'fault' in whole ? lines : listed(whole.value, 1);
}

const listed = (value: unknown, line: number): readonly Item[] =>
  Array.isArray(value) ? value.map((item) => ({ line, value: item })) : [{ line, value }];

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/** The first line that is not UTF-8. A line feed is a byte of its own in UTF-8. */
function firstForeignLine(bytes: Buffer): number {
  for (let line = 1, from = 0; ; line++) {
    const end = bytes.indexOf(10, from);
    if (end < 0 || !isUtf8(bytes.subarray(from, end))) return line;
    from = end + 1;
  }
}

/** Another encoding, such as GB 18030, is refused: what it says would be changed silently. */
function textOf(bytes: Buffer, file: string): string {
  if (isUtf8(bytes)) return decoder.decode(bytes);
  const reason = `line ${firstForeignLine(bytes)} is not UTF-8`;
  throw new LuyueError('input.invalid', `${file}: ${reason}`, { file, issues: [{ path: '/', reason }] });
}

/**
 * Text of a file, of standard input for `-`.
 * @throws LuyueError input.invalid where it cannot be read or is not UTF-8.
 */
export function readText(file: string): string {
  return textOf(readBytes(file), file);
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LuyueError('input.invalid', `${file}: ${reason}`, { file }, { cause });
  }
}

/**
 * A value given as JSON, or as `@FILE` with JSON in it.
 * @throws LuyueError input.invalid.
 */
export function readData(given: string): unknown {
  const text = given.startsWith('@') ? readText(given.slice(1)) : given;
  const item = parseLine(text, 1);
  if (!('fault' in item)) return item.value;
  throw new LuyueError('input.invalid', `${given.startsWith('@') ? given.slice(1) : '--data'} is not JSON: ${item.fault.reason}`);
}

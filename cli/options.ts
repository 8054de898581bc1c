import { parseInstant } from '../client/instants';
import { compressionFactor } from '../domain/clock/compression';
import { LuyueError } from '../domain/errors';
import type { Instant } from '../domain/instant';

const wrong = (option: string, reason: string): LuyueError =>
  new LuyueError('input.invalid', `${option}: ${reason}`, { issues: [{ path: option, reason }] });

/** An instant given on the command line: ISO 8601 with offset. @throws LuyueError input.invalid */
export const instantOption = (option: string, text: string): Instant => parseInstant(text, option);

/** A pause `A..B`, or `A..` while it is open. @throws LuyueError input.invalid */
export function pauseOption(text: string): { readonly from: Instant; readonly to?: Instant } {
  const [start = '', end, ...rest] = text.split('..');
  if (end === undefined || rest.length > 0) throw wrong('--pause', `'${text}' is not A..B (or A.. for one that is still open)`);
  const from = parseInstant(start, '--pause');
  if (end === '') return { from };
  const to = parseInstant(end, '--pause');
  if (to < from) throw wrong('--pause', `${end} lies before ${start}`);
  return { from, to };
}

/** A compression of time such as `1d=20s`. @throws LuyueError input.invalid */
export function speedOption(text: string): string {
  if (compressionFactor(text) === null) throw wrong('--speed', `'${text}' is not like 1d=20s, or would slow time down`);
  return text;
}

/** One word out of a list. @throws LuyueError input.invalid naming the list */
export function choiceOption<const T extends string>(option: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw wrong(option, `'${text}' is not one of ${choices.join(', ')}`);
  return found;
}

/** How many rows are shown. @throws LuyueError input.invalid */
export function countOption(option: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw wrong(option, 'must be a number from 1 to 1000');
  return count;
}

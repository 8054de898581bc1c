import type { ActRequest } from './act';
import { type OpenRequest, type ReopenRequest, reopeningAct } from './opening';
import type { ClockState } from './state';

/**
 * Why a case moves. An act, an opening and a reopening are as a door has signed them; of a rung only its clock, that clock's start and
 * its name are said: when it comes, how grave it is and who is told, the record knows.
 */
export type Cause =
  | { readonly kind: 'open'; readonly open: OpenRequest }
  | { readonly kind: 'act'; readonly request: ActRequest }
  | { readonly kind: 'rung'; readonly clock: string; readonly startedSeq: number; readonly rung: string }
  | { readonly kind: 'reopen'; readonly reopen: ReopenRequest }
  | { readonly kind: 'sync' };

/** A cause as the log keeps it. Unique per case: the same cause is written once and answered alike. */
export type CauseText = `open:${string}` | `act:${string}` | `rung:${string}` | `reopen:${string}` | 'sync';

/** A rung of a clock comes once, and once more after every extension. */
export const rungText = ({ id, startedSeq, extensions }: Pick<ClockState, 'id' | 'startedSeq' | 'extensions'>, rung: string): CauseText =>
  `rung:${id}:${startedSeq}${extensions === undefined ? '' : `+${extensions}`}:${rung}`;

/** The text of a cause that somebody sends; null for those that nobody does: clocks, and catching up. */
export function sentText(cause: Cause): CauseText | null {
  switch (cause.kind) {
    case 'open':
      return `open:${cause.open.digest}`;
    case 'act':
      return `act:${cause.request.request}`;
    case 'reopen':
      return `reopen:${cause.reopen.request}`;
    default:
      return null;
  }
}

/** The act that a cause is judged and recorded as; null where it is none. */
export function actOf(cause: Cause): ActRequest | null {
  if (cause.kind === 'act') return cause.request;
  return cause.kind === 'reopen' ? reopeningAct(cause.reopen) : null;
}

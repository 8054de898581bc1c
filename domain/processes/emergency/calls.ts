import type { Json } from '../../case/fact';
import type { CaseState, NoticeState } from '../../case/state';
import type { Instant } from '../../instant';

/** One call of the ladder: the person at a rank of the roster, in a round. */
export interface Call {
  readonly round: number;
  readonly rank: number;
  /** Number of its notice. */
  readonly notice: number;
  readonly at: Instant;
  /** The roster had ended: nobody was called. */
  readonly over?: true;
}

const isCall = (note: Json | undefined): note is { readonly [K in keyof Call]: Call[K] } =>
  typeof note === 'object' && note !== null && !Array.isArray(note) && 'rank' in note && 'notice' in note && 'round' in note;

/** The call that is waited for; undefined where nobody is being called. */
export const pendingCall = ({ notes }: CaseState): Call | undefined => (isCall(notes.call) ? notes.call : undefined);

/** Every call in its order. */
export const callsOf = ({ notes }: CaseState): readonly Call[] =>
  Object.entries(notes)
    .flatMap(([key, note]) => (key.startsWith('call.') && isCall(note) ? [note] : []))
    .sort((a, b) => a.notice - b.notice);

export const noticeOf = ({ notices }: CaseState, { notice }: Call): NoticeState | undefined => notices[notice];

/** Whether the roster has nobody at this rank; known when commit has looked. */
export const isNobody = (notice: NoticeState | undefined): boolean => notice?.recipients?.length === 0;

/** Ranks whose contact could not be reached and is not mended yet: the task of the undelivered call is open. */
export function unreachableRanks(state: CaseState): ReadonlySet<number> {
  const open = new Set(Object.values(state.expectations).flatMap((e) => e.title ?? []));
  return new Set(callsOf(state).flatMap(({ rank, notice }) => (open.has(`undeliverable:${notice}`) ? [rank] : [])));
}

/** Who was called and when, as `STAFF@INSTANT`, in order. */
export const callWords = (state: CaseState): readonly string[] =>
  callsOf(state).flatMap((call) =>
    (noticeOf(state, call)?.recipients ?? []).map((who) => `${who.replace(/^staff:/, '')}@${new Date(call.at).toISOString()}`),
  );

/** Who answered and when. */
export function answerOfCall({ notes }: CaseState): { readonly by: string; readonly at: Instant } | undefined {
  const note = notes.answered;
  const found = typeof note === 'object' && note !== null && 'by' in note && 'at' in note ? note : undefined;
  return typeof found?.by === 'string' && typeof found.at === 'number' ? { by: found.by, at: found.at } : undefined;
}

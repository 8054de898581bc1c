import type { Instant } from '../../domain/instant';
import { isAccepted, noted, resolveClock } from '../../domain/processes/complaint/view';
import { restart } from './clocks';
import type { ComplaintEffects } from './types';

const ofRecheck = ['recheckAppliedAt', 'recheck'] as const;
const ofTelling = ['toldAt', 'receivedDecisionAt', 'unreachableAt', 'triedOn', ...ofRecheck] as const;
const ofHandling = ['investigatedAt', 'decidedAt', 'exceptional', 'agreedLimit', 'mediatedAt', 'performedAt', ...ofTelling] as const;

function forget(c: ComplaintEffects, words: readonly string[]): void {
  for (const word of words) if (c.case.notes[word] != null) c.note(word, null);
}

/** Nothing of the first handling stands, nor an extension of its limit. */
function undo(c: ComplaintEffects): void {
  forget(c, ofHandling);
  c.unask('approveExceptional', 'handled-anew');
}

/**
 * The complaint is handled anew from an instant, under a full limit. Where the superior body sends it back, for which art. 20
 * names no limit of its own, or it is entered again.
 */
export function handleAnew(c: ComplaintEffects, at: Instant): void {
  undo(c);
  restart(c, at, 'new-facts');
}

/**
 * New facts and reasons begin the limit again where they came within it (art. 18(3)). Those that came later are looked into all
 * the same; the limit that was missed stays missed. Returns whether it began again.
 */
export function handleNewFacts(c: ComplaintEffects, at: Instant): boolean {
  const dueAt = resolveClock(c.case)?.dueAt ?? null;
  const isWithin = dueAt === null || at < dueAt;
  undo(c);
  if (isWithin) restart(c, at, 'new-facts');
  return isWithin;
}

/** What is done anew at the stage at which a closed complaint is entered again. */
const anewAt: Readonly<Record<string, readonly string[]>> = {
  tell: ofTelling,
  recheck: ofRecheck,
  perform: ['performedAt'],
  close: ['causeAt'],
};

/** Entered again: one that was handled as a complaint goes on from there; what was not is classified first. */
export function reenter(c: ComplaintEffects): void {
  if (c.case.reopened === (c.case.notes.reentered ?? 0)) return;
  c.note('reentered', c.case.reopened);
  const isUndecided = noted(c.case, 'decidedAt') === undefined && noted(c.case, 'mediatedAt') === undefined;
  if (!isAccepted(c.case)) forget(c, ['standing']);
  else if (c.case.stage === 'investigate' || isUndecided) handleAnew(c, c.at);
  else forget(c, anewAt[c.case.stage] ?? []);
}

import type { ClockOf, Contract, NoticeOf } from '../../domain/case/contract';
import type { CaseState, ClockState, NoticeState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import type { Effects } from './effects';

/** Duties to tell: a limit, and the notice that does it. */
export type ToldDuties<C extends Contract> = readonly (readonly [rule: ClockOf<C>, template: NoticeOf<C>])[];

const handedAt = ({ handedAt: handed, arrivedAt }: NoticeState): Instant | undefined => handed ?? arrivedAt;

/**
 * Notices that can do a duty: all since its limit began, else the newest before. A limit that began again (another appraisal) is
 * about another matter than what was told in its first run, once something is told of the new one.
 */
function candidates({ notices }: CaseState, { startedSeq }: ClockState, template: string): readonly NoticeState[] {
  const told = Object.values(notices).filter((n) => n.template === template && n.status !== 'recalled');
  const since = told.filter((n) => n.seq > startedSeq);
  return since.length > 0 ? since : [...told].sort((a, b) => b.seq - a.seq).slice(0, 1);
}

/**
 * Duties to tell are met when the notice is with its channel. One that was there before the limit began meets it in its first
 * instant: a notice takes effect once it has reached its recipient (Civil Code art. 137), and nothing asks that it be repeated.
 */
export function meetByNotices<C extends Contract>(c: Effects<C>, duties: ToldDuties<C>): void {
  for (const [rule, template] of duties) {
    const clock = c.clock(rule);
    if (clock === undefined) continue;
    const handed = candidates(c.case, clock, template).flatMap((notice) => handedAt(notice) ?? []);
    if (handed.length > 0) c.met(rule, { at: Math.max(Math.min(...handed), clock.startsAt) });
  }
}

import type { Calendar } from '../calendar/types';
import { isoText } from '../calendar/zone';
import type { Rulebook } from '../rulebook';
import type { Basis, Citation, LimitRule, Status } from '../rulebook/types';
import { clockTimes } from './clock';
import { explain } from './explain';
import { segments } from './pauses';
import type { ClockRun, Explanation } from './types';

/** The answer of `luyue due` (design 6): instants in ISO 8601 with the offset of the calendar's zone. */
export interface DueAnswer {
  readonly ruleId: string;
  readonly ruleVersion: string;
  /** Of the number itself: `policy` for a company's number, also where the duty is the law's. */
  readonly basis: Basis;
  /** The first article that sets the limit; null for a company's number. */
  readonly citation: Citation | null;
  readonly status: Status;
  readonly calendar: { readonly id: string; readonly version: string; readonly zone: string };
  readonly startsAt: string;
  readonly dueAt: string | null;
  readonly rolledDueAt: string | null;
  readonly provisionalAt: string | null;
  readonly missingYears: readonly number[];
  readonly rungs: readonly { readonly name: string; readonly at: string }[];
  readonly segments: readonly { readonly from: string; readonly to: string | null; readonly state: string; readonly reason: string }[];
  readonly explanation: Explanation;
}

/** A question to the rulebook. A pause without a reason is taken for the first reason that the rule allows. */
export interface DueQuestion extends Omit<ClockRun, 'pauses'> {
  readonly ruleId: string;
  /** Name of the term where the rule has several; `limit` by default. */
  readonly value?: string;
  readonly pauses: readonly { readonly from: number; readonly to?: number; readonly why?: string }[];
}

function runOf({ ruleId: _rule, value: _value, pauses, ...run }: DueQuestion, rule: LimitRule): ClockRun {
  return { ...run, pauses: pauses.map((pause) => ({ ...pause, why: pause.why ?? rule.pauses?.[0] ?? 'pause' })) };
}

function citationOf({ limit, citations }: LimitRule): Citation | null {
  if (limit.basis === 'policy') return null;
  return limit.citation ?? citations[0] ?? null;
}

/**
 * When a limit is due. Throws `rule.unknown` for an id or value that the rulebook does not have, `act.refused` for a
 * pause and `input.invalid` for a contract term that the rule does not allow.
 */
export function due(book: Rulebook, calendar: Calendar, question: DueQuestion): DueAnswer {
  const rule = book.getLimit(question.ruleId, question.value, question.agreedTerm);
  const run = runOf(question, rule);
  const times = clockTimes(rule, book.ladderOf(rule), run, calendar);
  const text = (at: number): string => isoText(calendar.zone, at);
  const textOrNull = (at: number | null): string | null => (at === null ? null : text(at));
  return {
    ruleId: rule.id,
    ruleVersion: rule.version,
    basis: rule.limit.basis,
    citation: citationOf(rule),
    status: rule.limit.status,
    calendar: { id: calendar.id, version: calendar.version, zone: calendar.zone },
    startsAt: text(run.startsAt),
    dueAt: textOrNull(times.dueAt),
    rolledDueAt: textOrNull(times.rolledDueAt),
    provisionalAt: textOrNull(times.provisionalAt),
    missingYears: times.missingYears,
    rungs: times.rungs.map(({ name, at }) => ({ name, at: text(at) })),
    segments: segments(run).map(({ from, to, state, reason }) => ({ from: text(from), to: textOrNull(to), state, reason })),
    explanation: explain(rule, run, times, calendar),
  };
}

import type { JsonObject, Recipient } from '../../domain/case/fact';
import type { ClockState } from '../../domain/case/state';
import { answerOfCall, callsOf, callWords } from '../../domain/processes/emergency/calls';
import type { EmergencyOutcome } from '../../domain/processes/emergency/contract';
import { obligations } from '../../domain/processes/emergency/obligations';
import { factsOf } from '../../domain/processes/emergency/view';
import type { EmergencyContext, EmergencyEffects } from './types';

const planners: readonly Recipient[] = [
  { kind: 'role', role: 'team-lead' },
  { kind: 'role', role: 'compliance' },
];

const minuteMs = 60_000;

const isMissed = ({ breachedAt }: ClockState): boolean => breachedAt !== undefined;

/** A list under its key, where there is something in it. */
const listed = (key: string, list: readonly string[]): JsonObject => (list.length === 0 ? {} : { [key]: list });

/** How an exercise went: who was called, who answered when, which obligations were kept and which were missed. */
export function sayDrillReport(c: EmergencyEffects): void {
  if (c.case.drill !== true) return;
  const clocks = obligations.flatMap(({ rule, code }) => {
    const clock = c.clock(rule, code);
    return clock === undefined ? [] : [{ clock, code }];
  });
  const missed = clocks
    .filter(({ clock, code }) => isMissed(clock) || c.case.notes[`missed.${code}`] !== undefined)
    .map(({ code }) => code);
  const kept = clocks.filter(({ clock, code }) => clock.state === 'met' && !missed.includes(code)).map(({ code }) => code);
  const answered = answerOfCall(c.case);
  const first = callsOf(c.case)[0]?.at ?? c.case.openedAt;
  const answer =
    answered === undefined
      ? {}
      : { answeredBy: answered.by, answeredAt: answered.at, minutes: Math.round(c.legalMs(first, answered.at) / minuteMs) };
  const counts = { kind: factsOf(c.case).kind, calls: callsOf(c.case).length, kept: kept.length, missed: missed.length };
  const lists = { ...listed('called', callWords(c.case)), ...listed('keptCodes', kept), ...listed('missedCodes', missed) };
  c.announce(`drill-report:${c.case.reopened}`, 'drill-report', planners, { ...counts, ...answer, ...lists });
}

interface Lesson {
  readonly cause: string;
  readonly area: string;
  readonly severity: string;
  readonly improve: boolean;
}

/** What was learned is told, and opens an improvement for each lesson that wants one. */
export function learn(c: EmergencyContext, lessons: readonly Lesson[]): void {
  const wanted = lessons.filter(({ improve }) => improve);
  for (const [index, { cause, area, severity }] of wanted.entries()) {
    const content = { from: 'emergency', topic: cause, severity };
    c.request(`improvement-${c.case.visit.no}-${index + 1}`, { process: 'improvement', line: area, branch: c.case.branch, content });
  }
  const causes = [...new Set(lessons.map(({ cause }) => cause))];
  const counts = { kind: factsOf(c.case).kind, lessons: lessons.length, improvements: wanted.length };
  const data = { ...counts, ...listed('causes', causes) };
  c.announce(`lessons:${c.case.visit.no}`, 'review-lessons', planners, data);
}

/** The outcome of what has been handled to its end. */
export function concluded(c: EmergencyContext): EmergencyOutcome {
  sayDrillReport(c);
  return c.case.drill === true ? 'drill-done' : 'resolved';
}

import type { Fact } from '../domain/case/fact';
import { compressionOf, type World } from '../domain/case/settle';
import type { CaseState } from '../domain/case/state';
import { liveClocks } from '../domain/case/wait-set';
import type { Instant } from '../domain/instant';
import { quiesce } from '../workflows/kernel/node';
import type { Process } from '../workflows/kernel/process';
import { render } from '../workflows/kernel/render';

/** A clock whose instants would be others under the rules and calendar here. */
export interface MovedClock {
  readonly clock: string;
  readonly rule: string;
  readonly from: { readonly dueAt: Instant | null; readonly ruleVersion: string; readonly calendarVersion: string };
  readonly to: { readonly dueAt: Instant | null; readonly ruleVersion: string; readonly calendarVersion: string };
}

/** What the code and rules here would make of an open case. Nothing is changed by asking. */
export interface Difference {
  readonly case: string;
  readonly stage: string;
  /** Stage or end that the case would come to at its next transition. */
  readonly next: string | null;
  readonly newTasks: readonly string[];
  readonly droppedTasks: readonly string[];
  readonly newClocks: readonly string[];
  readonly clocks: readonly MovedClock[];
  /** The stage of the record is no stage of the code, or its code fails on it. */
  readonly fault: string | null;
}

const acts = (facts: readonly Fact[], kind: 'expected' | 'dropped'): readonly string[] =>
  facts.flatMap((fact) => (fact.kind === kind ? [fact.name] : []));

const nextOf = (facts: readonly Fact[]): string | null =>
  facts.flatMap((fact) => (fact.kind === 'entered' ? [fact.stage] : fact.kind === 'closed' ? [`closed: ${fact.outcome}`] : [])).pop() ??
  null;

function movedClocks(state: CaseState, timesOf: World['timesOf']): readonly MovedClock[] {
  return liveClocks(state).flatMap((clock) => {
    const { dueAt, ruleVersion, calendarVersion } = timesOf(clock, compressionOf(state));
    if (dueAt === clock.dueAt) return [];
    const from = { dueAt: clock.dueAt, ruleVersion: clock.ruleVersion, calendarVersion: clock.calendarVersion };
    return [{ clock: clock.id, rule: clock.rule, from, to: { dueAt, ruleVersion, calendarVersion } }];
  });
}

async function rendered(process: Process, state: CaseState, at: Instant): Promise<readonly Fact[] | string> {
  try {
    return await render(process, state, { at, actor: 'system:preview', apply: () => undefined }, quiesce);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const isSame = ({ next, newTasks, droppedTasks, newClocks, clocks, fault }: Difference): boolean =>
  next === null && fault === null && [newTasks, droppedTasks, newClocks, clocks].every((list) => list.length === 0);

/**
 * Renders an open case of the record once more under the code and rules here. Null where nothing would differ: a case that waits
 * has said everything that its stage has to say.
 */
export async function difference(process: Process, state: CaseState, timesOf: World['timesOf'], at: Instant): Promise<Difference | null> {
  const facts = await rendered(process, state, at);
  const known = typeof facts === 'string' ? [] : facts;
  const found: Difference = {
    case: state.id,
    stage: state.stage,
    next: nextOf(known),
    newTasks: acts(known, 'expected'),
    droppedTasks: acts(known, 'dropped'),
    newClocks: known.flatMap((fact) => (fact.kind === 'clock-started' ? [fact.clock] : [])),
    clocks: movedClocks(state, timesOf),
    fault: typeof facts === 'string' ? facts : null,
  };
  return isSame(found) ? null : found;
}

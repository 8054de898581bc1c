import type { Instant } from '../../domain/instant';
import type { EmergencyClock } from '../../domain/processes/emergency/contract';
import { clockOf, obligations, owesUsers } from '../../domain/processes/emergency/obligations';
import { instantOf, levelOf } from '../../domain/processes/emergency/view';
import type { EmergencyEffects } from './types';

/** A limit that begins again after each time it was kept, or missed, for as long as it is owed. */
interface Cycle {
  readonly rule: EmergencyClock;
  readonly on: string;
  /** Note of the instant that it runs from. */
  readonly since: 'progressAt' | 'statusAt';
  readonly from: Instant | undefined;
  /** The value of the rule, where it depends on the level. */
  readonly value?: string;
}

const isLive = (state: string | undefined): boolean => state === 'running' || state === 'paused';

/** A missed report is a breach of its own: the next one is due from the instant at which it was missed. */
function missed(c: EmergencyEffects, { rule, on, since, value }: Cycle, at: Instant): void {
  const count = c.case.notes[`missed.${on}`];
  c.note(`missed.${on}`, (typeof count === 'number' ? count : 0) + 1);
  c.note(since, at);
  c.flag(`overdue-${on}`);
  c.stop(rule, 'missed', on);
  c.start(rule, { on, startsAt: at, ...(value === undefined ? {} : { value }) });
}

function keepCycle(c: EmergencyEffects, cycle: Cycle): void {
  const { rule, on, from, value } = cycle;
  const clock = c.clock(rule, on);
  const options = { on, ...(value === undefined ? {} : { value }) };
  if (from === undefined) {
    c.stop(rule, stopReason(c), on);
    c.flag(`overdue-${on}`, false);
  } else if (clock === undefined || !isLive(clock.state)) c.start(rule, { ...options, startsAt: from });
  else if (clock.breachedAt !== undefined) missed(c, cycle, clock.breachedAt);
  else if (clock.value !== value) {
    c.stop(rule, stopReason(c), on);
    c.start(rule, { ...options, startsAt: clock.startsAt });
  }
}

/** Why an obligation is not owed any more: the end of handling, or the ground of the last decision on it. */
function stopReason(c: EmergencyEffects): string {
  if (instantOf(c.case, 'handledAt') !== undefined) return 'handling-ended';
  const { levelGround } = c.case.notes;
  return typeof levelGround === 'string' ? levelGround : 'not-owed';
}

/** Status reports go out while the emergency is handled, by its level. */
function keepStatus(c: EmergencyEffects): void {
  const isHandled = c.case.stage === 'respond' && instantOf(c.case, 'handledAt') === undefined;
  const from = isHandled ? Math.max(instantOf(c.case, 'statusAt') ?? 0, c.case.visit.enteredAt) : undefined;
  keepCycle(c, { rule: 'emergency-status-report', on: 'status', since: 'statusAt', from, value: levelOf(c.case) });
  if (isHandled) c.ask('reportStatus', { kind: 'role', role: 'duty-officer' }, { on: 'status' });
  else c.unask('reportStatus', 'handling-ended', 'status');
}

/** Obligations as they are owed: what comes to be owed runs from its original instant, what is not owed any more stops. */
function keepObligations(c: EmergencyEffects): void {
  for (const obligation of obligations) {
    const { code, rule, by, act, owedFrom, again } = obligation;
    const from = owedFrom(c.case);
    const clock = clockOf(c.case, obligation);
    if (again) keepCycle(c, { rule, on: code, since: 'progressAt', from });
    else if (from === undefined) c.stop(rule, stopReason(c), code);
    else if (clock === undefined || clock.state === 'stopped') c.start(rule, { on: code, startsAt: from });
    else c.redate(rule, from, code);
    if (isLive(clockOf(c.case, obligation)?.state)) c.ask(act, { kind: 'role', role: by }, { on: code });
    else c.unask(act, stopReason(c), code);
  }
}

/** Users of a most serious data incident are told at once, also where no clock runs for it. */
function keepUsers(c: EmergencyEffects): void {
  const isAsked = Object.values(c.case.expectations).some(({ act }) => act === 'tellUsers');
  if (!owesUsers(c.case)) c.unask('tellUsers', stopReason(c), 'users');
  else if (!isAsked) c.ask('tellUsers', { kind: 'role', role: 'duty-officer' }, { on: 'users' });
}

/** After its time a tag stays: the clock of taking it back ends. */
function endUndo(c: EmergencyEffects): void {
  for (const { rule, on, breachedAt, state } of Object.values(c.case.clocks))
    if (rule === 'emergency-tag-undo' && breachedAt !== undefined && isLive(state)) c.stop(rule, 'final', on);
}

/** Every limit of the emergency that follows from its state. */
export function keepClocks(c: EmergencyEffects): void {
  keepObligations(c);
  keepStatus(c);
  keepUsers(c);
  endUndo(c);
}

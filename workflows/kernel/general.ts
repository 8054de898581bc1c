import type { Recipient } from '../../domain/case/fact';
import type { ClockFact } from '../../domain/case/fold-clock';
import { type GeneralAct, isGeneralAct } from '../../domain/case/general';
import type { GeneralPayloads } from '../../domain/case/general.schema';
import type { Answer } from '../../domain/case/state';
import { liveClocks } from '../../domain/case/wait-set';
import { isRole } from '../../domain/org/roles';
import type { Draft } from './draft';
import { Effects } from './effects';

type Effect<A extends GeneralAct> = (c: Effects, answer: Answer<GeneralPayloads[A]>, draft: Draft) => void;

const nothing = (): void => undefined;
const superiors: readonly Recipient[] = [
  { kind: 'role', role: 'team-lead' },
  { kind: 'role', role: 'branch-manager' },
  { kind: 'role', role: 'head-office' },
];

/** A task of a handler where the case has none makes whoever claims it the handler. */
const claimTask: Effect<'claimTask'> = (c, { payload: { task }, by, onBehalfOf }, draft) => {
  const to = onBehalfOf === undefined || onBehalfOf.includes(':') ? by : onBehalfOf;
  const takesCase = c.case.handler === null && c.case.expectations[task]?.from.kind === 'handler';
  draft.emit(takesCase ? { kind: 'assigned', task: null, to, by } : { kind: 'assigned', task, to, by, claimed: true });
};

const addTask: Effect<'addTask'> = (c, { payload, by }) => {
  if (payload.staff !== undefined) return c.addTask(payload.title, { kind: 'staff', staff: payload.staff });
  if (payload.role !== undefined && isRole(payload.role)) return c.addTask(payload.title, { kind: 'role', role: payload.role });
  c.addTask(payload.title, { kind: 'staff', staff: by });
};

const escalate: Effect<'escalate'> = (c, { payload: _reason }, draft) => {
  const level = Math.min(c.case.escalation + 1, superiors.length);
  draft.emit({ kind: 'escalated', level, why: 'manual' });
  c.announce(`escalated:${c.case.head.seq}`, 'case-escalated', superiors.slice(0, level), { level });
};

const acknowledge: Effect<'acknowledge'> = (c, { payload }, draft) => {
  if (c.case.clocks[payload.clock] !== undefined) draft.emit({ kind: 'acknowledged', clock: payload.clock });
};

/** Design 4.9: the second person for an instant that lies far back; the act itself follows under the request id named here. */
const vouch: Effect<'vouch'> = (c, { payload, by, onBehalfOf }) =>
  c.note(`vouched:${payload.request}`, {
    act: payload.act,
    at: payload.occurredAt,
    by: onBehalfOf === undefined ? [by] : [by, onBehalfOf],
  });

/**
 * Clocks that wait for holiday data settle on the calendar of today. Those that are named (design 4.8: somebody has seen what a
 * changed notice moves) are counted again from their start; a limit that was missed stays missed.
 */
const recount: Effect<'recount'> = (c, { payload: { clocks: named } }, draft) => {
  const counted = liveClocks(c.case).filter(({ id, breachedAt, missingYears }) =>
    named === undefined ? missingYears.length > 0 : named.includes(id) && breachedAt === undefined,
  );
  for (const clock of counted) draft.emit({ kind: 'clock-changed', clock: clock.id });
};

const promise: Effect<'promise'> = (c, { payload, by }, draft) => {
  const id = `promise-${c.case.head.seq + 1}`;
  draft.emit({ kind: 'promised', promise: id, owner: payload.owner ?? by, dueAt: payload.dueAt, to: payload.to, topic: payload.topic });
  c.start('promise-to-customer', { on: id, agreedTerm: c.termUntil(payload.dueAt) });
};

const keepPromise: Effect<'keepPromise'> = (c, { payload, at }, draft) => {
  if (c.case.promises[payload.promise]?.state !== 'open') return;
  c.met('promise-to-customer', { on: payload.promise, at });
  draft.emit({ kind: 'promise-ended', promise: payload.promise, kept: true });
};

const hold: Effect<'hold'> = (c, { payload, by, ground = '' }, draft) => {
  draft.emit({ kind: 'held', owner: payload.owner ?? by, until: payload.until, ground });
  // A word given to a customer stands whatever becomes of the case.
  const company = liveClocks(c.case).filter((clock) => clock.basis === 'policy' && clock.rule !== 'promise-to-customer');
  for (const clock of company) draft.emit({ kind: 'clock-paused', clock: clock.id, from: c.at, why: 'hold' });
  c.start('case-hold', { agreedTerm: c.termUntil(payload.until) });
};

/** Ends a hold: company targets go on, the hold's own clock is met. Also called when its end comes. */
export function endHold(c: Effects, draft: Draft): void {
  if (c.case.hold === null) return;
  draft.emit({ kind: 'resumed' });
  c.met('case-hold');
  const paused = liveClocks(c.case).filter((clock) => clock.pauses.some((p) => p.why === 'hold' && p.to === undefined));
  for (const clock of paused) draft.emit({ kind: 'clock-resumed', clock: clock.id, to: c.at, why: 'hold' });
}

const merge: Effect<'merge'> = (c, { payload }) => c.merge(payload.into);

/** The winner of a merge keeps the earlier start of every clock that both had. */
const absorb: Effect<'absorb'> = (c, { payload }, draft) => {
  draft.emit({ kind: 'absorbed', from: payload.from, starts: payload.starts });
  const earlier = liveClocks(c.case).filter((clock) => (payload.starts[clock.id] ?? clock.startsAt) < clock.startsAt);
  for (const clock of earlier) {
    const fact: ClockFact = { kind: 'clock-changed', clock: clock.id, startsAt: payload.starts[clock.id] ?? clock.startsAt };
    draft.emit(fact);
  }
};

const noticeReported: Effect<'noticeReported'> = (c, { payload }, draft) => {
  const { notice, status, at, evidence } = payload;
  draft.emit({ kind: 'reported', notice, status, at, ...(evidence === undefined ? {} : { evidence }) });
  // Where nobody was found there is no contact to mend: the process that asked for the report goes on from it.
  const isFound = c.case.notices[notice]?.recipients?.length !== 0;
  if (status === 'undeliverable' && isFound) c.addTask(`undeliverable:${notice}`, { kind: 'handler' });
};

const paymentReported: Effect<'paymentReported'> = (c, { payload }, draft) => {
  const { key, status, at, why } = payload;
  // Where the money is has to be known before anybody sends it again.
  if (status === 'unknown') c.start('task-payment-unknown', { on: key });
  else c.met('task-payment-unknown', { on: key });
  draft.emit({ kind: 'payment', key, status, at, ...(why === undefined ? {} : { why }) });
};

const childReported: Effect<'childReported'> = (c, { payload: { name, status, outcome } }, draft) => {
  const known = c.case.children[name];
  if (known === undefined || (known.status === status && known.outcome === outcome)) return;
  draft.emit({ kind: 'child', name, status, ...(outcome === undefined ? {} : { outcome }) });
};

const follow: Effect<'follow'> = (c, { payload: { by, name } }, draft) => {
  if (!c.case.followers.some((f) => f.case === by && f.name === name)) draft.emit({ kind: 'follower', case: by, name });
};

const bulkReported: Effect<'bulkReported'> = (c, { payload: { bulk, done, refused } }, draft) => {
  const known = c.case.bulks[bulk];
  if (known !== undefined && known.ended === undefined) draft.emit({ kind: 'bulk-ended', bulk, done, refused });
};

const effects: { readonly [A in GeneralAct]: Effect<A> } = {
  comment: nothing,
  attach: (c, { payload, seq, at }) => c.document({ id: `doc-${seq}`, receivedAt: at, ...payload }),
  addParty: (c, { payload }) => {
    const { id, role, locale, channels } = payload.party;
    c.party({ id, role, locale, channels });
  },
  assign: (_c, { payload, by }, draft) => draft.emit({ kind: 'assigned', task: payload.task ?? null, to: payload.to, by }),
  delegate: (_c, { payload, by }, draft) => draft.emit({ kind: 'assigned', task: payload.task, to: payload.to, by, delegated: true }),
  claimTask,
  releaseTask: (_c, { payload: { task }, by }, draft) => draft.emit({ kind: 'released', task, by }),
  addTask,
  completeTask: nothing,
  escalate,
  acknowledge,
  vouch,
  recount,
  promise,
  keepPromise,
  hold,
  resume: (c, _answer, draft) => endHold(c, draft),
  // A process that ends otherwise by a withdrawal says so in its own contract and effects.
  withdraw: (c) => c.end('withdrawn'),
  recuse: (c, { payload: { staff }, ground = '' }) => c.bar(staff, ground),
  childReported,
  follow,
  joinEvent: (c, { payload }) => c.join(payload.event),
  leaveEvent: (c) => c.join(null),
  bulkReported,
  link: (c, { payload }) => c.link(payload.to, payload.as),
  merge,
  absorb,
  noticeReported,
  paymentReported,
};

function checked<A extends GeneralAct>(act: A, answer: Answer): Answer<GeneralPayloads[A]>;
function checked(_act: string, answer: Answer): Answer<unknown> {
  return answer;
}

function run<A extends GeneralAct>(act: A, draft: Draft, answer: Answer): void {
  effects[act](new Effects(draft), checked(act, answer), draft);
}

/** Records what a general act does; another act is left to the process. Returns whether it was one. */
export function applyGeneral(act: string, draft: Draft, answer: Answer): boolean {
  if (!isGeneralAct(act)) return false;
  run(act, draft, answer);
  return true;
}

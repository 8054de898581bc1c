import type { ActRequest } from '../../domain/case/act';
import { aboutOf, answeredBy } from '../../domain/case/answered';
import { type Cause, rungText } from '../../domain/case/cause';
import type { Proposal, Rendered } from '../../domain/case/commit';
import type { ActContract } from '../../domain/case/contract';
import { checkMet, decide, decisionView, type Objection } from '../../domain/case/decide';
import type { JsonObject, Recipient } from '../../domain/case/fact';
import { generalActs } from '../../domain/case/general';
import { checkShape, type Schema, splitPersonal } from '../../domain/case/guard';
import { checkSize, messageObjection } from '../../domain/case/message';
import { type OpenRequest, type ReopenRequest, reopeningAct } from '../../domain/case/opening';
import { reopeningObjection } from '../../domain/case/reopening';
import type { Answer, CaseState, ClockState, Expectation } from '../../domain/case/state';
import { taskOfClock } from '../../domain/case/task-clock';
import type { RungTime } from '../../domain/clock/types';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { isRole } from '../../domain/org/roles';
import { type Draft, StageDefect } from './draft';
import type { Effects } from './effects';
import { applyGeneral, endHold } from './general';
import { generalRefusal } from './general-refusals';
import { opener } from './opening';
import type { Process } from './process';
import { type Impulse, type Quiesce, render } from './render';

/** Shapes of payloads by act, and of the opening content under `open`: generated from the zod schemas. */
export type Guards = Readonly<Record<string, Schema>>;

/** A process with everything the kernel needs to run it. */
export interface Runnable {
  readonly process: Process;
  readonly guards: Guards;
}

/** What may be done to a case: the process's own word stands before the general one. */
const actsOf = ({ contract }: Process): Readonly<Record<string, ActContract>> => ({ ...generalActs, ...contract.acts });

/** Why a payload or the content of an opening does not fit, null where it does. Its size is asked last: what fits is not nested deep. */
function contentObjection(guard: Schema | undefined, content: JsonObject): Objection | null {
  const wrong = guard === undefined ? null : checkShape(guard, content);
  return wrong === null ? checkSize(content) : { code: 'input.invalid', detail: wrong };
}

/** Gate 1: what the case itself can refuse, without history. */
export function objectionTo({ process, guards }: Runnable, state: CaseState, request: ActRequest, at: Instant): Objection | null {
  const form = messageObjection.act(request) ?? contentObjection(guards[request.act], request.payload);
  if (form !== null || state.status === 'new') return form;
  const general = decide(request, decisionView(state, request, actsOf(process)), at);
  const rule = general === null ? (generalRefusal(state, request, at) ?? process.refusal(state, request, at)) : null;
  return rule === null ? general : { code: 'act.refused', detail: rule };
}

function actImpulse({ process }: Runnable, state: CaseState, request: ActRequest, at: Instant): Impulse {
  const view = decisionView(state, request, actsOf(process));
  const { contract } = view;
  const answers = answeredBy(request, view)?.name;
  const about = aboutOf(request, contract);
  const on = about === undefined ? {} : { on: about };
  const waiting = answers === undefined && contract?.kind === 'arrival' && contract.when === 'expected';
  return {
    at,
    actor: request.actor,
    ...(request.onBehalfOf === undefined ? {} : { onBehalfOf: request.onBehalfOf }),
    apply: (c, draft) => {
      const seq = c.case.head.seq + 1;
      const { act, payload, ground, occurredAt, evidence, onBehalfOf } = request;
      const proof = occurredAt === undefined || evidence === undefined ? {} : { evidence };
      const optional = { ...(ground === undefined ? {} : { ground }), ...(occurredAt === undefined ? {} : { occurredAt }), ...proof };
      draft.emit({
        kind: 'acted',
        act,
        request: request.request,
        payload,
        ...optional,
        ...(answers === undefined ? {} : { answers }),
        ...(waiting ? { waiting } : {}),
        ...on,
      });
      const behalf = onBehalfOf === undefined ? {} : { onBehalfOf };
      const answer: Answer = {
        seq,
        act,
        by: request.actor,
        at: occurredAt ?? at,
        payload,
        ...behalf,
        ...(ground === undefined ? {} : { ground }),
        ...on,
      };
      if (Object.hasOwn(process.contract.acts, act) || !applyGeneral(act, draft, answer)) process.effect(act, draft, answer);
    },
  };
}

/** Whoever owns a task, or whose queue it waits in. */
function ownerOf({ owner }: Expectation): readonly Recipient[] {
  if (owner?.startsWith('staff:')) return [{ kind: 'staff', staff: owner.slice('staff:'.length) }];
  const [role = ''] = owner?.split('@') ?? [];
  return isRole(role) ? [{ kind: 'role', role }] : [];
}

/** Owners of the task that a clock runs on, or of those about the part of the case that it runs on: one of them is late. */
function ownersOn({ case: { expectations } }: Effects, clock: ClockState): readonly Recipient[] {
  const name = taskOfClock(clock);
  if (name !== null) return expectations[name] === undefined ? [] : ownerOf(expectations[name]);
  const about = Object.values(expectations).filter(
    ({ on, owner }) => clock.on !== undefined && on === clock.on && owner?.startsWith('staff:'),
  );
  return about.flatMap(ownerOf);
}

/** Who a rung's word names: a role around the case, or a party. */
const recipientOf = (to: string): Recipient | null => {
  if (to.startsWith('party:')) return { kind: 'party', party: to.slice('party:'.length) };
  if (to.startsWith('regulator:')) return { kind: 'regulator', body: to.slice('regulator:'.length) };
  return isRole(to) ? { kind: 'role', role: to } : null;
};

function fireRung(c: Effects, draft: Draft, clockId: string, rung: RungTime): void {
  const clock = c.case.clocks[clockId];
  if (clock === undefined) return;
  draft.emit({ kind: 'rung', clock: clockId, rung });
  const to = rung.to.flatMap((word) => (word === 'owner' ? ownersOn(c, clock) : (recipientOf(word) ?? [])));
  const data = { clock: clockId, rule: clock.rule, level: rung.level, dueAt: clock.dueAt, provisional: rung.kind === 'provisional' };
  const notBefore = rung.tellAt === undefined ? {} : { notBefore: rung.tellAt };
  const name = rungText(clock, rung.name);
  if (to.length > 0) draft.emit({ kind: 'told', name, template: `clock-${rung.kind}`, to, data, ...notBefore });
  if (rung.level > c.case.escalation) draft.emit({ kind: 'escalated', level: rung.level, why: `${rung.kind}:${clockId}` });
  if (rung.kind !== 'breach') return;
  if (clock.rule === 'promise-to-customer' && clock.on !== undefined) draft.emit({ kind: 'promise-ended', promise: clock.on, kept: false });
  if (clock.rule === 'case-hold') endHold(c, draft);
}

/** What a process broke: a rule of the kernel, which parks the case, or anything else, which the next build may have mended. */
function brokenBy(process: string, stage: string, error: unknown): Objection {
  if (error instanceof StageDefect) return { code: 'defect.stage', detail: error.message };
  const name = error instanceof Error ? error.name : typeof error;
  // The error's own words may quote what the case holds.
  throw new LuyueError('stage.failed', `The code of '${process}' fails on the case at stage '${stage}' (${name}).`, {}, { cause: error });
}

async function facts({ process }: Runnable, state: CaseState, impulse: Impulse, quiesce: Quiesce): Promise<Proposal> {
  try {
    return { kind: 'facts', facts: await render(process, state, impulse, quiesce) };
  } catch (error) {
    return refusalOf(brokenBy(process.contract.name, state.stage, error));
  }
}

const none: Proposal = { kind: 'none' };
const refusalOf = (objection: Objection): Proposal => ({ kind: 'refusal', objection });

/** What an accepted act would write; refused where only an instant that nobody has proved makes it good. */
async function proposedBy(runnable: Runnable, state: CaseState, request: ActRequest, at: Instant, quiesce: Quiesce): Promise<Proposal> {
  const proposal = await facts(runnable, state, actImpulse(runnable, state, request, at), quiesce);
  if (proposal.kind !== 'facts') return proposal;
  const view = decisionView(state, request, actsOf(runnable.process));
  const objection = checkMet(state, request, view, proposal.facts, at);
  return objection === null ? proposal : refusalOf(objection);
}

async function prepareAct(runnable: Runnable, state: CaseState, request: ActRequest, at: Instant, quiesce: Quiesce): Promise<Rendered> {
  const { act, actor, onBehalfOf } = request;
  const guard = runnable.guards[act];
  const { open: payload, sealed } = guard === undefined ? { open: request.payload, sealed: [] } : splitPersonal(guard, request.payload);
  const bare = { ...request, payload };
  const objection = objectionTo(runnable, state, request, at);
  const proposal = objection === null ? await proposedBy(runnable, state, bare, at, quiesce) : refusalOf(objection);
  return { cause: `act:${request.request}`, actor, ...(onBehalfOf === undefined ? {} : { onBehalfOf }), request: bare, proposal, sealed };
}

async function prepareRung(
  runnable: Runnable,
  state: CaseState,
  cause: Cause & { kind: 'rung' },
  at: Instant,
  quiesce: Quiesce,
): Promise<Rendered> {
  const clock = state.clocks[cause.clock];
  const rung = clock?.startedSeq === cause.startedSeq && clock.next?.name === cause.rung ? clock.next : null;
  const stands = clock?.state === 'running' && state.status === 'open' && rung !== null && rung.at <= at;
  const impulse: Impulse = {
    at,
    actor: 'system:clock',
    apply: (c, draft) => {
      if (rung !== null) fireRung(c, draft, cause.clock, rung);
    },
  };
  const proposal = stands ? await facts(runnable, state, impulse, quiesce) : none;
  const known = { ...clock, id: cause.clock, startedSeq: cause.startedSeq };
  return { cause: rungText(known, cause.rung), actor: 'system:clock', proposal, sealed: [] };
}

/** What came past the doors and has no form writes nothing: as a look at the record does not. */
const formless = (objection: Objection): Rendered => ({
  cause: 'sync',
  actor: 'system:engine',
  proposal: refusalOf(objection),
  sealed: [],
});

async function prepareOpen(runnable: Runnable, state: CaseState, open: OpenRequest, at: Instant, quiesce: Quiesce): Promise<Rendered> {
  const wrong = messageObjection.open(open) ?? contentObjection(runnable.guards.open, open.content);
  if (wrong !== null) return formless(wrong);
  const { apply, sealed } = opener(runnable, open);
  const { actor } = open;
  const proposal = state.status === 'new' ? await facts(runnable, state, { at, actor, apply }, quiesce) : none;
  return { cause: `open:${open.digest}`, actor, proposal, sealed };
}

async function prepareReopen(
  runnable: Runnable,
  state: CaseState,
  reopen: ReopenRequest,
  at: Instant,
  quiesce: Quiesce,
): Promise<Rendered> {
  const wrong = messageObjection.reopen(reopen);
  if (wrong !== null) return formless(wrong);
  const { request, actor, onBehalfOf, stage, ground } = reopen;
  const act = reopeningAct(reopen);
  const apply: Impulse['apply'] = (_c, draft) => {
    draft.emit({ kind: 'reopened', stage, ground });
    draft.emit({ kind: 'entered', stage });
  };
  const objection = reopeningObjection(runnable.process.contract, state, act, at);
  const proposal =
    state.status !== 'closed'
      ? none
      : objection === null
        ? await facts(runnable, state, { at, actor, apply }, quiesce)
        : refusalOf(objection);
  return { cause: `reopen:${request}`, actor, ...(onBehalfOf === undefined ? {} : { onBehalfOf }), request: act, proposal, sealed: [] };
}

/** What a cause wants to write on a state: what commit runs (the port `render`), and tests without a record. */
export async function prepare(runnable: Runnable, state: CaseState, cause: Cause, at: Instant, quiesce: Quiesce): Promise<Rendered> {
  switch (cause.kind) {
    case 'open':
      return prepareOpen(runnable, state, cause.open, at, quiesce);
    case 'act':
      return prepareAct(runnable, state, cause.request, at, quiesce);
    case 'rung':
      return prepareRung(runnable, state, cause, at, quiesce);
    case 'reopen':
      return prepareReopen(runnable, state, cause.reopen, at, quiesce);
    case 'sync':
      return { cause: 'sync', actor: 'system:sync', proposal: none, sealed: [] };
  }
}

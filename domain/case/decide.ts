import type { ErrorCode } from '../errors';
import type { Instant } from '../instant';
import type { Role } from '../org/roles';
import { isPartyActor, isStaffActor, isSystemActor } from '../org/systems';
import type { ActRequest } from './act';
import { checkOutsider, checkPerson } from './acting';
import { answeredBy, assigneesOf } from './answered';
import { checkClaim, namedTask } from './claiming';
import type { ActContract } from './contract';
import type { Fact, Json } from './fact';
import type { CaseState, Expectation } from './state';

/** The part of the state an act is judged by. Small, because it travels to commit with every act. */
export interface DecisionView {
  readonly status: CaseState['status'];
  readonly stage: string;
  readonly held: boolean;
  readonly handler: string | null;
  readonly team: string;
  readonly branch: string;
  readonly contract: ActContract | null;
  /** Contract of the act that the task waits for which this one names: to hand it on, to claim it. */
  readonly taskContract: ActContract | null;
  /** When the insurer received the case. */
  readonly receivedAt: Instant;
  /** Parties of the case. */
  readonly parties: readonly string[];
  /** The running clock that the act names. */
  readonly clock: { readonly id: string; readonly breached: boolean } | null;
  /** Staff who may not work on the case. */
  readonly barred: readonly string[];
  /** Open expectations of this act. */
  readonly expected: readonly Expectation[];
  /** All open expectations by name. */
  readonly tasks: Readonly<Record<string, Expectation>>;
  /** Due instants of statutory clocks a past instant could help, earliest first. */
  readonly statutoryDue: readonly Instant[];
  /** Whether the evidence that the act names is a document that the case has received. */
  readonly proved: boolean;
  /** Staff who have a part in the case: its handler, and whoever did a task of it. */
  readonly involved: readonly string[];
  /** Who has vouched for the instant of this request, and which. */
  readonly vouched: { readonly at: Instant; readonly by: readonly string[] } | null;
}

/** What commit knows of the people at the instant of the act. The case itself never knows it. */
export interface StaffFacts {
  readonly actor: Person | null;
  readonly principal: Person | null;
  /** Delegation from principal to actor in force now. */
  readonly delegated: boolean;
  /** Real person by staff id, for everyone named in `not`. */
  readonly persons: Readonly<Record<string, string>>;
  /** Accounts that the act would put to work and that do not exist or may not act. */
  readonly inactive: readonly string[];
  /** Real persons in whose place somebody acts now by a delegation, by staff id: of whoever acts, is put to work or has vouched. */
  readonly standsFor: Readonly<Record<string, readonly string[]>>;
  /** Those whom the act puts to work and who may. */
  readonly assignees: readonly Assigned[];
  /** Highest amount the principal (or the actor) may decide, fen; null: none. */
  readonly authorityFen: number | null;
  /** Days a past instant may lie back without a second person (policy). */
  readonly pastDaysAllowed: number;
}

export interface Person {
  readonly staff: string;
  readonly person: string;
  readonly roles: readonly Role[];
  readonly team: string | null;
  readonly branch: string | null;
  readonly active: boolean;
  /** Units where they work: their own, those that their posts reach, those they are lent to. `company`: everywhere. */
  readonly units: readonly string[];
}

/** Somebody whom an act puts to work, with what they may decide of the task (fen; null: nothing). */
export interface Assigned {
  readonly person: Person;
  readonly authorityFen: number | null;
}

export interface Objection {
  readonly code: ErrorCode;
  readonly detail: string;
}

const object = (code: ErrorCode, detail: string): Objection => ({ code, detail });

function checkStage(request: ActRequest, view: DecisionView): Objection | null {
  const { contract } = view;
  if (contract === null) return object('act.unknown', `The process has no act '${request.act}'.`);
  if (request.act === 'reopen') return view.status === 'closed' ? null : object('act.not-now', 'The case is open: it cannot be reopened.');
  if (view.status === 'closed') return object('case.closed', `The case is closed; '${request.act}' needs it reopened.`);
  const withdrawalOrArrival = contract.kind === 'arrival' || contract.duringHold === true;
  if (view.held && !withdrawalOrArrival) return object('case.held', `The case is on hold; '${request.act}' waits until it is resumed.`);
  if (answeredBy(request, view) !== undefined) return null;
  if (request.task !== undefined) return object('act.not-now', `There is no open task '${request.task}' for '${request.act}'.`);
  if (view.expected.length > 1) {
    return object(
      'act.not-now',
      `'${request.act}' is expected in ${view.expected.length} places: name the task (${view.expected.map((e) => e.name).join(', ')}).`,
    );
  }
  const anywhere = contract.kind === 'arrival' || contract.when === 'open';
  if (anywhere || (Array.isArray(contract.when) && contract.when.includes(view.stage))) return null;
  return object('act.not-now', `'${request.act}' is not possible at stage '${view.stage}' now.`);
}

function checkGround(request: ActRequest, view: DecisionView): Objection | null {
  const grounds = view.contract?.grounds;
  if (grounds === undefined) return null;
  if (request.ground !== undefined && grounds.includes(request.ground)) return null;
  const given = request.ground === undefined ? 'none was given' : `'${request.ground}' is not one of them`;
  return object('ground.missing', `'${request.act}' needs a ground (${grounds.join(', ')}); ${given}.`);
}

const personOf = (id: string, facts: StaffFacts | undefined): string => facts?.persons[id] ?? id;

/** Whoever acts, as real persons; staff ids stand for themselves where commit has not told. */
const actingPersons = ({ actor, onBehalfOf }: ActRequest, facts?: StaffFacts): readonly string[] =>
  [actor, ...(onBehalfOf === undefined ? [] : [onBehalfOf])].map((id) => personOf(id, facts));

/** The same with everybody in whose place they act by a delegation, named or not: a substitute does not judge what their principal did. */
const judgingPersons = (request: ActRequest, facts?: StaffFacts): readonly string[] => [
  ...actingPersons(request, facts),
  ...(facts?.standsFor[request.actor] ?? []),
];

/** Whether somebody is, as a real person, one of those, or acts in the place of one of them. */
const standsWith = (staff: string, persons: readonly string[], facts?: StaffFacts): boolean =>
  [personOf(staff, facts), ...(facts?.standsFor[staff] ?? [])].some((person) => persons.includes(person));

/** The first of some staff who, as a real person, is one of those. */
const firstOf = (staff: readonly string[], persons: readonly string[], facts?: StaffFacts): string | undefined =>
  staff.find((id) => persons.includes(personOf(id, facts)));

/** Whoever took part in what a task decides on is not given it either, nor whoever stands in for them. */
function checkHandedOver(request: ActRequest, not: readonly string[], facts?: StaffFacts): Objection | null {
  const barred = not.map((id) => personOf(id, facts));
  const named = assigneesOf(request).find((id) => standsWith(id, barred, facts));
  if (named === undefined) return null;
  return object('actor.four-eyes', `${named} took part in what the task decides on, or stands in for who did, and cannot be given it.`);
}

/** Four-eyes on what the case knows: staff ids. Commit repeats it on real persons. */
function checkFourEyes(request: ActRequest, view: DecisionView, facts?: StaffFacts): Objection | null {
  const named = namedTask(request, view.tasks)?.not ?? [];
  const claimed = request.act === 'claimTask' ? named : [];
  const hit = firstOf(answeredBy(request, view)?.not ?? claimed, judgingPersons(request, facts), facts);
  if (hit === undefined) return checkHandedOver(request, named, facts);
  return object('actor.four-eyes', `'${request.act}' needs a second person: ${hit} took part in what it decides on.`);
}

const isKnown = (actor: string, { parties }: DecisionView): boolean =>
  !isPartyActor(actor) || parties.includes(actor.slice('party:'.length));

/** Whoever acts or is acted for as a party is one of this case, and a system acts for itself alone. */
function checkNamed({ actor, onBehalfOf }: ActRequest, view: DecisionView): Objection | null {
  if (onBehalfOf !== undefined && isSystemActor(onBehalfOf))
    return object('actor.delegation', `Nobody acts for a system: ${onBehalfOf} sends what it has to say itself.`);
  const stranger = [actor, ...(onBehalfOf === undefined ? [] : [onBehalfOf])].find((name) => !isKnown(name, view));
  return stranger === undefined ? null : object('actor.unknown', `${stranger} is not a party of this case.`);
}

/** Whoever is excused from the case neither acts on it nor is put to work on it. */
function checkBarred(request: ActRequest, view: DecisionView, facts?: StaffFacts): Objection | null {
  const own = firstOf(view.barred, actingPersons(request, facts), facts);
  if (own !== undefined) return object('actor.barred', `${own} may not work on this case: an interest, or they handled what it is about.`);
  const barred = view.barred.map((id) => personOf(id, facts));
  const named = assigneesOf(request).find((id) => barred.includes(personOf(id, facts)));
  return named === undefined ? null : object('actor.barred', `${named} may not work on this case and cannot be given it.`);
}

/** Evidence of an instant: a document of its kind that the case has received. */
function unproved({ proved, contract }: DecisionView): Objection | null {
  if (proved) return null;
  const kinds = contract?.proofs === undefined ? '' : ` of type ${contract.proofs.join(' or ')}`;
  return object('occurred.evidence', `The instant needs evidence: id or reference of a document${kinds} that the case has received.`);
}

/** Whether a second person stands for the instant: another one than those who act. */
const isVouchedFor = (request: ActRequest, view: DecisionView, at: Instant, facts?: StaffFacts): boolean =>
  view.vouched?.at === at && !view.vouched.by.some((by) => standsWith(by, actingPersons(request, facts), facts));

/** Design 4.9: a past instant in the insurer's favour needs evidence; further back than policy allows, a second person. */
function checkOccurred(request: ActRequest, view: DecisionView, acceptedAt: Instant, facts?: StaffFacts): Objection | null {
  const { occurredAt } = request;
  if (occurredAt === undefined) return null;
  if (occurredAt > acceptedAt)
    return object('input.invalid', `/occurredAt lies in the future of the case (${new Date(occurredAt).toISOString()}).`);
  if (occurredAt < view.receivedAt && !view.proved) return unproved(view);
  if (!view.statutoryDue.some((due) => occurredAt < due && due <= acceptedAt)) return null;
  const dayMs = 86_400_000;
  const isNear = facts === undefined || acceptedAt - occurredAt <= facts.pastDaysAllowed * dayMs;
  if (!view.proved || isNear || isVouchedFor(request, view, occurredAt, facts)) return unproved(view);
  return object(
    'occurred.evidence',
    `An instant more than ${facts.pastDaysAllowed} days back needs a second person: 'vouch' for this request id.`,
  );
}

/** Who is on no staff list is judged by the contract alone: no more is known of them in commit either. */
const checkUnlisted = (request: ActRequest, view: DecisionView): Objection | null =>
  isStaffActor(request.actor) ? null : checkOutsider(request, view);

/**
 * What an act would write: a clock that is met in time after its due date has passed was met by an instant that somebody
 * states. That needs evidence also where the clock is a target of the company only; systems are their own evidence.
 */
export function checkMet(state: CaseState, request: ActRequest, view: DecisionView, facts: readonly Fact[], at: Instant): Objection | null {
  if (isSystemActor(request.actor)) return null;
  const isHelped = facts.some((fact) => {
    const dueAt = fact.kind === 'clock-met' ? state.clocks[fact.clock]?.dueAt : null;
    return fact.kind === 'clock-met' && typeof dueAt === 'number' && fact.metAt < dueAt && dueAt <= at;
  });
  return isHelped ? unproved(view) : null;
}

/** What a channel or a bank reports by itself is its own evidence; a person who reports for it proves it, and does not profit by it. */
function checkStated(request: ActRequest, view: DecisionView, acceptedAt: Instant, facts?: StaffFacts): Objection | null {
  const field = view.contract?.states;
  const at = field === undefined ? undefined : request.payload[field];
  if (typeof at !== 'number' || !isStaffActor(request.actor)) return null;
  if (at > acceptedAt) return object('input.invalid', `/${field} lies in the future of the case (${new Date(at).toISOString()}).`);
  const profits = firstOf(view.involved, actingPersons(request, facts), facts);
  if (!view.proved || profits === undefined || isVouchedFor(request, view, at, facts)) return unproved(view);
  return object(
    'occurred.evidence',
    `${profits} has a part in the case: '${request.act}' needs a second person ('vouch' for this request id).`,
  );
}

/**
 * Whether an act is legal. Gate 1 (no `facts`) runs in the validator on what the case knows and costs no history;
 * gate 2 runs in commit's transaction with the people's roles, authority and delegations as they are at that instant.
 * Both gates are this one function, so that no door decides differently.
 */
export function decide(request: ActRequest, view: DecisionView, acceptedAt: Instant, facts?: StaffFacts): Objection | null {
  const onState =
    checkStage(request, view) ??
    checkNamed(request, view) ??
    checkClaim(request, view) ??
    checkGround(request, view) ??
    checkBarred(request, view, facts) ??
    checkFourEyes(request, view, facts);
  if (onState !== null) return onState;
  const onPerson = facts === undefined ? checkUnlisted(request, view) : checkPerson(request, view, facts);
  return onPerson ?? checkOccurred(request, view, acceptedAt, facts) ?? checkStated(request, view, acceptedAt, facts);
}

const isVouch = (note: Json | undefined): note is { readonly act: string; readonly at: number; readonly by: readonly string[] } =>
  typeof note === 'object' &&
  note !== null &&
  'act' in note &&
  'at' in note &&
  typeof note.at === 'number' &&
  'by' in note &&
  Array.isArray(note.by);

const vouchedFor = (note: Json | undefined, act: string): DecisionView['vouched'] =>
  isVouch(note) && note.act === act ? { at: note.at, by: note.by } : null;

/** Whether a text names a document that the case has received, by its id or by where it lies, and of the right kind. */
const isReceived = ({ documents }: CaseState, named: Json | undefined, kinds?: readonly string[]): boolean =>
  typeof named === 'string' &&
  documents.some(({ id, reference, type }) => (id === named || reference === named) && (kinds === undefined || kinds.includes(type)));

function involvedIn({ handler, answers }: CaseState): readonly string[] {
  const acting = answers.flatMap(({ by, onBehalfOf }) => [by, ...(onBehalfOf === undefined ? [] : [onBehalfOf])]);
  return [...new Set([...(handler === null ? [] : [handler]), ...acting])].filter((who) => isStaffActor(who));
}

/** The running clock that an act names. */
function namedClock({ clocks }: CaseState, { payload: { clock } }: ActRequest): DecisionView['clock'] {
  const named = typeof clock === 'string' && Object.hasOwn(clocks, clock) ? clocks[clock] : undefined;
  return named === undefined ? null : { id: named.id, breached: named.breachedAt !== undefined };
}

/** The view of an act on a state. `acts`: what may be done to a case of its process, general acts among them. */
export function decisionView(state: CaseState, request: ActRequest, acts: Readonly<Record<string, ActContract>>): DecisionView {
  const contractOf = (act: string | undefined): ActContract | null =>
    act !== undefined && Object.hasOwn(acts, act) ? (acts[act] ?? null) : null;
  const statutory = Object.values(state.clocks).filter((c) => c.basis === 'law' && c.state === 'running');
  return {
    status: state.status,
    stage: state.stage,
    held: state.hold !== null,
    handler: state.handler,
    team: state.team,
    branch: state.branch,
    contract: contractOf(request.act),
    taskContract: contractOf(namedTask(request, state.expectations)?.act),
    receivedAt: state.receivedAt,
    parties: Object.keys(state.parties),
    clock: namedClock(state, request),
    barred: state.barred,
    expected: Object.values(state.expectations).filter((e) => e.act === request.act),
    tasks: state.expectations,
    statutoryDue: statutory.flatMap((c) => (c.dueAt === null ? [] : [c.dueAt])).sort((a, b) => a - b),
    proved: isReceived(state, request.evidence ?? request.payload.evidence, contractOf(request.act)?.proofs),
    involved: involvedIn(state),
    vouched: vouchedFor(state.notes[`vouched:${request.request}`], request.act),
  };
}

/** What may be done now, by act name: expected acts first, then whatever the stage allows. */
export function possibleActs(state: CaseState, acts: Readonly<Record<string, ActContract>>): readonly string[] {
  if (state.status === 'closed') return ['reopen'];
  const expected = Object.values(state.expectations).map((e) => e.act);
  const free = Object.entries(acts).filter(([name, act]) => {
    if (expected.includes(name)) return false;
    if (state.hold !== null && act.kind === 'decision' && act.duringHold !== true) return false;
    return act.kind === 'arrival' || act.when === 'open' || (Array.isArray(act.when) && act.when.includes(state.stage));
  });
  return [...new Set([...expected, ...free.map(([name]) => name)])];
}

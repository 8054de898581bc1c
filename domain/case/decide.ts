import type { ErrorCode } from '../errors';
import type { Instant } from '../instant';
import type { AuthorityNeed, Role } from '../org/roles';
import type { ActRequest } from './act';
import { checkClaim, checkClaimed, checkRelease, namedTask } from './claiming';
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
}

export interface Objection {
  readonly code: ErrorCode;
  readonly detail: string;
}

const object = (code: ErrorCode, detail: string): Objection => ({ code, detail });

/** The part of the case that an act is about, by its contract. */
export function aboutOf(request: Pick<ActRequest, 'payload'>, contract: ActContract | null | undefined): string | undefined {
  const about = contract?.on === undefined ? undefined : request.payload[contract.on];
  return typeof about === 'string' ? about : undefined;
}

/** The expectation an act answers: the named one, the one about the same part of the case, or the only one. */
export function answeredBy(
  request: ActRequest,
  { expected, contract }: Pick<DecisionView, 'expected' | 'contract'>,
): Expectation | undefined {
  if (request.task !== undefined) return expected.find((e) => e.name === request.task);
  const about = aboutOf(request, contract);
  const same = about === undefined ? expected : expected.filter((e) => e.on === undefined || e.on === about);
  return same.length === 1 ? same[0] : undefined;
}

function checkPlace(request: ActRequest, view: DecisionView): Objection | null {
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

/** The first of `staff` who, as a real person, is one of those who act; staff ids stand for themselves where commit has not told. */
function sameAsActing({ actor, onBehalfOf }: ActRequest, staff: readonly string[], facts?: StaffFacts): string | undefined {
  const personOf = (id: string): string => facts?.persons[id] ?? id;
  const acting = [actor, ...(onBehalfOf === undefined ? [] : [onBehalfOf])].map(personOf);
  return staff.find((id) => acting.includes(personOf(id)));
}

/** Whoever took part in what a task decides on is not given it either. */
function checkHandedOver(request: ActRequest, not: readonly string[], facts?: StaffFacts): Objection | null {
  const personOf = (id: string): string => facts?.persons[id] ?? id;
  const barred = not.map(personOf);
  const named = assigneesOf(request).find((id) => barred.includes(personOf(id)));
  if (named === undefined) return null;
  return object('actor.four-eyes', `${named} took part in what the task decides on and cannot be given it.`);
}

/** Four-eyes on what the case knows: staff ids. Commit repeats it on real persons. */
function checkFourEyes(request: ActRequest, view: DecisionView, facts?: StaffFacts): Objection | null {
  const named = namedTask(request, view.tasks)?.not ?? [];
  const claimed = request.act === 'claimTask' ? named : [];
  const hit = sameAsActing(request, answeredBy(request, view)?.not ?? claimed, facts);
  if (hit === undefined) return checkHandedOver(request, named, facts);
  return object('actor.four-eyes', `'${request.act}' needs a second person: ${hit} took part in what it decides on.`);
}

/** Accounts that an act puts to work on the case. */
export function assigneesOf({ act, payload }: Pick<ActRequest, 'act' | 'payload'>): readonly string[] {
  const named = act === 'assign' || act === 'delegate' ? payload.to : act === 'addTask' ? payload.staff : payload.owner;
  return typeof named === 'string' ? [named] : [];
}

/** Whoever is excused from the case neither acts on it nor is put to work on it. */
function checkBarred(request: ActRequest, view: DecisionView, facts?: StaffFacts): Objection | null {
  const own = sameAsActing(request, view.barred, facts);
  if (own !== undefined) return object('actor.barred', `${own} may not work on this case: an interest, or they handled what it is about.`);
  const personOf = (id: string): string => facts?.persons[id] ?? id;
  const barred = view.barred.map(personOf);
  const named = assigneesOf(request).find((id) => barred.includes(personOf(id)));
  return named === undefined ? null : object('actor.barred', `${named} may not work on this case and cannot be given it.`);
}

/** Whether a task waits in a queue of theirs: a superior's, where the post that was asked is vacant. */
function isInQueue({ roles, team, branch }: Person, owner: string): boolean {
  const [role = '', unit] = owner.split('@');
  return unit !== undefined && roles.some((held) => held === role) && [team, branch, 'company'].includes(unit);
}

function mayAct(request: ActRequest, person: Person, view: DecisionView): Objection | null {
  const expectation = answeredBy(request, view);
  const from = expectation?.from;
  const holds = (role: Role): boolean => person.roles.includes(role);
  if (from?.kind === 'handler' && person.staff === view.handler) return null;
  if (from?.kind === 'staff' && person.staff === from.staff) return null;
  if (expectation !== undefined && (`staff:${person.staff}` === expectation.owner || person.staff === expectation.delegate)) return null;
  if (from?.kind === 'handler' || from?.kind === 'staff')
    return object(
      'actor.role',
      `'${request.act}' is done by ${expectation?.owner ?? `the ${from.kind}`}; a case or task is reassigned by 'assign'.`,
    );
  if (from?.kind === 'role') {
    const may = holds(from.role) || isInQueue(person, expectation?.owner ?? '');
    return may ? null : object('actor.role', `'${request.act}' needs the role ${from.role}.`);
  }
  const { by = [], self } = view.contract ?? {};
  if (self !== undefined && request.payload[self] === person.staff) return null;
  if (by.some((role) => role !== 'party' && role !== 'system' && holds(role))) return null;
  if (by.includes('party') && (holds('intake') || holds('handler'))) return null;
  return object(
    'actor.role',
    `'${request.act}' is done by ${by.join(' or ')}; ${person.staff} is ${person.roles.join(', ') || 'without a role'}.`,
  );
}

function checkOutsider(request: ActRequest, view: DecisionView): Objection | null {
  const kind = request.actor.startsWith('party:') ? 'party' : 'system';
  const from = answeredBy(request, view)?.from;
  if (kind === 'party' && from?.kind === 'party' && from.party !== request.actor.slice('party:'.length)) {
    return object('actor.role', `'${request.act}' is expected from another party.`);
  }
  return view.contract?.by.includes(kind) ? null : object('actor.role', `'${request.act}' is not done by a ${kind}.`);
}

const isOutsider = (actor: string): boolean => actor.startsWith('party:') || actor.startsWith('system:');

function checkAuthority(need: AuthorityNeed, facts: StaffFacts): Objection | null {
  if (facts.authorityFen !== null && facts.authorityFen >= need.amountFen) return null;
  const has = facts.authorityFen === null ? 'none' : `up to ${facts.authorityFen} fen`;
  return object(
    'actor.authority',
    `${need.kind} of ${need.amountFen} fen (${need.line}) needs more authority; the acting person has ${has}.`,
  );
}

function checkPerson(request: ActRequest, view: DecisionView, facts: StaffFacts): Objection | null {
  const [gone] = facts.inactive;
  if (gone !== undefined) return object('actor.unknown', `${gone} is not on the staff list or not active, and cannot be given it.`);
  if (isOutsider(request.actor)) return checkOutsider(request, view);
  if (facts.actor === null || !facts.actor.active)
    return object('actor.unknown', `${request.actor} is not on the staff list or not active.`);
  const forStaff = request.onBehalfOf !== undefined && !isOutsider(request.onBehalfOf);
  if (forStaff && facts.principal === null) return object('actor.unknown', `${request.onBehalfOf} is not on the staff list.`);
  if (forStaff && !facts.delegated)
    return object('actor.delegation', `${request.onBehalfOf} has not delegated to ${request.actor} for today.`);
  const judged = forStaff && facts.principal !== null ? facts.principal : facts.actor;
  const task = answeredBy(request, view);
  const onClaim = checkClaimed(task, judged) ?? checkRelease(request, judged, view) ?? checkQueue(request, judged, view, facts);
  if (onClaim !== null) return onClaim;
  return task?.from.kind === 'authority' ? checkAuthority(task.from.need, facts) : mayAct(request, judged, view);
}

/** A task is claimed by those in whose queue it waits, a decision by those with the authority for it. */
function checkQueue(request: ActRequest, person: Person, view: DecisionView, facts: StaffFacts): Objection | null {
  const task = request.act === 'claimTask' ? namedTask(request, view.tasks) : null;
  if (task === null) return null;
  if (task.from.kind === 'authority') return checkAuthority(task.from.need, facts);
  return isInQueue(person, task.owner ?? '') ? null : object('actor.role', `The task '${task.name}' waits in the queue ${task.owner}.`);
}

/** Evidence of an instant: a document of its kind that the case has received. */
function unproved({ proved, contract }: DecisionView): Objection | null {
  if (proved) return null;
  const kinds = contract?.proofs === undefined ? '' : ` of type ${contract.proofs.join(' or ')}`;
  return object('occurred.evidence', `The instant needs evidence: id or reference of a document${kinds} that the case has received.`);
}

/** Whether a second person stands for the instant: another one than those who act. */
const isVouchedFor = (request: ActRequest, view: DecisionView, at: Instant, facts?: StaffFacts): boolean =>
  view.vouched?.at === at && sameAsActing(request, view.vouched.by, facts) === undefined;

/** Design 4.9: a past instant in the insurer's favour needs evidence; further back than policy allows, a second person. */
function checkOccurred(request: ActRequest, view: DecisionView, acceptedAt: Instant, facts?: StaffFacts): Objection | null {
  const { occurredAt } = request;
  if (occurredAt === undefined) return null;
  if (occurredAt > acceptedAt)
    return object('input.invalid', `/occurredAt lies in the future of the case (${new Date(occurredAt).toISOString()}).`);
  if (!view.statutoryDue.some((due) => occurredAt < due && due <= acceptedAt)) return null;
  const dayMs = 86_400_000;
  const isNear = facts === undefined || acceptedAt - occurredAt <= facts.pastDaysAllowed * dayMs;
  if (!view.proved || isNear || isVouchedFor(request, view, occurredAt, facts)) return unproved(view);
  return object(
    'occurred.evidence',
    `An instant more than ${facts.pastDaysAllowed} days back needs a second person: 'vouch' for this request id.`,
  );
}

/**
 * What an act would write: a clock that is met in time after its due date has passed was met by an instant that somebody
 * states. That needs evidence also where the clock is a target of the company only; systems are their own evidence.
 */
export function checkMet(state: CaseState, request: ActRequest, view: DecisionView, facts: readonly Fact[], at: Instant): Objection | null {
  if (request.actor.startsWith('system:')) return null;
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
  if (typeof at !== 'number' || isOutsider(request.actor)) return null;
  if (at > acceptedAt) return object('input.invalid', `/${field} lies in the future of the case (${new Date(at).toISOString()}).`);
  const profits = sameAsActing(request, view.involved, facts);
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
    checkPlace(request, view) ??
    checkClaim(request, view) ??
    checkGround(request, view) ??
    checkBarred(request, view, facts) ??
    checkFourEyes(request, view, facts);
  if (onState !== null) return onState;
  const onPerson = facts === undefined ? null : checkPerson(request, view, facts);
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
  return [...new Set([...(handler === null ? [] : [handler]), ...acting])].filter((who) => !isOutsider(who));
}

/** The view of an act on a state. */
export function decisionView(state: CaseState, request: ActRequest, contract: ActContract | undefined): DecisionView {
  const statutory = Object.values(state.clocks).filter((c) => c.basis === 'law' && c.state === 'running');
  return {
    status: state.status,
    stage: state.stage,
    held: state.hold !== null,
    handler: state.handler,
    team: state.team,
    branch: state.branch,
    contract: contract ?? null,
    barred: state.barred,
    expected: Object.values(state.expectations).filter((e) => e.act === request.act),
    tasks: state.expectations,
    statutoryDue: statutory.flatMap((c) => (c.dueAt === null ? [] : [c.dueAt])).sort((a, b) => a - b),
    proved: isReceived(state, request.evidence ?? request.payload.evidence, contract?.proofs),
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

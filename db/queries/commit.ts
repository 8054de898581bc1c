import { and, eq, ne } from 'drizzle-orm';
import type { Commit, CommitAnswer, CommitRequest, WholeRequest } from '../../domain/case/commit';
import type { ActContract, Contract } from '../../domain/case/contract';
import { decide, decisionView, type Objection } from '../../domain/case/decide';
import type { Fact, FactOf } from '../../domain/case/fact';
import { generalActs, reopenAct } from '../../domain/case/general';
import { reopeningObjection } from '../../domain/case/reopening';
import { settle, type World } from '../../domain/case/settle';
import type { CaseState } from '../../domain/case/state';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Organisation } from '../../domain/org/organisation';
import type { Database } from '../connect';
import { recordsFault, violationOf } from '../faults';
import type { PersonalColumns } from '../keys/columns';
import { type Proof, unproven } from '../record/assertion';
import { chainOf } from '../record/chain';
import { eventObjection } from '../record/event';
import { type Known, type Locked, lockCase, readKnown, readSpan, readTail } from '../record/lock';
import { mergeObjection } from '../record/merge';
import { staffFacts } from '../record/people';
import { project } from '../record/project';
import { seal, withDigests } from '../record/seal';
import { write } from '../record/write';
import { caseFile } from '../schema';
import { handlersFor, type Load } from '../world';
import { organisationCache, readLoad } from './organisation';
import { recordRefusal } from './refusal';
import { type States, stateCache } from './states';

/** What commit needs besides the database. */
export interface CommitDeps {
  readonly contractOf: (process: string) => Contract | undefined;
  /** Rules, calendar and people as one world, for one transition. */
  readonly worldOf: (organisation: Organisation, at: Instant, load: Load) => World;
  /** Newest version of a notice template. */
  readonly templateVersion: (template: string) => number;
  /** Days that a past instant may lie back without a second person (company policy). */
  readonly pastDaysAllowed: number;
  /** How personal values are written. */
  readonly columns: PersonalColumns;
  /** Whether a door that knows the acting person has sent this; absent in development and tests: every sender is believed. */
  readonly proof?: Proof;
}

/** What a commit remembers from those before it. */
interface Memory {
  readonly organisationAt: ReturnType<typeof organisationCache>;
  readonly states: States;
}

interface Judged {
  readonly facts: readonly Fact[];
  readonly organisation: Organisation;
}

/** A request with the facts it would write. */
interface Proposed {
  readonly request: CommitRequest;
  readonly facts: readonly Fact[];
}

/** A transition that has been written, and the case after it. */
interface Outcome {
  readonly answer: CommitAnswer;
  readonly after?: CaseState;
}

const general: Readonly<Record<string, ActContract>> = { ...generalActs, reopen: reopenAct };
const refused = (objection: Objection): CommitAnswer => ({ kind: 'refused', objection });

const openingOf = ({ proposal }: CommitRequest): FactOf<'opened'> | null =>
  proposal.kind === 'facts' ? (proposal.facts.find((fact) => fact.kind === 'opened') ?? null) : null;

const conflict = (reference: string): CommitAnswer =>
  refused({ code: 'open.conflict', detail: `'${reference}' was opened before with other content.` });

/** Gate 2: the act with the people's roles, authority and delegations at the instant it was accepted. */
function peopleObjection(deps: CommitDeps, organisation: Organisation, { before, request, at }: WholeRequest): Objection | null {
  if (request === undefined) return null;
  const contract = deps.contractOf(before.process);
  const reopening = contract !== undefined && request.act === 'reopen' ? reopeningObjection(contract, before, request, at) : null;
  if (reopening !== null) return reopening;
  const acts: Readonly<Record<string, ActContract>> = { ...general, ...contract?.acts };
  const view = decisionView(before, request, Object.hasOwn(acts, request.act) ? acts[request.act] : undefined);
  return decide(request, view, at, staffFacts(organisation, request, view, at, deps.pastDaysAllowed));
}

/** The record against what the case knows: an answer, or null where there is something to judge. A case behind catches up first. */
async function compare(tx: Database, request: CommitRequest, locked: Locked, known: Known): Promise<CommitAnswer | null> {
  const { case: caseId, before } = request;
  const { seq, hash } = before.head;
  if (locked.headSeq < seq) return { kind: 'behind', detail: `The record of ${caseId} ends at ${locked.headSeq}, the case is at ${seq}.` };
  if (seq > 0 && known.hash !== hash) return { kind: 'behind', detail: `The record of ${caseId} has another event ${seq} than the case.` };
  const opening = openingOf(request);
  if (opening !== null && opening.digest !== locked.digest) return conflict(opening.reference);
  if (locked.headSeq > seq) return readTail(tx, caseId, seq, locked.headSeq);
  const { cause } = known;
  if (cause === null) return null;
  const { act } = cause;
  if (act !== null && request.request !== undefined && act !== request.request.act)
    return refused({ code: 'request.reused', detail: `Request ${request.request.request} was used before for '${act}'.` });
  return { kind: 'same', events: await readSpan(tx, caseId, cause.firstSeq, cause.lastSeq) };
}

/** A case that the record does not have: only an opening may make it. */
async function compareAbsent(tx: Database, request: CommitRequest): Promise<CommitAnswer | null> {
  const { case: caseId, before } = request;
  if (before.head.seq > 0) return { kind: 'behind', detail: `The record has no case ${caseId}, the case is at ${before.head.seq}.` };
  const opening = openingOf(request);
  if (opening === null)
    return request.proposal.kind === 'facts' ? refused({ code: 'case.not-found', detail: `There is no case ${caseId}.` }) : null;
  const { process, source, reference } = opening;
  const taken = and(eq(caseFile.process, process), eq(caseFile.source, source), eq(caseFile.reference, reference), ne(caseFile.id, caseId));
  const [other] = await tx.select({ id: caseFile.id }).from(caseFile).where(taken);
  return other === undefined ? null : conflict(reference);
}

/** How much those have to do among whom a handler is chosen; nothing is read where none is. */
async function loadFor(tx: Database, request: WholeRequest, { facts, organisation }: Judged): Promise<Load> {
  const place = openingOf(request) ?? (facts.some(({ kind }) => kind === 'barred') ? request.before : null);
  return place === null ? new Map() : readLoad(tx, handlersFor(organisation, place, request.at));
}

async function writeFacts(
  tx: Database,
  deps: CommitDeps,
  request: WholeRequest,
  { facts, organisation }: Judged,
  { now, keys }: Known,
): Promise<Outcome> {
  const { cause, at, actor, onBehalfOf, before } = request;
  const envelope = { cause, at, recordedAt: now, actor, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
  const sealed = seal(request.sealed);
  const world = deps.worldOf(organisation, at, await loadFor(tx, request, { facts, organisation }));
  const { events, after } = settle(before, withDigests(facts, sealed), envelope, world, chainOf(request.case));
  const localeOf = (staff: string) => organisation.byId.get(staff)?.locale ?? 'zh-CN';
  const rows = project({ before, after, events, sealed }, { templateVersion: deps.templateVersion, localeOf });
  const personal = await deps.columns.seal(request.case, rows, keys);
  await write(tx, request, events, { ...rows, ...personal }, openingOf(request)?.digest ?? '');
  return { answer: { kind: 'written', events }, after };
}

/** What is judged and written under the lock, once the record and the case agree. */
async function judge(tx: Database, deps: CommitDeps, memory: Memory, { request, facts }: Proposed, known: Known): Promise<Outcome> {
  if (request.cause === 'sync') throw new LuyueError('defect.unexpected', 'A sync writes nothing.');
  const organisation = await memory.organisationAt(tx, known.organisationVersion);
  const whole = { ...request, before: await memory.states.at(tx, request.before) };
  const objection =
    peopleObjection(deps, organisation, whole) ?? (await mergeObjection(tx, whole.before, facts)) ?? (await eventObjection(tx, facts));
  if (objection !== null) return { answer: refused(objection) };
  return writeFacts(tx, deps, whole, { facts, organisation }, known);
}

async function transact(tx: Database, deps: CommitDeps, memory: Memory, request: CommitRequest): Promise<Outcome> {
  const locked = await lockCase(tx, request.case);
  const known = await readKnown(tx, request);
  const answer = locked === null ? await compareAbsent(tx, request) : await compare(tx, request, locked, known);
  if (answer !== null) return { answer };
  const { proposal } = request;
  if (proposal.kind === 'refusal') return { answer: refused(proposal.objection) };
  if (proposal.kind === 'none') return { answer: { kind: 'current' } };
  const doubt = deps.proof === undefined ? null : unproven(deps.proof, request);
  if (doubt !== null) return { answer: await refusedAttempt(tx, request, doubt, locked !== null) };
  return judge(tx, deps, memory, { request, facts: proposal.facts }, known);
}

/** An act that nobody vouches for came past the doors, so that the attempt is kept here. */
async function refusedAttempt(
  tx: Database,
  { case: caseId, request, at }: CommitRequest,
  doubt: Objection,
  known: boolean,
): Promise<CommitAnswer> {
  if (known && request !== undefined) await recordRefusal(tx, caseId, request, doubt, at);
  return refused(doubt);
}

/** What an act brought does not fit the record: the act is refused and nothing else is harmed. */
function refusalOf(error: unknown, request: CommitRequest): CommitAnswer | null {
  const violation = request.request === undefined ? null : violationOf(error);
  if (violation === null) return null;
  if (violation.kind === 'value') return refused({ code: 'input.invalid', detail: 'The payload holds a value that cannot be stored.' });
  return refused({ code: 'act.refused', detail: `The record does not allow it (${violation.constraint}).` });
}

/**
 * The commit of a record: writes a transition in one transaction under the lock of its case (design 4.19), or answers
 * why not. Throws `records.unavailable` where the same again can succeed, `defect.unexpected` otherwise.
 */
export function createCommit(db: Database, deps: CommitDeps): Commit {
  const memory = { organisationAt: organisationCache(), states: stateCache() };
  return async (request) => {
    try {
      const { answer, after } = await db.transaction((tx) => transact(tx, deps, memory, request));
      if (after !== undefined) memory.states.keep(after);
      return answer;
    } catch (error) {
      const answer = refusalOf(error, request);
      if (answer !== null) return answer;
      throw recordsFault(error);
    }
  };
}

import { and, eq, ne } from 'drizzle-orm';
import type { ActRequest } from '../../domain/case/act';
import { actOf, type Cause } from '../../domain/case/cause';
import type { Commit, CommitAnswer, CommitRequest, Render, Rendered } from '../../domain/case/commit';
import type { ActContract, Contract } from '../../domain/case/contract';
import { decide, decisionView, type Objection } from '../../domain/case/decide';
import type { Fact } from '../../domain/case/fact';
import { generalActs, reopenAct } from '../../domain/case/general';
import { messageObjection } from '../../domain/case/message';
import { reopeningContract, reopeningObjection } from '../../domain/case/reopening';
import { settle, type World } from '../../domain/case/settle';
import type { CaseState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import type { Organisation } from '../../domain/org/organisation';
import type { Database } from '../connect';
import { recordsFault, violationOf } from '../faults';
import type { PersonalColumns } from '../keys/columns';
import { type Proof, unproven } from '../record/assertion';
import { chainOf } from '../record/chain';
import { currentForm } from '../record/earlier';
import { eventObjection } from '../record/event';
import { type Known, type Locked, lockCase, readKeys, readKnown, readSpan, readTail } from '../record/lock';
import { mergeObjection } from '../record/merge';
import { openingObjection } from '../record/opening';
import { parentObjection } from '../record/parent';
import { staffFacts } from '../record/people';
import { project } from '../record/project';
import { repeats } from '../record/repeat';
import { seal, withDigests } from '../record/seal';
import { earlyRung, type RecordClock, untrueInstant } from '../record/time';
import { write } from '../record/write';
import { caseFile } from '../schema';
import { handlersFor, type Load } from '../world';
import { organisationCache, readLoad } from './organisation';
import { recordRefusal } from './refusal';
import { type States, stateCache } from './states';

/** What commit needs besides the database. */
export interface CommitDeps {
  readonly contractOf: (process: string) => Contract | undefined;
  /** The code of the processes: what is written for a cause. */
  readonly render: Render;
  /** Rules, calendar and people as one world, for one transition. */
  readonly worldOf: (organisation: Organisation, at: Instant, load: Load) => World;
  /** Newest version of a notice template. */
  readonly templateVersion: (template: string) => number;
  /** Days that a past instant may lie back without a second person (company policy). */
  readonly pastDaysAllowed: number;
  /** How personal values are written. */
  readonly columns: PersonalColumns;
  /** The time that instants are judged by. */
  readonly clock: RecordClock;
  /** Whether a door that knows the acting person has sent this; absent in development and tests: every sender is believed. */
  readonly proof?: Proof;
}

/** What a commit remembers from those before it. */
interface Memory {
  readonly organisationAt: ReturnType<typeof organisationCache>;
  readonly states: States;
}

/** A request with the state that it is judged on, and what it would write. */
interface Judged {
  readonly request: CommitRequest;
  readonly before: CaseState;
  readonly rendered: Rendered;
  readonly facts: readonly Fact[];
  readonly organisation: Organisation;
}

/** A transition that has been written, and the case after it. */
interface Outcome {
  readonly answer: CommitAnswer;
  readonly after?: CaseState;
}

const refused = (objection: Objection): CommitAnswer => ({ kind: 'refused', objection });
const answered = (objection: Objection): Outcome => ({ answer: refused(objection) });

const conflict = (reference: string): CommitAnswer =>
  refused({ code: 'open.conflict', detail: `'${reference}' was opened before with other content.` });

/** The whole state where a case asks for it, as far as one answer may carry it. */
function wholeOf({ whole }: CommitRequest, state: CaseState): { readonly state?: CaseState } {
  const fits = whole === true && JSON.stringify(state).length <= mostWhole;
  return fits ? { state } : {};
}

// The engine takes answers of up to 2 MiB.
const mostWhole = 1_000_000;

const kinds: ReadonlySet<string> = new Set<Cause['kind']>(['open', 'act', 'rung', 'reopen', 'sync']);
const noCause: Objection = { code: 'input.invalid', detail: '/cause: must say why the case moves; facts are not taken' };

/** What reached commit past the doors and has no form. */
function formless({ case: caseId, cause, head }: CommitRequest): Objection | null {
  const known = typeof head === 'object' && head !== null && Number.isSafeInteger(head.seq);
  if (!known || typeof caseId !== 'string') return { code: 'input.invalid', detail: '/head: must be the head of a case' };
  if (!kinds.has(cause.kind)) return noCause;
  if (cause.kind === 'open') return messageObjection.open(cause.open);
  if (cause.kind === 'reopen') return messageObjection.reopen(cause.reopen);
  return cause.kind === 'act' ? messageObjection.act(cause.request) : null;
}

/** What may be done to a case of a process: its own word stands before the general one; a reopening is judged by what it is for. */
const actsFor = (contract: Contract | undefined, request: ActRequest): Readonly<Record<string, ActContract>> => ({
  ...generalActs,
  ...contract?.acts,
  reopen: contract === undefined ? reopenAct : reopeningContract(contract, request),
});

/** What an opening says of itself, against lists and rights. */
function opensWrongly({ proof }: CommitDeps, { organisation, rendered: { actor }, facts, request: { at } }: Judged): Objection | null {
  const opened = facts.find((fact) => fact.kind === 'opened');
  return opened === undefined ? null : openingObjection(organisation, { opened, actor, at, inEarnest: proof?.required === true });
}

/** Gate 2: the act with the people's roles, authority and delegations at the instant it was accepted. */
function peopleObjection(deps: CommitDeps, { before, organisation, rendered, request: { at } }: Judged): Objection | null {
  const { request } = rendered;
  if (request === undefined) return null;
  const contract = deps.contractOf(before.process);
  const reopening = contract !== undefined && request.act === 'reopen' ? reopeningObjection(contract, before, request, at) : null;
  if (reopening !== null) return reopening;
  const view = decisionView(before, request, actsFor(contract, request));
  return decide(request, view, at, staffFacts(organisation, request, view, at, deps.pastDaysAllowed));
}

const reused = (request: string, act: string | null): Objection => ({
  code: 'request.reused',
  detail: `Request ${request} was used before for '${act ?? 'open'}', by somebody else or with other content.`,
});

/** The record against what the case knows: an answer, or null where there is something to judge. A case behind catches up first. */
async function compare(
  tx: Database,
  { columns }: CommitDeps,
  request: CommitRequest,
  locked: Locked,
  known: Known,
): Promise<CommitAnswer | null> {
  const { case: caseId, cause, head } = request;
  const { seq, hash } = head;
  if (locked.headSeq < seq) return { kind: 'behind', detail: `The record of ${caseId} ends at ${locked.headSeq}, the case is at ${seq}.` };
  if (seq > 0 && known.hash !== hash) return { kind: 'behind', detail: `The record of ${caseId} has another event ${seq} than the case.` };
  if (cause.kind === 'open' && cause.open.digest !== locked.digest) return conflict(cause.open.reference);
  if (locked.headSeq > seq) return readTail(tx, caseId, seq, locked.headSeq);
  const { cause: written } = known;
  if (written === null) return null;
  const events = await readSpan(tx, caseId, written.firstSeq, written.lastSeq);
  const act = actOf(cause);
  const isOther = act !== null && !(await repeats(tx, columns, { caseId, events, request: act }));
  return isOther ? refused(reused(act.request, written.act)) : { kind: 'same', events };
}

/** A case that the record does not have: only an opening may make it. */
async function compareAbsent(tx: Database, { case: caseId, cause, head }: CommitRequest): Promise<CommitAnswer | null> {
  if (head.seq > 0) return { kind: 'behind', detail: `The record has no case ${caseId}, the case is at ${head.seq}.` };
  if (cause.kind === 'sync') return { kind: 'current' };
  if (cause.kind !== 'open') return refused({ code: 'case.not-found', detail: `There is no case ${caseId}.` });
  const { process, source, reference } = cause.open;
  const taken = and(eq(caseFile.process, process), eq(caseFile.source, source), eq(caseFile.reference, reference), ne(caseFile.id, caseId));
  const [other] = await tx.select({ id: caseFile.id }).from(caseFile).where(taken);
  return other === undefined ? null : conflict(reference);
}

/** How much those have to do among whom a handler is chosen; nothing is read where none is. */
async function loadFor(tx: Database, { request, before, facts, organisation }: Judged): Promise<Load> {
  const opened = facts.find((fact) => fact.kind === 'opened');
  const place = opened ?? (facts.some(({ kind }) => kind === 'barred') ? before : null);
  return place === null ? new Map() : readLoad(tx, handlersFor(organisation, place, request.at));
}

async function writeFacts(tx: Database, deps: CommitDeps, judged: Judged, { now }: Known): Promise<Outcome> {
  const { request, before, rendered, facts, organisation } = judged;
  const { cause, actor, onBehalfOf } = rendered;
  const envelope = { cause, at: request.at, recordedAt: now, actor, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
  const sealed = seal(rendered.sealed);
  const world = deps.worldOf(organisation, request.at, await loadFor(tx, judged));
  const { events, after } = settle(before, withDigests(facts, sealed), envelope, world, chainOf(request.case));
  const localeOf = (staff: string) => organisation.byId.get(staff)?.locale ?? 'zh-CN';
  const rows = project({ before, after, events, sealed }, { templateVersion: deps.templateVersion, localeOf });
  const personal = await deps.columns.seal(request.case, rows, sealed.length === 0 ? [] : await readKeys(tx, request.case));
  const digest = request.cause.kind === 'open' ? request.cause.open.digest : '';
  const act = rendered.request === undefined ? {} : { request: rendered.request };
  await write(tx, { ...request, ...act, cause }, events, { ...rows, ...personal }, digest);
  return { answer: { kind: 'written', events, ...wholeOf(request, after) }, after };
}

/** What other cases have to do with what would be written. */
async function othersObjection(tx: Database, { request, before, facts }: Judged): Promise<Objection | null> {
  const { case: caseId, cause } = request;
  const byParent = cause.kind === 'open' ? await parentObjection(tx, caseId, cause.open) : null;
  return byParent ?? (await mergeObjection(tx, before, facts)) ?? (await eventObjection(tx, facts));
}

/** The process whose code is run: the record's word, at an opening that of whoever has signed it. A run of another process is none of this case. */
function processOf({ cause, process }: CommitRequest, before: CaseState): string | Objection {
  const own = before.status === 'new' && cause.kind === 'open' ? cause.open.process : before.process;
  return own === process ? own : { code: 'input.invalid', detail: `/process: the run is of '${process}', the case of '${own}'` };
}

/** What is rendered, judged and written under the lock, once the record and the case agree. */
async function judge(tx: Database, deps: CommitDeps, memory: Memory, request: CommitRequest, known: Known): Promise<Outcome> {
  const { case: caseId, cause, head, at } = request;
  const before = await memory.states.at(tx, caseId, head);
  if (cause.kind === 'sync') return { answer: { kind: 'current', ...wholeOf(request, before) } };
  const process = processOf(request, before);
  if (typeof process !== 'string') return answered(process);
  const early = earlyRung(cause, before, at, deps.clock(known.now, at));
  if (early !== null) return refusedAttempt(tx, request, early, known);
  const rendered = await deps.render(process, before, cause, at);
  const { proposal } = rendered;
  if (proposal.kind === 'refusal') return answered(proposal.objection);
  if (proposal.kind === 'none') return { answer: { kind: 'current', ...wholeOf(request, before) } };
  const organisation = await memory.organisationAt(tx, known.organisationVersion);
  const judged = { request, before, rendered, facts: proposal.facts, organisation };
  const objection = opensWrongly(deps, judged) ?? peopleObjection(deps, judged) ?? (await othersObjection(tx, judged));
  return objection === null ? writeFacts(tx, deps, judged, known) : answered(objection);
}

/** Why what a request says of its sender and of its instant is not believed. */
function doubtOf({ proof, clock }: CommitDeps, request: CommitRequest, { now: database, headAt }: Known): Objection | null {
  if (request.cause.kind === 'sync') return null;
  const now = clock(database, request.at);
  return (proof === undefined ? null : unproven(proof, request, now)) ?? untrueInstant(request, now, headAt);
}

/** A case is written by its own run: another one would also read under its own key what is encrypted under the key of the case. */
const foreign = ({ case: caseId, workflowId }: CommitRequest): Objection | null =>
  workflowId === caseId ? null : { code: 'access.denied', detail: `'${workflowId}' asks for the case ${caseId}.` };

async function transact(tx: Database, deps: CommitDeps, memory: Memory, request: CommitRequest): Promise<Outcome> {
  const locked = await lockCase(tx, request.case);
  const known = await readKnown(tx, request);
  const stranger = foreign(request);
  if (stranger !== null) return refusedAttempt(tx, request, stranger, known);
  const answer = locked === null ? await compareAbsent(tx, request) : await compare(tx, deps, request, locked, known);
  if (answer !== null) return { answer };
  const doubt = doubtOf(deps, request, known);
  return doubt === null ? judge(tx, deps, memory, request, known) : refusedAttempt(tx, request, doubt, known);
}

const unsent = { actor: 'system:clock', payload: {} } as const;

/** What was tried, in the words of an act. */
function attemptOf({ cause }: CommitRequest): ActRequest {
  const act = actOf(cause);
  if (act !== null) return act;
  if (cause.kind === 'open') return { act: 'open', request: cause.open.digest, actor: cause.open.actor, payload: {} };
  return cause.kind === 'rung'
    ? { ...unsent, act: 'rung', request: `${cause.clock}:${cause.startedSeq}:${cause.rung}` }
    : { ...unsent, act: cause.kind, request: '' };
}

/** What nobody vouches for, or cannot be true, came past the doors, so that the attempt is kept here, at the record's own time. */
async function refusedAttempt(tx: Database, request: CommitRequest, doubt: Objection, { now }: Known): Promise<Outcome> {
  await recordRefusal(tx, request.case, attemptOf(request), doubt, now);
  return answered(doubt);
}

/** What an act brought does not fit the record: the act is refused and nothing else is harmed. */
function refusalOf(error: unknown, { cause }: CommitRequest): CommitAnswer | null {
  const violation = actOf(cause) === null ? null : violationOf(error);
  if (violation === null) return null;
  if (violation.kind === 'value') return refused({ code: 'input.invalid', detail: 'The payload holds a value that cannot be stored.' });
  return refused({ code: 'act.refused', detail: `The record does not allow it (${violation.constraint}).` });
}

/**
 * The commit of a record: renders what a cause makes of the case as the record has it, and writes it in one transaction under the lock of
 * the case (design 4.19), or answers why not. Whoever asks says only why the case moves: no fact of theirs is read. Throws
 * `records.unavailable`, `stage.failed` and `process.elsewhere` where the same again can succeed, `defect.unexpected` otherwise.
 */
export function createCommit(db: Database, deps: CommitDeps): Commit {
  const memory = { organisationAt: organisationCache(), states: stateCache() };
  return async (given) => {
    const request = currentForm(given);
    const wrong = request === null ? noCause : formless(request);
    if (request === null || wrong !== null) return refused(wrong ?? noCause);
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

import {
  ApplicationFailure,
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  type WorkflowHandle,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../db/connect';
import { answered } from '../db/faults';
import type { Signer } from '../db/record/assertion';
import { caseIdOf } from '../db/record/identity';
import { caseCause, caseEvent, caseFile } from '../db/schema';
import { labelsOf } from '../domain/case/labels';
import { isMarked } from '../domain/case/settle';
import { type ErrorCode, isErrorCode, isRetryable, LuyueError } from '../domain/errors';
import type { CaseInput, CaseResult } from '../workflows/kernel/engine/run';
import type { CasePort, Receipt, Reception } from './case-port';
import { type ChildOpening, readChildOpening } from './child-opening';

export interface EngineCasesOptions {
  readonly client: Client;
  readonly db: Database;
  readonly taskQueue: string;
  readonly signer: Signer;
  /** How long an answer is waited for, in ms. */
  readonly patienceMs: number;
  /** Hears of a request that does not fit its process: a defect of the one that asked. */
  readonly onMisfit: (reason: string) => void;
}

type CaseWorkflow = (input: CaseInput) => Promise<CaseResult>;
/** `gone`: the engine has no open run. `stale`: the record may be ahead of the case. */
interface Attempt {
  readonly kind: Reception | 'gone' | 'stale';
  readonly why?: string;
}

const done: Receipt = { reception: 'done' };
const unavailable: Receipt = { reception: 'unavailable' };
const receipt = (reception: Reception, { why }: Attempt): Receipt => ({ reception, ...(why === undefined ? {} : { why }) });
const isRefusal = ({ kind }: Attempt): boolean => kind === 'refused' || kind === 'stale';

const passing: ReadonlySet<string> = new Set(['case.trouble', 'case.moved']);
/** Refusals of a case that does not know what the record knows. */
const maybeStale: ReadonlySet<string> = new Set(['act.not-now', 'act.refused']);

function kindOf(code: ErrorCode): Attempt['kind'] {
  if (code === 'case.closed') return 'closed';
  if (isRetryable(code) || passing.has(code)) return 'unavailable';
  return maybeStale.has(code) ? 'stale' : 'refused';
}

/** What an error of the case says; the engine's own errors pass. */
function ofFailure(failure: unknown): Attempt {
  const type = failure instanceof ApplicationFailure ? (failure.type ?? '') : '';
  if (!isErrorCode(type)) return { kind: 'unavailable' };
  return { kind: kindOf(type), why: `${type}: ${failure instanceof Error ? failure.message : ''}`.slice(0, 500) };
}

function troubleOf(error: unknown): Attempt {
  if (error instanceof WorkflowNotFoundError) return { kind: 'gone' };
  return ofFailure(error instanceof WorkflowUpdateFailedError || error instanceof WorkflowFailedError ? error.cause : undefined);
}

/**
 * Whether the record has the answer to a request: what was done before is done, whatever the engine says now. Not where somebody else has used
 * the id: what the bank says is not said by a comment under its name.
 */
async function isWritten(db: Database, caseId: string, cause: string, actor: string): Promise<boolean> {
  const where = and(eq(caseCause.caseId, caseId), eq(caseCause.cause, cause), eq(caseEvent.actor, actor));
  const first = and(eq(caseEvent.caseId, caseCause.caseId), eq(caseEvent.seq, caseCause.firstSeq));
  return (await answered(db.select({ cause: caseCause.cause }).from(caseCause).innerJoin(caseEvent, first).where(where))).length > 0;
}

async function isClosed(db: Database, caseId: string): Promise<boolean> {
  const [row] = await answered(db.select({ status: caseFile.status }).from(caseFile).where(eq(caseFile.id, caseId)));
  if (row === undefined) throw new LuyueError('case.not-found', `There is no case ${caseId}.`);
  return row.status === 'closed';
}

async function isKnown(db: Database, caseId: string): Promise<boolean> {
  return (await answered(db.select({ id: caseFile.id }).from(caseFile).where(eq(caseFile.id, caseId)))).length > 0;
}

/** Starts the run of a case that another asked for, or finds it started. */
async function startChild(
  { client, taskQueue, signer }: EngineCasesOptions,
  workflowId: string,
  { contract, open }: ChildOpening,
): Promise<void> {
  const { summary, details, keywords, drill } = labelsOf(contract, open);
  const attributes = Object.entries(keywords).map(([name, value]) => ({ key: defineSearchAttributeKey(name, 'KEYWORD'), value }));
  const input: CaseInput = { kind: 'open', open: signer.opening(workflowId, open) };
  try {
    await client.workflow.start<CaseWorkflow>(open.process, {
      workflowId,
      taskQueue,
      args: [input],
      staticSummary: summary,
      staticDetails: details,
      typedSearchAttributes: new TypedSearchAttributes([
        ...attributes,
        ...(drill ? [{ key: defineSearchAttributeKey('Drill', 'BOOL'), value: true }] : []),
      ]),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** Why the run that should have opened a case has ended without it; null where it has not ended by a refusal. */
async function openingRefusal(handle: WorkflowHandle<CaseWorkflow>): Promise<Attempt | null> {
  const { status } = await handle.describe();
  if (status.name !== 'FAILED') return null;
  const ended = await handle.result().then((): Attempt => ({ kind: 'done' }), troubleOf);
  return isRefusal(ended) ? ended : null;
}

/** The cases on the engine. What the record already holds is `done`; a case behind its record is brought up to it first. */
export function engineCases(options: EngineCasesOptions): CasePort {
  const { client, db, taskQueue, signer, patienceMs, onMisfit } = options;
  const within = <T>(call: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + patienceMs, call);
  const attempt = async (call: () => Promise<unknown>): Promise<Attempt> => {
    try {
      await within(call);
      return { kind: 'done' };
    } catch (error) {
      return troubleOf(error);
    }
  };
  const handleOf = (caseId: string): WorkflowHandle<CaseWorkflow> => client.workflow.getHandle<CaseWorkflow>(caseId);
  /** The first transition of a run is on record when `sync` answers. */
  const entered = async (started: Attempt, caseId: string): Promise<Attempt> =>
    started.kind === 'done' ? attempt(() => handleOf(caseId).executeUpdate('sync')) : started;
  const act: CasePort['act'] = async (caseId, message) => {
    const handle = handleOf(caseId);
    const update = () => {
      const { act: name, ...signed } = signer.act(caseId, message);
      return handle.executeUpdate<unknown, [typeof signed]>(name, { args: [signed] });
    };
    const first = await attempt(update);
    if (first.kind === 'done') return done;
    if (await isWritten(db, caseId, `act:${message.request}`, message.actor)) return done;
    if (first.kind === 'gone') return { reception: (await isClosed(db, caseId)) ? 'closed' : 'unavailable' };
    if (first.kind !== 'stale') return receipt(first.kind, first);
    await attempt(() => handle.executeUpdate('sync'));
    const second = await attempt(update);
    if (second.kind === 'gone') return unavailable;
    return receipt(second.kind === 'stale' ? 'refused' : second.kind, second);
  };
  const reopen: CasePort['reopen'] = async (caseId, { as: actor, stage, ground, request }) => {
    if (!(await isClosed(db, caseId))) return 'done';
    const input: CaseInput = { kind: 'reopen', reopen: signer.reopening(caseId, { request, actor, stage, ground }) };
    const [process = ''] = caseId.split('-');
    const start = () =>
      client.workflow.start<CaseWorkflow>(process, {
        workflowId: caseId,
        taskQueue,
        args: [input],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
    const opened = await entered(await attempt(start), caseId);
    if (await isWritten(db, caseId, `reopen:${request}`, actor)) return 'done';
    // The run before may not have ended quite: what was not entered is tried again.
    return isRefusal(opened) ? 'refused' : 'unavailable';
  };
  const open: CasePort['open'] = async (payload) => {
    const opening = readChildOpening(payload);
    if ('wrong' in opening) {
      onMisfit(opening.wrong);
      return { reception: 'refused', why: 'input.invalid: the content does not fit the schema of its process' };
    }
    const caseId = caseIdOf(opening.open, isMarked(opening.open));
    if (await isKnown(db, caseId)) return done;
    const opened = await entered(await attempt(() => startChild(options, caseId, opening)), caseId);
    if (await isKnown(db, caseId)) return done;
    if (isRefusal(opened)) return receipt('refused', opened);
    // A run that refused to open has ended, and starting it again finds only that.
    const refusal = await within(() => openingRefusal(handleOf(caseId))).catch(() => null);
    return refusal === null ? unavailable : receipt('refused', refusal);
  };
  return { act, reopen, open };
}

import {
  isGrpcServiceError,
  ServiceError,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import type { Refusal } from '../domain/case/act';
import { isErrorCode, LuyueError } from '../domain/errors';

/** What became of a call to the engine that brought no answer. */
export type Trouble =
  /** The case judged the act and refused it. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** No run takes acts under this id: closed, gone, or never there. */
  | { readonly kind: 'gone' }
  /** The engine takes no more right now (acts in flight, rate). */
  | { readonly kind: 'exhausted' }
  /** Whether the act was accepted is not known. `again`: another attempt may bring the answer at once. */
  | { readonly kind: 'unanswered'; readonly why: string; readonly again: boolean };

// Numbers of gRPC: https://grpc.github.io/grpc/core/md_doc_statuscodes.html
const resourceExhausted = 8;

const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function refusalFrom(failure: ApplicationFailure): Refusal | null {
  const { type } = failure;
  if (typeof type !== 'string' || !isErrorCode(type)) return null;
  const [details]: unknown[] = failure.details ?? [];
  const { possible, headSeq } = isObject(details) ? details : {};
  return {
    code: type,
    detail: failure.message,
    possible: Array.isArray(possible) ? possible.filter(isText) : [],
    headSeq: typeof headSeq === 'number' ? headSeq : 0,
  };
}

function ofUpdate({ cause }: { cause?: unknown }): Trouble {
  const refusal = cause instanceof ApplicationFailure ? refusalFrom(cause) : null;
  if (refusal !== null) return { kind: 'refused', refusal };
  // Accepted, and the run ended before it was answered: the next run or the record knows.
  return { kind: 'unanswered', why: cause instanceof Error ? cause.message : 'the act failed without a reason', again: true };
}

function ofService(error: ServiceError): Trouble {
  const { cause } = error;
  if (isGrpcServiceError(cause) && Number(cause.code) === resourceExhausted) return { kind: 'exhausted' };
  const why = isGrpcServiceError(cause) ? cause.details : cause instanceof Error ? cause.message : error.message;
  return { kind: 'unanswered', why, again: true };
}

/** Sorts what a call to the engine threw. Throws the error itself where it is neither the engine's nor the case's. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowFailedError) return ofUpdate(error);
  if (error instanceof WorkflowNotFoundError) return { kind: 'gone' };
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { kind: 'unanswered', why: 'no answer in time', again: false };
  if (error instanceof ServiceError) return ofService(error);
  // Nobody could be reached at all.
  if (error instanceof LuyueError && error.code === 'engine.unavailable') return { kind: 'unanswered', why: error.message, again: false };
  if (isGrpcServiceError(error)) return { kind: 'unanswered', why: error.details, again: true };
  throw error;
}

/** The error of a refusal, with what is possible now. */
export const refusedError = (caseId: string, { code, detail, possible, headSeq }: Refusal): LuyueError =>
  new LuyueError(code, detail, { case: caseId, possible, headSeq });

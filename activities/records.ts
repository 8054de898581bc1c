import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Commit, CommitRequest } from '../domain/case/commit';
import { isRetryable, LuyueError } from '../domain/errors';

/** The run that asks for something to be written, as the engine knows it. */
export type Asking = Pick<CommitRequest, 'workflowId' | 'runId'>;

export interface RecordsDeps {
  readonly commit: Commit;
  /** Which run asks, whatever the request says of it. */
  readonly asking: (claimed: Asking) => Asking;
}

/** The run whose activity this is. Activities have no other caller than a run of a workflow. */
export function askingRun(): Asking {
  const { workflowId, runId } = activityInfo().workflowExecution ?? { workflowId: '', runId: '' };
  return { workflowId, runId };
}

/**
 * A failure as the engine understands it: what repeating can cure is retried, anything else ends the attempt and parks
 * the case. The type is the code of the catalogue. What is no LuyueError may quote personal values: only its name goes on.
 */
function failureOf(error: unknown): ApplicationFailure {
  const known =
    error instanceof LuyueError
      ? error
      : new LuyueError('defect.unexpected', `Unexpected ${error instanceof Error ? error.name : typeof error} in the records.`);
  const { code: type, message } = known;
  return isRetryable(type) ? ApplicationFailure.retryable(message, type) : ApplicationFailure.nonRetryable(message, type);
}

/** The activities of the records. `commit` is the only way from a case to its record. */
export const createRecords = ({ commit, asking }: RecordsDeps): { readonly commit: Commit } => ({
  commit: async (request) => {
    try {
      return await commit({ ...request, ...asking(request) });
    } catch (error) {
      throw failureOf(error);
    }
  },
});

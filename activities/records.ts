import { ApplicationFailure } from '@temporalio/common';
import type { Commit } from '../domain/case/commit';
import { isRetryable, LuyueError } from '../domain/errors';

export interface RecordsDeps {
  readonly commit: Commit;
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
export const createRecords = ({ commit }: RecordsDeps): { readonly commit: Commit } => ({
  commit: async (request) => {
    try {
      return await commit(request);
    } catch (error) {
      throw failureOf(error);
    }
  },
});

import { ApplicationFailure } from '@temporalio/common';
import type { Database } from '../db/connect';
import { type CommitDeps, createCommit } from '../db/queries/commit';
import type { Commit } from '../domain/case/commit';
import { isRetryable, LuyueError } from '../domain/errors';

/** A fault that repeating cannot mend must not be repeated: it crosses the engine as a failure of its code. */
function faultOf(error: unknown): unknown {
  if (!(error instanceof LuyueError) || isRetryable(error.code)) return error;
  return ApplicationFailure.create({ type: error.code, message: error.message, nonRetryable: true });
}

/** The activities of the records. Transient failures are thrown as they are and retried by the engine. */
export function createRecords(db: Database, deps: CommitDeps): { readonly commit: Commit } {
  const commit = createCommit(db, deps);
  return {
    commit: async (request) => {
      try {
        return await commit(request);
      } catch (error) {
        throw faultOf(error);
      }
    },
  };
}

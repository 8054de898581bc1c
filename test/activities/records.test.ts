import { createRecords } from '../../activities/records';
import type { CommitAnswer, CommitRequest } from '../../domain/case/commit';
import { emptyCase } from '../../domain/case/state';
import { LuyueError } from '../../domain/errors';

const request: CommitRequest = {
  case: 'sample-1',
  cause: 'sync',
  at: 1,
  actor: 'system:sync',
  before: emptyCase('sample-1'),
  proposal: { kind: 'none' },
  sealed: [],
  workflowId: 'sample-1',
  runId: 'r',
};

const committing = (commit: () => Promise<CommitAnswer>): Promise<unknown> => createRecords({ commit }).commit(request);

const failing = (error: Error): Promise<unknown> => committing(() => Promise.reject(error));

describe('the activity commit', () => {
  it('answers what the record says', async () => {
    await expect(committing(() => Promise.resolve({ kind: 'current' }))).resolves.toEqual({ kind: 'current' });
  });

  it('is tried again when the record does not answer', async () => {
    await expect(failing(new LuyueError('records.unavailable', 'down'))).rejects.toMatchObject({
      type: 'records.unavailable',
      nonRetryable: false,
    });
  });

  it('is not tried again when the fault is permanent', async () => {
    await expect(failing(new LuyueError('rule.unknown', 'no such rule'))).rejects.toMatchObject({
      type: 'rule.unknown',
      nonRetryable: true,
    });
  });

  it('carries nothing of an unknown error into the history but its name', async () => {
    const failure = failing(new TypeError('the name 张三 is wrong'));
    await expect(failure).rejects.toMatchObject({
      type: 'defect.unexpected',
      nonRetryable: true,
      message: expect.not.stringContaining('张三'),
    });
    await expect(failure).rejects.not.toHaveProperty('cause.message', expect.stringContaining('张三'));
  });
});

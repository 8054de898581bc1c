import { createRecords } from '../../activities/records';
import type { CommitAnswer, CommitRequest } from '../../domain/case/commit';
import { LuyueError } from '../../domain/errors';

const request: CommitRequest = {
  case: 'sample-1',
  process: 'sample',
  cause: { kind: 'sync' },
  at: 1,
  head: { seq: 0, hash: '' },
  workflowId: 'sample-1',
  runId: 'r',
};

const asking = () => ({ workflowId: 'sample-2', runId: 'own' });

const committing = (commit: () => Promise<CommitAnswer>): Promise<unknown> => createRecords({ commit, asking }).commit(request);

const failing = (error: Error): Promise<unknown> => committing(() => Promise.reject(error));

describe('the activity commit', () => {
  it('answers what the record says', async () => {
    await expect(committing(() => Promise.resolve({ kind: 'current' }))).resolves.toEqual({ kind: 'current' });
  });

  it('says which run asks, and not what that run says of itself', async () => {
    const asked: CommitRequest[] = [];
    const commit = async (given: CommitRequest): Promise<CommitAnswer> => {
      asked.push(given);
      return { kind: 'current' };
    };
    await createRecords({ commit, asking }).commit(request);
    expect(asked).toMatchObject([{ case: 'sample-1', workflowId: 'sample-2', runId: 'own' }]);
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

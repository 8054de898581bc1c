import { ApplicationFailure, CancellationScope, condition, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { type Commit, type CommitAnswer, type WholeCommit, type WholeRequest, withHead } from '../../../domain/case/commit';
import { type Titles, transitionWords } from './summaries';

interface Records {
  commit: Commit;
}

// Three tries within five seconds beside the case; then an ordinary activity for ever, so that a database that stays
// down costs few events and does not starve other acts (design 4.19).
const beside = proxyLocalActivities<Records>({
  scheduleToCloseTimeout: '5s',
  retry: { maximumAttempts: 3, initialInterval: '200ms' },
});
const forEver = proxyActivities<Records>({ startToCloseTimeout: '30s', retry: { initialInterval: '500ms', maximumInterval: '10s' } });

const permanent = (error: unknown): ApplicationFailure | null => {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof ApplicationFailure && cause.nonRetryable === true ? cause : null;
};

/** Writes a transition by the activity `commit`, under its words. Throws only permanent faults (ApplicationFailure of the catalogue). */
export const commitAs =
  (acts: Titles): WholeCommit =>
  (request) =>
    CancellationScope.nonCancellable(() => write(request, transitionWords(request, acts)));

/** Beside the case the record has what its head stands for; the ordinary activity may meet a worker of an earlier build, which has not. */
async function write(request: WholeRequest, summary: string): Promise<CommitAnswer> {
  try {
    return await beside.commit.executeWithOptions({ summary }, [withHead(request)]);
  } catch (error) {
    const fault = permanent(error);
    if (fault !== null) throw fault;
    return forEver.commit.executeWithOptions({ summary }, [request]);
  }
}

/** Every promise that can move has moved when the engine evaluates a condition the second time. */
export async function quiesce(): Promise<void> {
  let asked = false;
  await condition(() => {
    const again = asked;
    asked = true;
    return again;
  });
}

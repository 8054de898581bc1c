import { ActivityFailure, ApplicationFailure, CancellationScope, proxyActivities, proxyLocalActivities, sleep } from '@temporalio/workflow';
import type { Commit, CommitAnswer, CommitRequest } from '../../../domain/case/commit';
import type { CaseState } from '../../../domain/case/state';
import { forEarlierBuilds, isOfEarlierBuild } from './earlier-builds';
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

/** What commit has thrown: beside the case it comes as it is, from the ordinary activity inside another failure. */
const thrown = (error: unknown): ApplicationFailure | null => {
  const failure = error instanceof ActivityFailure ? error.cause : error;
  return failure instanceof ApplicationFailure ? failure : null;
};

/** Faults of a build, not of the records: the case shows them while it waits for another build. */
const ofBuild: ReadonlySet<string> = new Set(['stage.failed', 'process.elsewhere']);

/** What the words and the waiting of a commit need of the case. */
export interface Committing {
  readonly acts: Titles;
  readonly state: () => CaseState;
  /** Hears why a transition waits for another build; null: it waits no longer. */
  readonly delayed: (why: string | null) => void;
}

/** Writes a transition by the activity `commit`, under its words. Throws only permanent faults (ApplicationFailure of the catalogue). */
export const commitAs =
  ({ acts, state, delayed }: Committing): Commit =>
  (request) =>
    CancellationScope.nonCancellable(() => write(request, transitionWords(request, state(), acts), delayed));

async function write(request: CommitRequest, summary: string, delayed: Committing['delayed']): Promise<CommitAnswer> {
  try {
    return await beside.commit.executeWithOptions({ summary }, [request]);
  } catch (error) {
    // A permanent fault is met once more by the ordinary activity: the histories of parked cases have it so.
    const failure = thrown(error);
    const waits = failure !== null && ofBuild.has(failure.type ?? '');
    if (waits) delayed(failure.message);
    const answer = await lasting(request, summary);
    if (waits) delayed(null);
    return answer;
  }
}

const againAfter = '10s';

/** The ordinary activity may meet a worker of the build before: then again, until it meets another. */
async function lasting(request: CommitRequest, summary: string): Promise<CommitAnswer> {
  for (;;) {
    const answer = await ordinarily(request, summary);
    if (!isOfEarlierBuild(answer)) return answer;
    await sleep(againAfter);
  }
}

async function ordinarily(request: CommitRequest, summary: string): Promise<CommitAnswer> {
  try {
    return await forEver.commit.executeWithOptions({ summary }, [forEarlierBuilds(request)]);
  } catch (error) {
    throw thrown(error) ?? error;
  }
}

import type { CommitAnswer, CommitRequest } from '../../../domain/case/commit';
import type { Objection } from '../../../domain/case/decide';

/**
 * Workers of the build before write the facts that they are sent. What they are sent from here is this refusal: it writes nothing, and
 * says that another worker has to be met. To be taken away with the release after this one (docs/upgrades.md).
 */
const repeat: Objection = { code: 'case.busy', detail: 'A worker of an earlier build cannot write this; repeat.' };

/** A request with what the build before looks for in it. */
export function forEarlierBuilds(request: CommitRequest): CommitRequest {
  const { case: id, head } = request;
  return { ...request, ...{ before: { id, head }, proposal: { kind: 'refusal', objection: repeat }, sealed: [] } };
}

/** Whether a worker of the build before has answered. */
export const isOfEarlierBuild = (answer: CommitAnswer): boolean =>
  answer.kind === 'refused' && answer.objection.code === repeat.code && answer.objection.detail === repeat.detail;

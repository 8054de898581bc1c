import { awaitsDocuments, missingDocuments } from '../../domain/processes/claim/files';
import { exposuresOf, fileAt, instantOf, isCatastrophe } from '../../domain/processes/claim/view';
import { pausedByDocuments } from './clocks';
import type { ClaimContext, ClaimEffects } from './types';

export const claimant = { kind: 'party', party: 'claimant' } as const;

/** Opens the task of the claimant; one submission may be only a part of what is missing. */
function askFor(c: ClaimContext): void {
  let submission = c.expect('submitDocuments', { from: claimant });
  while (submission.done) submission = c.expect('submitDocuments', { from: claimant });
}

/**
 * Art. 22: what is missing is asked for once and in full. From the recorded arrival of the notice to the recorded
 * receipt of the supplements the determination is suspended; after the company's wait it is made on the file as it is.
 */
export async function supplements(c: ClaimContext): Promise<void> {
  const round = c.case.notes.documentRound;
  const missing = missingDocuments(c.case);
  if (c.clock('claim-missing-docs-once') === undefined)
    c.start('claim-missing-docs-once', { startsAt: fileAt(c.case) ?? instantOf(c.case, 'requestedAt') ?? c.at });
  const told = c.tell('documents-missing', { documents: missing, round: round ?? 1 }, { report: 'arrived' });
  const wait = c.elapsed('claim-docs-wait');
  const completeAt = instantOf(c.case, 'completeAt');
  const endedAt = completeAt ?? wait.value?.breachedAt;
  const ended = c.known('documents-ended', endedAt === undefined ? undefined : { at: endedAt });
  if (!ended.done) askFor(c);
  const pause = { since: told, why: 'claimant-documents' } as const;
  const limits = exposuresOf(c.case).flatMap(({ id }) => pausedByDocuments.map((rule) => ({ rule, on: id })));
  await Promise.all(limits.map(({ rule, on }) => c.paused(rule, { ...pause, on }, ended)));
  if (completeAt === undefined) c.announce('documents-closed', 'documents-closed', [claimant], { documents: missing });
  c.stop('claim-docs-wait', 'documents-complete');
  c.note('supplements', 'done');
}

/** The first round: whatever the line needs and the file lacks. */
export function askForMissing(c: ClaimEffects): boolean {
  if (c.case.notes.supplements === undefined && missingDocuments(c.case).length > 0) {
    if (instantOf(c.case, 'completeAt') !== undefined) c.note('completeAt', null);
    c.note('supplements', 'asked');
    if (isCatastrophe(c.case)) c.note('relaxed', true);
  }
  return awaitsDocuments(c.case);
}

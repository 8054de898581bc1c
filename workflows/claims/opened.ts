import type { Instant } from '../../domain/instant';
import { missingDocuments, needsSurvey, requiredDocuments } from '../../domain/processes/claim/files';
import { exposuresOf, isCompulsory, isPersonal, openingOf } from '../../domain/processes/claim/view';
import { claimant } from './documents';
import { interruptLimitation, watchLimitation } from './limitation';
import type { ClaimEffects } from './types';

/** Art. 23: the request is in. For compulsory motor the list of documents is due in writing (its regulation, art. 28). */
export function requested(c: ClaimEffects, at: Instant): void {
  c.note('requestedAt', at);
  interruptLimitation(c, at);
  if (exposuresOf(c.case).some(isCompulsory))
    c.announce('document-list', 'document-list', [claimant], { documents: requiredDocuments(c.case) }, { report: 'handed' });
}

/** Documents as they come: the first file, and the instant at which nothing is missing any more. */
export function filed(c: ClaimEffects, documents: readonly { type: string; reference: string; sha256: string }[], at: Instant): void {
  const seq = c.case.head.seq;
  documents.forEach((document, index) => {
    c.document({ id: `doc-${seq}-${index + 1}`, receivedAt: at, ...document });
  });
  if (c.case.notes.documentsAt === undefined) c.note('documentsAt', at);
  if (missingDocuments(c.case).length === 0 && typeof c.case.notes.completeAt !== 'number') c.note('completeAt', at);
}

/** Doubts that a person has to look at; none of them stops the claim or its limits. */
function raiseDoubts(c: ClaimEffects): void {
  const { policy, lossAt, duplicateOf, lateNotice } = openingOf(c.case);
  const isDoubtful = lossAt < policy.from || lossAt >= policy.to;
  c.flag('policy-doubtful', isDoubtful);
  if (isDoubtful) c.addTask('policy-in-force-at-loss', { kind: 'handler' });
  c.flag('duplicate-suspected', duplicateOf !== undefined);
  if (duplicateOf !== undefined) c.addTask(`duplicate-of:${duplicateOf}`, { kind: 'handler' });
  c.flag('late-notice', lateNotice === true);
}

/** Intake: what the notice says, the first tasks and letters, and the date until which the right lasts (art. 26). */
export function opened(c: ClaimEffects): void {
  const { receivedAt, line } = c.case;
  const { exposures, documents = [], request, catastrophe } = openingOf(c.case);
  if (catastrophe !== undefined) c.join(catastrophe);
  c.note('reportedAt', receivedAt);
  for (const { id, cover, claimant: whose, limitFen, reserveFen } of exposures) {
    c.expose(id, cover, whose, limitFen ?? null);
    if (reserveFen !== undefined) c.reserve(id, reserveFen, 'estimate');
  }
  watchLimitation(c);
  if (documents.length > 0) filed(c, documents, receivedAt);
  raiseDoubts(c);
  c.ask('contact', { kind: 'handler' });
  if (needsSurvey(c.case)) c.ask('survey', { kind: 'role', role: 'surveyor' });
  c.announce('claim-registered', 'claim-registered', [claimant], { line, documents: requiredDocuments(c.case) }, { report: 'handed' });
  if (isPersonal(c.case))
    c.announce('claim-guidance', 'claim-guidance', [claimant], { documents: requiredDocuments(c.case) }, { report: 'handed' });
  if (request) requested(c, receivedAt);
}

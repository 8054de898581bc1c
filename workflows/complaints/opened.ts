import type { Instant } from '../../domain/instant';
import { openingOf } from '../../domain/processes/complaint/view';
import { handler, submitterOf } from './people';
import type { ComplaintEffects } from './types';

/** Documents as they come. */
export function filed(
  c: ComplaintEffects,
  documents: readonly { readonly type: string; readonly reference: string; readonly sha256: string }[],
  at: Instant,
): void {
  const { seq } = c.case.head;
  documents.forEach((document, index) => {
    c.document({ id: `doc-${seq}-${index + 1}`, receivedAt: at, ...document });
  });
}

/** A fax or a note at the counter may say nothing: it is a complaint all the same, its days run, and the statement comes as a paper. */
function askForNarrative(c: ComplaintEffects): void {
  c.announce('narrative', 'complaint-narrative', submitterOf(c.case), { category: c.case.line });
  c.ask('submitDocuments', { kind: 'party', party: openingOf(c.case).submitter ?? 'complainant' }, { title: 'narrative' });
}

/** Receipt: what came with it, who has to look at what, and the word to whoever brought it that it is here. */
export function opened(c: ComplaintEffects): void {
  const { receivedAt, line } = c.case;
  const { documents = [], joint, duplicateOf, channel, dispute } = openingOf(c.case);
  filed(c, documents, receivedAt);
  c.flag('joint', joint !== undefined);
  c.flag('transferred', channel === 'transfer');
  c.flag('duplicate-suspected', duplicateOf !== undefined);
  if (joint?.representatives.length === 0) c.ask('recordJoint', handler);
  c.announce('complaint-received', 'complaint-received', submitterOf(c.case), { category: line });
  if (dispute.facts === undefined) askForNarrative(c);
}

import { createHash } from 'node:crypto';

/** A document of a demo case: only its name and hash, for documents lie elsewhere. `what` tells it from others of its type. */
export const paper = (about: string, type: string, what = type) => ({
  type,
  reference: `demo:${about}/${what}`,
  sha256: createHash('sha256').update(`${about}/${what}`).digest('hex'),
});

import { z } from 'zod';
import { instant, lineText, staffId, unitName } from './payload';

/** A staff id, `party:ID` or `system:NAME`; a case that acts on another is `system:CASE`. */
const actor = z.string().regex(/^(?:party:|system:)?[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);
const assertion = z.object({ key: lineText(100), expiresAt: z.int(), mac: lineText(200) });
/** Read by the schema of the act or process. */
const content = z.record(z.string(), z.unknown());

/** What stands around a payload, as it reaches a case: nothing else of a message is believed to have a shape. */
export const messages = {
  act: z.object({
    request: lineText(300),
    actor,
    onBehalfOf: actor.optional(),
    ground: lineText(100).optional(),
    occurredAt: instant.optional(),
    evidence: lineText(300).optional(),
    task: lineText(300).optional(),
    payload: content,
    assertion: assertion.optional(),
  }),
  open: z.object({
    process: unitName,
    source: unitName,
    reference: lineText(200),
    digest: lineText(200),
    actor,
    receivedAt: instant,
    line: unitName,
    branch: unitName,
    compressed: lineText(60).optional(),
    drill: z.literal(true).optional(),
    parent: z.object({ case: lineText(100), name: lineText(100) }).optional(),
    barred: z.array(staffId).max(20).optional(),
    content,
    assertion: assertion.optional(),
  }),
  reopen: z.object({
    request: lineText(300),
    actor,
    onBehalfOf: actor.optional(),
    stage: lineText(100),
    ground: lineText(100),
    assertion: assertion.optional(),
  }),
} as const;

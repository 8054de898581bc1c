import { z } from 'zod';
import { freeText, keysOf } from '../../case/payload';
import { areas, severities } from '../areas';
import { origins } from '../improvement/vocabulary';
import { rootCauses } from '../root-causes';
import type { ProgrammeAct } from './acts';

const itemId = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/);
const caseId = z.string().regex(/^improvement-[a-z0-9-]{1,60}$/);
const quarter = z.string().regex(/^20[0-9]{2}-Q[1-4]$/);
const month = z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/);
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.:_-]{0,59}$/);
const note = { note: freeText.optional() };

/** An improvement that the programme opens: its content, in codes and numbers. */
const matter = {
  item: itemId,
  line: keysOf(areas),
  topic: keysOf(rootCauses),
  severity: keysOf(severities),
  baseline: z.strictObject({ indicator: code, value: z.number() }).optional(),
};

/** An order of the regulator is no matter of priorities: it opens its own improvement, which may be included. */
const { order: _order, ...ownOrigins } = origins;

/** Payloads of the programme, by act; `open` is the content of the opening request. Read at the edges only. */
export const programmePayloads = {
  open: z.strictObject({
    quarter,
    themes: z.array(keysOf(rootCauses)).max(16).optional(),
    description: freeText.optional(),
  }),
  addItem: z.strictObject({ ...matter, from: keysOf(ownOrigins), ...note }),
  includeItem: z.strictObject({ item: itemId, case: caseId, ...note }),
  dropItem: z.strictObject({ item: itemId, ...note }),
  analyseComplaints: z.strictObject({
    /** The month that was looked at. */
    period: month,
    complaints: z.int().min(0),
    causes: z.array(z.strictObject({ cause: keysOf(rootCauses), count: z.int().min(1) })).max(16),
    /** Improvements that it opens at once. */
    items: z.array(z.strictObject(matter)).max(10),
    ...note,
  }),
  /** Items of the quarter, the most important first. */
  setOrder: z.strictObject({ items: z.array(itemId).max(50), ...note }),
  approveOrder: z.strictObject({ decision: z.enum(['approved', 'returned']), ...note }),
  holdReview: z.strictObject({ summary: freeText.optional() }),
  decideQuarter: z.strictObject({ decision: z.enum(['continue', 'close']), ...note }),
  withdraw: z.strictObject({ reason: freeText.optional() }),
} satisfies Record<ProgrammeAct | 'open', z.ZodType>;

/** Payload types by act. */
export type ProgrammePayloads = { [A in ProgrammeAct]: z.infer<(typeof programmePayloads)[A]> };
/** Public part of the opening request as the case holds it. */
export type ProgrammeOpening = z.infer<(typeof programmePayloads)['open']>;

import { z } from 'zod';
import { documentRef, freeText, instant, keysOf, shortText } from '../../case/payload';
import { severities } from '../areas';
import { rootCauses } from '../root-causes';
import type { ImprovementAct } from './acts';
import { methods, origins, standards } from './vocabulary';

const caseId = z.string().regex(/^[a-z]+-[a-z0-9-]{1,60}$/);
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.:_-]{0,59}$/);
const measureId = z.string().regex(/^[a-z][a-z0-9-]{0,19}$/);
const staffId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const reason = z.strictObject({ reason: freeText.optional() });
const evidence = z.array(documentRef).min(1).max(20);
const indicator = z.strictObject({ indicator: code, value: z.number() });

/** A measure that is a case of its own: its content in codes and numbers, without persons. */
const ownCase = z.strictObject({
  process: z.string().regex(/^[a-z]{1,30}$/),
  line: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  content: z.record(z.string().regex(/^[A-Za-z]{1,40}$/), z.union([code, z.number(), z.boolean()])),
});

const measure = z.strictObject({
  id: measureId,
  owner: staffId,
  /** The day by whose end it has to be done. */
  dueAt: instant,
  what: freeText.optional(),
  case: ownCase.optional(),
});

const open = z
  .strictObject({
    from: keysOf(origins),
    topic: keysOf(rootCauses),
    severity: keysOf(severities),
    /** The day by whose end the regulator's order has to be complied with. */
    orderedDate: instant.optional(),
    orderNumber: shortText.optional(),
    /** What the effect is measured against. */
    baseline: indicator.optional(),
    description: freeText.optional(),
  })
  .refine(
    ({ from, orderedDate }) => (from === 'order') === (orderedDate !== undefined),
    'orderedDate stands with from "order", only and always',
  );

/** Payloads of the improvement, by act; `open` is the content of the opening request. Read at the edges only. */
export const improvementPayloads = {
  open,
  findCause: z.strictObject({
    cause: keysOf(rootCauses),
    method: keysOf(methods),
    /** It has happened before. */
    recurring: z.boolean(),
    explanation: freeText.optional(),
  }),
  proposePlan: z.strictObject({
    measures: z.array(measure).min(1).max(20),
    /** The effect wanted: the indicator at most or at least at a value. */
    target: z.strictObject({ indicator: code, bound: z.enum(['at-most', 'at-least']), value: z.number() }),
    /** Where the opening names none. */
    baseline: indicator.optional(),
    /** The day by whose end the effect is measured. */
    effectAt: instant,
  }),
  approvePlan: z.strictObject({ decision: z.enum(['approved', 'returned']), note: freeText.optional() }),
  reportDone: z.strictObject({ measure: measureId, evidence, note: freeText.optional() }),
  askExtension: z.strictObject({ measure: measureId, dueAt: instant, reason: freeText.optional() }),
  decideExtension: z.strictObject({ measure: measureId, decision: z.enum(['approved', 'refused']), note: freeText.optional() }),
  verify: z.strictObject({
    decision: z.enum(['accepted', 'returned']),
    /** What is sent back; all of them where none is named. */
    measures: z.array(measureId).max(20).optional(),
    note: freeText.optional(),
  }),
  measureEffect: z.strictObject({ indicator: code, value: z.number(), evidence: evidence.optional(), note: freeText.optional() }),
  standardise: z.strictObject({ into: keysOf(standards), document: documentRef.optional(), note: freeText.optional() }),
  planAgain: reason,
  withdraw: reason,
  supersede: z.strictObject({ by: caseId, reason: freeText.optional() }),
  merge: z.strictObject({ into: caseId, reason: freeText.optional() }),
  giveUp: reason,
  decideEnd: z.strictObject({ decision: z.enum(['approved', 'refused']), note: freeText.optional() }),
  newOrder: z.strictObject({ number: shortText, orderedDate: instant, note: freeText.optional() }),
} satisfies Record<ImprovementAct | 'open', z.ZodType>;

/** Payload types by act. */
export type ImprovementPayloads = { [A in ImprovementAct]: z.infer<(typeof improvementPayloads)[A]> };
/** Public part of the opening request as the case holds it. */
export type ImprovementOpening = z.infer<typeof open>;
export type Measure = ImprovementPayloads['proposePlan']['measures'][number];

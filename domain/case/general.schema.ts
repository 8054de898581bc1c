import { z } from 'zod';
import type { GeneralAct } from './general';
import { documentRef, eventCode, freeText, instant, lineText, party, partyId, shortText, staffId } from './payload';

const word = z.string().regex(/^[A-Za-z][A-Za-z0-9@:#.-]{0,99}$/);
const caseId = z.string().regex(/^[a-z]+-[a-z0-9-]{1,60}$/);

/** Payloads of the acts that every process has. */
export const generalPayloads = {
  comment: z.strictObject({ text: freeText }),
  attach: documentRef,
  addParty: z.strictObject({ party }),
  assign: z.strictObject({ to: staffId, task: word.optional() }),
  delegate: z.strictObject({ task: word, to: staffId }),
  /** The open task by name. */
  claimTask: z.strictObject({ task: word }),
  releaseTask: z.strictObject({ task: word }),
  addTask: z.strictObject({ title: shortText, role: word.optional(), staff: staffId.optional() }),
  completeTask: z.strictObject({ note: freeText.optional() }),
  escalate: z.strictObject({ reason: freeText }),
  acknowledge: z.strictObject({ clock: word }),
  /** Version of the calendar that has come. */
  vouch: z.strictObject({ act: word, request: lineText(100), occurredAt: instant }),
  /** `clocks`: those that a changed calendar moves, as they were previewed; without them, those that wait for a year. */
  recount: z.strictObject({ calendar: shortText, clocks: z.array(lineText(120)).min(1).max(500).optional() }),
  promise: z.strictObject({
    topic: z.enum(['call-back', 'visit', 'written-answer', 'payment-date', 'document-return']),
    to: partyId,
    dueAt: instant,
    owner: staffId.optional(),
  }),
  keepPromise: z.strictObject({ promise: word }),
  hold: z.strictObject({ until: instant, owner: staffId.optional() }),
  resume: z.strictObject({}),
  withdraw: z.strictObject({ reason: freeText.optional() }),
  recuse: z.strictObject({ staff: staffId }),
  childReported: z.strictObject({
    name: lineText(100),
    status: z.enum(['opened', 'closed', 'refused']),
    outcome: word.optional(),
  }),
  follow: z.strictObject({ by: caseId, name: lineText(100) }),
  joinEvent: z.strictObject({ event: eventCode }),
  leaveEvent: z.strictObject({ event: eventCode }),
  bulkReported: z.strictObject({ bulk: word, done: z.int().min(0), refused: z.int().min(0) }),
  link: z.strictObject({ to: caseId, as: z.enum(['related', 'parent', 'child', 'same-loss', 'same-event']) }),
  merge: z.strictObject({ into: caseId }),
  absorb: z.strictObject({ from: caseId, starts: z.record(word, instant) }),
  noticeReported: z.strictObject({
    notice: z.int().min(1),
    status: z.enum(['handed', 'arrived', 'undeliverable']),
    at: instant,
    evidence: shortText.optional(),
  }),
  paymentReported: z.strictObject({
    key: lineText(100),
    status: z.enum(['sent', 'confirmed', 'returned', 'unknown', 'rejected']),
    at: instant,
    why: shortText.optional(),
  }),
} satisfies Record<GeneralAct, z.ZodType>;

export type GeneralPayloads = { [A in GeneralAct]: z.infer<(typeof generalPayloads)[A]> };

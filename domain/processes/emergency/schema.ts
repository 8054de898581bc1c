import { z } from 'zod';
import { generalPayloads } from '../../case/general.schema';
import { documentRef, eventCode, freeText, instant, keysOf, party, placeCode, shortText } from '../../case/payload';
import { roles } from '../../org/roles';
import { areas, severities } from '../areas';
import { rootCauses } from '../root-causes';
import type { EmergencyAct } from './acts';
import { actionKinds, dataClasses, kinds, levels, mediaWords, obligationWords, reportMeans, resourceKinds } from './vocabulary';

const partId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const staffId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const processName = z.string().regex(/^[a-z]{1,30}$/);
const level = keysOf(levels);
const none = z.strictObject({});
const note = freeText.optional();

/** What the level depends on. */
const facts = {
  dataClass: keysOf(dataClasses).optional(),
  provinces: z.int().min(1).max(34).optional(),
  /** Persons affected. */
  persons: z.int().min(0).max(2_000_000_000).optional(),
  /** Personal data is, or may be, touched. */
  personalData: z.boolean().optional(),
  criticalInfrastructure: z.boolean().optional(),
};

const open = z
  .strictObject({
    kind: keysOf(kinds),
    /** As whoever reported it thinks; the criteria may give a graver one. */
    level: level.optional(),
    /** When it was detected or learned of. */
    detectedAt: instant,
    occurredAt: instant.optional(),
    place: placeCode.optional(),
    ...facts,
    description: freeText.optional(),
    parties: z.array(party).max(100).optional(),
  })
  .refine(({ occurredAt, detectedAt }) => occurredAt === undefined || occurredAt <= detectedAt, 'it was detected before it occurred');

const lesson = z.strictObject({
  cause: keysOf(rootCauses),
  area: keysOf(areas),
  severity: keysOf(severities),
  /** Whether it opens an improvement. */
  improve: z.boolean(),
  text: freeText.optional(),
});

const owner = { staff: staffId.optional(), role: keysOf(roles).optional() };

/** Payloads of the emergency, by act; `open` is the content of the opening request. Read at the edges only. */
export const emergencyPayloads = {
  open,
  confirmLevel: z.strictObject({ level, note }),
  falseAlarm: z.strictObject({ note }),
  establish: z.strictObject({ occurredAt: instant.optional(), ...facts, note }),
  raiseLevel: z.strictObject({ level, note }),
  lowerLevel: z.strictObject({ level, note }),
  takeCommand: none,
  callOut: none,
  answerCall: z.strictObject({ note }),
  report: z.strictObject({
    obligation: keysOf(obligationWords),
    means: keysOf(reportMeans),
    /** Number that the body gave, or of the letter. */
    reference: shortText.optional(),
    /** The report itself, by its hash; due where the obligation is in writing. */
    document: documentRef.optional(),
    note,
  }),
  waiveNotice: z.strictObject({ document: documentRef, note }),
  orderNotice: z.strictObject({ reference: shortText.optional(), document: documentRef.optional() }),
  tellUsers: z.strictObject({
    media: z.array(keysOf(mediaWords)).min(1).max(6),
    document: documentRef.optional(),
    text: freeText.optional(),
  }),
  reportStatus: z.strictObject({ situation: freeText.optional() }),
  withdraw: generalPayloads.withdraw,
  addAction: z.strictObject({ action: partId, kind: keysOf(actionKinds), ...owner, dueAt: instant.optional(), task: freeText.optional() }),
  doAction: z.strictObject({ action: partId, note }),
  changeAction: z.strictObject({ action: partId, ...owner, dueAt: instant.optional(), note }),
  dropAction: z.strictObject({ action: partId, note }),
  requestResource: z.strictObject({ resource: partId, kind: keysOf(resourceKinds), count: z.int().min(1).max(1_000_000), note }),
  grantResource: z.strictObject({ resource: partId, granted: z.boolean(), note }),
  releaseResource: z.strictObject({ resource: partId, note }),
  declareEvent: z.strictObject({
    event: eventCode,
    /** Beginnings of codes of places. */
    places: z.array(placeCode).min(1).max(100),
    from: instant,
    /** First instant after it; absent while it lasts. */
    to: instant.optional(),
    processes: z.array(processName).min(1).max(20),
  }),
  endEvent: z.strictObject({ event: eventCode }),
  tagCases: z.strictObject({ event: eventCode, bulk: partId }),
  untagCases: z.strictObject({ bulk: partId }),
  proposeStandDown: z.strictObject({ note }),
  standDown: z.strictObject({ decision: z.enum(['approved', 'refused']), note }),
  review: z.strictObject({
    lessons: z.array(lesson).max(20),
    /** The plan has to be revised (Emergency Response Law art. 28). */
    planChange: z.boolean(),
    document: documentRef.optional(),
    note,
  }),
  approveReview: z.strictObject({ decision: z.enum(['approved', 'returned']), note }),
  revisePlan: z.strictObject({ plan: shortText, version: shortText, document: documentRef.optional() }),
} satisfies Record<EmergencyAct | 'open', z.ZodType>;

/** Payload types by act. */
export type EmergencyPayloads = { [A in EmergencyAct]: z.infer<(typeof emergencyPayloads)[A]> };
/** Public part of the opening request as the case holds it. */
export type EmergencyOpening = Omit<z.infer<typeof open>, 'parties' | 'description'>;

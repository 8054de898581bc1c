import { z } from 'zod';
import { generalPayloads } from '../../case/general.schema';
import { documentRef, freeText, instant, keysOf, lineText, narrative, party, partyId, personal, placeCode } from '../../case/payload';
import { severities } from '../areas';
import { rootCauses } from '../root-causes';
import type { ComplaintAct } from './acts';
import { mostRepresentatives } from './thresholds';
import {
  bases,
  channels,
  documentTypes,
  insurances,
  kinds,
  methods,
  reasons,
  receivers,
  remedies,
  repetitions,
  standings,
} from './vocabulary';

const caseId = z.string().regex(/^[a-z]+-[a-z0-9-]{1,60}$/);
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);
const none = z.strictObject({});
const documents = z.array(documentRef).min(1).max(50);

const joint = z.strictObject({
  complainants: z.int().min(2).max(100_000),
  /** Complained together in person (arts. 12, 29). */
  faceToFace: z.boolean(),
  representatives: z.array(partyId).max(50),
});

const transfer = z.strictObject({
  /** Number under which the body knows it. */
  number: code,
  body: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  /** First instant after the time that the body has set. */
  orderedDate: instant.optional(),
});

const content = z.strictObject({
  parties: z
    .array(party)
    .min(1)
    .max(200)
    .refine((parties) => parties.some((p) => p.id === 'complainant'), 'one party has to have the id "complainant"'),
  /** What it is by the words of whoever received it; intake decides. */
  kind: keysOf(kinds),
  channel: keysOf(channels),
  /** The disputed matter: its number (of a policy, a claim), its line of business, what happened and what is demanded. */
  dispute: z.strictObject({
    number: personal(code).optional(),
    insurance: keysOf(insurances).optional(),
    group: z.boolean().optional(),
    /** As long as it was written. Absent where it came without, by fax or at a counter: it is asked for. */
    facts: narrative.optional(),
    demand: narrative.optional(),
  }),
  /** Who brought it, where that is not the complainant. */
  submitter: partyId.optional(),
  transfer: transfer.optional(),
  joint: joint.optional(),
  /** Cause in a disaster, a major accident or an event of public health (art. 29). */
  cause: z.enum(['disaster', 'accident', 'public-health']).optional(),
  /** Where and when it happened that is complained of. */
  place: placeCode.optional(),
  happenedAt: instant.optional(),
  documents: z.array(documentRef).max(50).optional(),
  /** The complaint that seems to be the same. */
  duplicateOf: caseId.optional(),
});

const isRepresentable = ({ faceToFace, representatives }: z.infer<typeof joint>): boolean =>
  !faceToFace || representatives.length <= mostRepresentatives;

const open = content
  .refine(({ parties, joint: together, submitter }) => {
    const known = new Set(parties.map((p) => p.id));
    return [...(together?.representatives ?? []), ...(submitter === undefined ? [] : [submitter])].every((id) => known.has(id));
  }, 'submitter and representatives are among the parties')
  .refine(
    ({ joint: together }) => together === undefined || isRepresentable(together),
    `/joint/representatives: at most ${mostRepresentatives} for a joint complaint face to face (order 2020 no. 3 art. 12)`,
  )
  .refine(({ channel, transfer: from }) => (channel === 'transfer') === (from !== undefined), 'a transfer names its body and number');

/** Payloads of the complaint, by act; `open` is the content of the opening request. Read at the edges only. */
export const complaintPayloads = {
  open,
  submitDocuments: z.strictObject({ documents }),
  addFacts: z.strictObject({ facts: narrative, documents: z.array(documentRef).max(50).optional() }),
  applyRecheck: z.strictObject({ reason: narrative, application: documentRef }),
  confirmReceipt: z.strictObject({ proof: documentRef }),
  appraisalReturned: z.strictObject({ report: documentRef.optional() }),
  mediationEnded: z.strictObject({
    result: z.enum(['agreed', 'failed']),
    agreement: documentRef.optional(),
    /** First instant after the time for performance that the agreement sets. */
    performBy: instant.optional(),
  }),
  withdraw: generalPayloads.withdraw,
  classify: z.strictObject({
    kind: keysOf(kinds),
    standing: keysOf(standings),
    repetition: keysOf(repetitions),
    /** The complaint that it repeats. */
    of: caseId.optional(),
  }),
  handOver: z.strictObject({ receiver: keysOf(receivers), link: caseId.optional() }),
  recordJoint: joint,
  designateMajor: none,
  requestDocuments: z.strictObject({ documents: z.array(keysOf(documentTypes)).min(1).max(50), why: freeText.optional() }),
  investigate: z.strictObject({ facts: freeText, documents: z.array(documentRef).max(50).optional() }),
  startAppraisal: z.strictObject({ appraisal: z.enum(['expert', 'test', 'assessment']) }),
  startMediation: z.strictObject({
    body: z.enum(['industry', 'court', 'administrative', 'people']),
    /** The complainant's consent, and the application that both sides signed (art. 23). */
    consent: documentRef.optional(),
    application: documentRef.optional(),
  }),
  agreeTerms: z.strictObject({
    limit: z.strictObject({ unit: z.enum(['calendarDays', 'businessDays']), count: z.int().min(1).max(365) }).optional(),
    method: keysOf(methods).optional(),
    agreement: documentRef,
  }),
  extendComplex: none,
  askExceptional: none,
  approveExceptional: z.strictObject({ granted: z.boolean() }),
  tellProgress: none,
  propose: z.strictObject({
    result: z.enum(['justified', 'partly-justified', 'unjustified', 'settled']),
    /** What was verified. */
    facts: z.array(z.strictObject({ text: freeText, document: lineText(300).optional() })).max(20),
    basis: z.array(keysOf(bases)).max(10),
    reasons: z.array(z.strictObject({ code: keysOf(reasons), text: freeText.optional() })).max(20),
    remedies: z.array(keysOf(remedies)).max(10),
  }),
  decide: z.strictObject({ result: z.enum(['approved', 'returned']), note: freeText.optional() }),
  recordDelivery: z.strictObject({ method: z.enum(['counter', 'post', 'phone']), proof: documentRef }),
  recordAttempt: z.strictObject({ method: keysOf(methods), proof: documentRef.optional() }),
  recheck: z.strictObject({
    result: z.enum(['upheld', 'changed', 'sent-back']),
    /** The three that are rechecked (art. 20). */
    findings: z.strictObject({
      process: z.enum(['proper', 'improper']),
      time: z.enum(['in-time', 'late']),
      result: z.enum(['right', 'wrong']),
    }),
    /** The result that stands where it is changed. */
    changedTo: z.enum(['justified', 'partly-justified', 'unjustified']).optional(),
    text: freeText,
  }),
  recordPerformance: z.strictObject({ proof: documentRef }),
  codeCause: z.strictObject({
    causes: z.array(keysOf(rootCauses)).min(1).max(5),
    /** An improvement is asked for, of this severity. */
    improvement: keysOf(severities).optional(),
    note: freeText.optional(),
  }),
} satisfies Record<ComplaintAct | 'open', z.ZodType>;

/** Payload types by act. */
export type ComplaintPayloads = { [A in ComplaintAct]: z.infer<(typeof complaintPayloads)[A]> };
/** Public part of the opening request as the case holds it. */
export type ComplaintOpening = Omit<z.infer<typeof open>, 'parties'>;

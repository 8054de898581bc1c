import { z } from 'zod';
import { generalPayloads } from '../../case/general.schema';
import { documentRef, fen, freeText, instant, keysOf, lineText, party, partyId, personal, placeCode, shortText } from '../../case/payload';
import type { ClaimAct } from './acts';
import { covers, denialReasons, documentTypes, injuryCovers, mostExposures, routes } from './vocabulary';

const exposureId = z.string().regex(/^[a-z][a-z0-9-]{0,19}$/);
const caseId = z.string().regex(/^[a-z]+-[a-z0-9-]{1,60}$/);
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);
const term = z.strictObject({ unit: z.enum(['calendarDays', 'businessDays']), count: z.int().min(1).max(365) });
const amount = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const basisPoints = z.int().min(1).max(10_000);

const exposure = z.strictObject({
  id: exposureId,
  cover: keysOf(covers),
  claimant: partyId,
  /** Most that the cover pays for this exposure; absent: no limit known. */
  limitFen: fen.optional(),
  reserveFen: fen.optional(),
});

const policy = z.strictObject({
  number: personal(code),
  from: instant,
  /** First instant after the cover. */
  to: instant,
  group: z.boolean().optional(),
  deductibleFen: fen.optional(),
  /** Terms of the contract where the law yields to it (Insurance Law art. 23). */
  terms: z.strictObject({ determine: term.optional(), pay: term.optional() }).optional(),
});

/** Insurance Law art. 16: what makes a denial for non-disclosure possible. */
const disclosure = z.strictObject({
  /** When the contract was formed, the insurer knew of the ground, and the rescission was declared. */
  formedAt: instant,
  knownAt: instant,
  rescindedAt: instant,
  fault: z.enum(['intent', 'gross-negligence']),
  /** Premium taken after the ground was known. */
  premiumAfter: z.boolean(),
  /** Id or reference of the notice of rescission, a document of the claim. */
  document: lineText(300),
});

/** `disclosure` with `not-disclosed` only, and always with it. */
const reason = z.strictObject({
  code: keysOf(denialReasons),
  amountFen: fen,
  text: freeText.optional(),
  disclosure: disclosure.optional(),
});
const none = z.strictObject({});
const onExposure = z.strictObject({ exposure: exposureId });

/** Of a type that the lists know: one that they do not would count for nothing. */
const claimDocument = documentRef.extend({ type: keysOf(documentTypes) });

const notice = z.strictObject({
  parties: z
    .array(party)
    .min(1)
    .max(200)
    .refine((parties) => parties.some((p) => p.id === 'claimant'), 'one party has to have the id "claimant"'),
  /** The insured event. */
  lossAt: instant,
  /** Where it happened: code of the administrative division (GB/T 2260). */
  place: placeCode.optional(),
  /** When the claimant knew of it; the limitation starts here. The event itself where it is absent. */
  knownAt: instant.optional(),
  /** Whether payment was requested with the notice (Insurance Law art. 23). */
  request: z.boolean(),
  policy,
  exposures: z.array(exposure).min(1).max(mostExposures),
  documents: z.array(claimDocument).max(100).optional(),
  /** May be a diagnosis. */
  cause: personal(shortText).optional(),
  description: freeText.optional(),
  /** Code of the disaster whose fast lane the claim takes. */
  catastrophe: code.optional(),
  route: keysOf(routes).optional(),
  /** Motor: somebody was hurt. */
  injured: z.boolean().optional(),
  /** Within the company's ceiling for small claims. */
  small: z.boolean().optional(),
  /** Notice was not given promptly (Insurance Law art. 21); `insurerKnew`: the insurer had learned of the event otherwise. */
  lateNotice: z.boolean().optional(),
  insurerKnew: z.boolean().optional(),
  /** The case that seems to be the same loss. */
  duplicateOf: caseId.optional(),
  /** Agricultural: insured through a village, so survey results are published there. */
  village: z.boolean().optional(),
});

const open = notice
  .refine(
    ({ route, injured, exposures }) => route !== 'mutual-collision' || !(injured || exposures.some((e) => injuryCovers.has(e.cover))),
    {
      path: ['route'],
      message: 'a mutual collision hurts nobody: take the standard route',
    },
  )
  .refine(({ parties, exposures }) => {
    const known = new Set(parties.map((p) => p.id));
    return new Set(exposures.map((e) => e.id)).size === exposures.length && exposures.every((e) => known.has(e.claimant));
  }, 'exposures have ids of their own, and claimants among the parties');

/** Payloads of the claim, by act; `open` is the content of the opening request. Read at the edges only. */
export const claimPayloads = {
  open,
  requestPayment: none,
  submitDocuments: z.strictObject({ documents: z.array(claimDocument).min(1).max(100) }),
  agree: onExposure,
  object: z.strictObject({ exposure: exposureId, reason: freeText }),
  authorisePayee: z.strictObject({
    exposure: exposureId,
    payee: partyId,
    /** Id or reference of the authorisation, a document that the claim has received. */
    document: lineText(300),
  }),
  /** Another account of a party. It is a payee of its own, so that a change of account is a change of payee. */
  addAccount: z.strictObject({
    of: partyId,
    party: z.strictObject({ id: partyId, role: z.literal('payee'), account: personal(lineText(60).min(4)) }),
  }),
  askRescue: z.strictObject({ exposure: exposureId, payee: partyId, amountFen: amount }),
  withdraw: generalPayloads.withdraw,
  contact: z.strictObject({ by: z.enum(['phone', 'visit', 'sms', 'email', 'counter']), note: freeText.optional() }),
  tellProgress: none,
  survey: z.strictObject({
    finding: z.enum(['confirmed', 'doubtful', 'not-insured-event']),
    lossFen: fen.optional(),
    onSite: z.boolean(),
    note: freeText.optional(),
  }),
  requestDocuments: z.strictObject({ documents: z.array(keysOf(documentTypes)).min(1).max(50), facts: freeText.optional() }),
  needAppraisal: z.strictObject({ exposure: exposureId, appraisal: z.enum(['disability', 'cause', 'loss']) }),
  markComplex: onExposure,
  openExposure: exposure,
  setReserve: z.strictObject({ exposure: exposureId, amountFen: fen, why: z.enum(['estimate', 'survey', 'documents', 'correction']) }),
  chooseRoute: z.strictObject({ route: keysOf(routes) }),
  referFraud: z.strictObject({ score: z.int().min(0).max(100).optional(), note: freeText.optional() }),
  clearFraud: z.strictObject({
    /** `exaggerated`: the event is real, a part of the loss was made up; then the exposure and the part. */
    finding: z.enum(['cleared', 'confirmed', 'exaggerated']),
    exposure: exposureId.optional(),
    falseFen: amount.optional(),
    note: freeText.optional(),
  }),
  /** A fact that moves the limitation: liability fixed at `from`, or an obstacle from then; without `to` it lasts. */
  noteLimitation: z.strictObject({
    fact: z.enum(['liability-fixed', 'force-majeure', 'no-representative', 'no-heir', 'controlled', 'other-obstacle']),
    from: instant,
    to: instant.optional(),
    /** Id or reference of its proof, a document of the claim. */
    document: lineText(300),
  }),
  recommend: z.strictObject({
    exposure: exposureId,
    kind: z.enum(['granted', 'partial', 'denied']),
    /** Loss claimed before deductions. */
    claimedFen: fen,
    /** Borne by the insured by contract. */
    deductibleFen: fen.optional(),
    amountFen: fen,
    reasons: z.array(reason).max(10).optional(),
    note: freeText.optional(),
  }),
  determine: z.strictObject({
    exposure: exposureId,
    /** `returned`: back to the handler for another recommendation. */
    kind: z.enum(['granted', 'partial', 'denied', 'returned']),
    amountFen: fen,
    note: freeText.optional(),
  }),
  reassess: onExposure,
  setPayees: z.strictObject({
    exposure: exposureId,
    /** Shares in hundredths of a percent; together 10,000. */
    payees: z
      .array(z.strictObject({ payee: partyId, shareBp: basisPoints }))
      .min(1)
      .max(20),
  }),
  approvePayees: z.strictObject({ exposure: exposureId, kind: z.enum(['approved', 'refused']), note: freeText.optional() }),
  correctPayee: z.strictObject({ exposure: exposureId, payment: lineText(100), payee: partyId }),
  askAdvance: z.strictObject({ exposure: exposureId, payee: partyId, amountFen: amount }),
  payAdvance: z.strictObject({ exposure: exposureId, amountFen: amount }),
  payRescue: z.strictObject({ exposure: exposureId, amountFen: amount }),
  recordRecovery: z.strictObject({
    exposure: exposureId,
    from: z.enum(['third-party', 'salvage', 'payee', 'reinsurer']),
    amountFen: amount,
  }),
  followUp: z.strictObject({ exposure: exposureId, topic: z.enum(['subrogation', 'salvage', 'overpayment']), watchAt: instant }),
  cancelBelowDeductible: z.strictObject({ claimedFen: fen }),
  notPursued: none,
} satisfies Record<ClaimAct | 'open', z.ZodType>;

/** Payload types by act. */
export type ClaimPayloads = { [A in ClaimAct]: z.infer<(typeof claimPayloads)[A]> };
/** Public part of the opening request as the case holds it. */
export type ClaimOpening = Omit<z.infer<typeof open>, 'parties'>;

/**
 * Templates of the claim. Each gets public data only: amounts in fen (`...Fen`), instants in ms (`...At`), codes of
 * vocabulary.ts, document types. `exposure` is in the data wherever the notice is about one.
 */
export const claimNotices = [
  /** {line, documents} */
  'claim-registered',
  /** {documents} */
  'claim-guidance',
  /** {documents} */
  'document-list',
  /** {documents, round} */
  'documents-missing',
  /** {documents} */
  'documents-reminder',
  /** {documents}: decided on the file as it is */
  'documents-closed',
  /** {exposure, appraisal} */
  'appraisal-reminder',
  /** {finding}: where a survey is organised through a village */
  'survey-published',
  /** {stage} */
  'claim-progress',
  /** {exposure, ground} */
  'claim-complex',
  /** {exposure, cover, claimedFen, amountFen} */
  'result-granted',
  /** {exposure, cover, claimedFen, amountFen, refusedFen, reasons, remedies} */
  'result-partial',
  /** {exposure, cover, claimedFen, reasons, remedies} */
  'result-denied',
  /** {exposure, remedies} */
  'dispute-offered',
  /** {exposure, amountFen, limitationAt?} */
  'agreement-lapsed',
  /** {exposure, amountFen, payee, purpose} */
  'payment-advice',
  /** {exposure, amountFen, payee}: to the principal */
  'payout-to-agent',
  /** {exposure}: to whom the money would have gone, and to whose it is */
  'payees-changed',
  /** {deductibleFen, claimedFen, limitationAt?} */
  'closed-below-deductible',
  /** {limitationAt?}: the right goes on until then */
  'closed-not-pursued',
  /** {outcome, paidFen, kept, broken, limitationAt?} */
  'closing-letter',
  /** {milestone, dueAt} */
  'promise-kept',
  /** {milestone, dueAt} */
  'promise-broken',
] as const;

/**
 * Templates of the complaint. Each gets public data only: instants in ms (`...At`), codes of vocabulary.ts, numbers of cases
 * and transfers.
 */
export const complaintNotices = [
  /** {category} */
  'complaint-received',
  /** {category}: it came without saying what is complained of */
  'complaint-narrative',
  /** {kind, receiver, link?} */
  'complaint-handed-over',
  /** {} */
  'complaint-declined',
  /** {earlier} */
  'complaint-merged',
  /** {earlier, remedies} */
  'complaint-answered',
  /** {documents} */
  'complaint-documents',
  /** {ground} */
  'complaint-extended',
  /** {ground} */
  'complaint-extended-exceptionally',
  /** {appraisal} */
  'complaint-appraisal',
  /** {} */
  'complaint-restarted',
  /** {stage} */
  'complaint-progress',
  /** {result, basis, reasons, remedies} */
  'complaint-decision',
  /** {result, findings} */
  'complaint-recheck-result',
  /** {} */
  'complaint-withdrawal',
  /** {number, outcome}: to the body that transferred the complaint */
  'complaint-transfer-result',
] as const;

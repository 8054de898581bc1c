/** Templates of the improvement. Data is public: codes, instants in ms (`...At`), counts, indicators. */
export const improvementNotices = [
  /** {from, topic, severity} */
  'improvement-opened',
  /** {dueAt}: an order of the regulator sets or moves the date */
  'improvement-order',
  /** {measure, dueAt} to its owner */
  'improvement-measure',
  /** {measure, asked, dueAt}: to whoever decides */
  'improvement-extension-asked',
  /** {measure, decision, dueAt} */
  'improvement-extension-decided',
  /** {measures, returned}: what the verifier sends back */
  'improvement-returned',
  /** {measures, verifiedAt} to the regulator */
  'improvement-rectified',
  /** {indicator, baseline, target, value, result} */
  'improvement-effect',
  /** {round, ground}: begun again */
  'improvement-again',
  /** {outcome, rounds, extensions} */
  'improvement-closed',
] as const;

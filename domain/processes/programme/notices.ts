/** Templates of the programme. Data is public: codes, instants in ms (`...At`), counts. */
export const programmeNotices = [
  /** {quarter, endsAt} */
  'programme-opened',
  /** {quarter, items}: how many are in the plan that was approved */
  'programme-planned',
  /** {period, complaints, opened}: result of a monthly analysis */
  'programme-analysis',
  /** {item, outcome} */
  'programme-item-ended',
  /** {quarter, open, ended, effective} to whoever decides */
  'programme-reviewed',
  /** {quarter, carried}: goes on with the items that are open */
  'programme-continued',
  /** {outcome, open} */
  'programme-closed',
] as const;

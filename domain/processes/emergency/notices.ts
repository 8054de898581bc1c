/**
 * Templates of the emergency. Each gets public data only: codes of vocabulary.ts and levels.json, counts, instants in ms
 * (`...At`), staff ids.
 */
export const emergencyNotices = [
  /** {kind, level, rank, round} */
  'call-out',
  /** {kind, level, round}: the roster has ended */
  'call-unanswered',
  /** {kind, level, warning} */
  'level-set',
  /** {kind, level, no, openActions, doneActions} */
  'status-report',
  /** {kind, level, obligation, detectedAt, reportedAt} */
  'incident-report',
  /** {kind, ground}: what was reported did not happen */
  'incident-cleared',
  /** {kind, media} */
  'users-notice',
  /** {action, kind, dueAt?} */
  'action-assigned',
  /** {resource, kind, count} */
  'resource-requested',
  /** {kind, level, handledAt} */
  'stood-down',
  /** {kind, lessons, improvements, causes?} */
  'review-lessons',
  /** {kind, calls, kept, missed, called?, answeredBy?, answeredAt?, minutes?, keptCodes?, missedCodes?}: at the end of an exercise */
  'drill-report',
] as const;

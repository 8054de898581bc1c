import { businessDays, years } from '../clock/term';
import { atLeast, atMost, cite, exactly, law, quantity } from './entry';
import type { RuleEntry } from './types';

/** Chapter 2: audio and video records of sales (双录). */
export const recording = {
  'recording-required': law({
    name: { zh: '双录触发', en: 'Sales that are recorded' },
    kind: 'threshold',
    values: { age: atLeast(quantity('yearsOfAge', 60)) },
    scope: { zh: '自然人投保人,团体除外', en: 'natural persons, not group' },
    consequence: { zh: '停止相关业务', en: 'that business is stopped' },
    citations: [cite('traceability', '4-6')],
  }),
  'recording-qc-sample': law({
    name: { zh: '双录质检', en: 'Sample of recordings checked inside the cooling-off period' },
    kind: 'threshold',
    values: { share: atLeast(quantity('share', 0.3)), shareOfPersonalChannels: exactly(quantity('share', 1)) },
    citations: [cite('traceability', '10')],
  }),
  'recording-defect-fix': law({
    name: { zh: '质检整改', en: 'Correction of a defect of a recording' },
    kind: 'limit',
    values: { limit: atMost(businessDays(15)) },
    dayCount: 'day-unit-stated',
    starts: 'defectFoundAt',
    citations: [cite('traceability', '10')],
  }),
  'recording-retention': law({
    name: { zh: '视听资料保管', en: 'Retention of recordings' },
    kind: 'retention',
    values: {
      upToOneYear: atLeast(years(5)),
      overOneYear: atLeast(years(10)),
      afterDispute: atLeast(years(2), { starts: 'disputeEndedAt' }),
    },
    dayCount: 'day-count-civil-default',
    starts: 'contractEndedAt',
    citations: [cite('traceability', '12-13')],
  }),
} satisfies Record<string, RuleEntry>;

import type { Contract } from '../../../domain/case/contract';

/** A small process that uses every word of the kernel: two stages, a person each, a limit each. */
export const sampleContract = {
  name: 'sample',
  title: { zh: '样例', en: 'Sample' },
  section: '0.0',
  version: 1,
  stages: { gather: { zh: '收集', en: 'Gather' }, decide: { zh: '决定', en: 'Decide' } },
  first: 'gather',
  outcomes: {
    done: { zh: '完成', en: 'Done' },
    lapsed: { zh: '逾期了结', en: 'Lapsed' },
    withdrawn: { zh: '撤回', en: 'Withdrawn' },
    merged: { zh: '并案', en: 'Merged' },
  },
  acts: {
    submit: {
      kind: 'arrival',
      title: { zh: '提交', en: 'Submit' },
      by: ['party', 'intake', 'handler'],
      when: 'expected',
      reopens: 'decide',
    },
    recommend: { kind: 'decision', title: { zh: '建议', en: 'Recommend' }, by: ['handler'], when: 'expected' },
    determine: {
      kind: 'decision',
      title: { zh: '决定', en: 'Determine' },
      by: ['approver'],
      when: 'expected',
      grounds: ['clear', 'doubtful'],
    },
    agree: { kind: 'arrival', title: { zh: '同意', en: 'Agree' }, by: ['party', 'handler'], when: 'expected' },
    setReserve: { kind: 'decision', title: { zh: '准备金', en: 'Set the reserve' }, by: ['handler'], when: 'open' },
  },
  clocks: ['claim-determine-complex', 'claim-survey', 'claim-agree-wait', 'promise-to-customer', 'case-hold'],
  notices: ['documents-missing', 'result'],
  customer: 'claimant',
  reopenAt: ['decide'],
} as const satisfies Contract;

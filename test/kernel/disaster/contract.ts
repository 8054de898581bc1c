import type { Contract } from '../../../domain/case/contract';

const head = ['team-lead', 'branch-manager'] as const;

/** A small process that declares events and does acts on many cases, and asks for one of its own. */
export const disasterContract = {
  name: 'disaster',
  title: { zh: '灾害', en: 'Disaster' },
  section: '0.0',
  version: 1,
  stages: { run: { zh: '应对', en: 'Run' } },
  first: 'run',
  outcomes: { over: { zh: '结束', en: 'Over' } },
  acts: {
    declare: { kind: 'decision', title: { zh: '宣布', en: 'Declare' }, by: head, when: 'open' },
    lift: { kind: 'decision', title: { zh: '解除', en: 'Lift' }, by: head, when: 'open' },
    tag: { kind: 'decision', title: { zh: '归入', en: 'Tag' }, by: head, when: 'open' },
    untag: { kind: 'decision', title: { zh: '撤销归入', en: 'Undo a tagging' }, by: head, when: 'open' },
    ask: { kind: 'decision', title: { zh: '立关联案件', en: 'Ask for a case' }, by: head, when: 'open' },
    warn: { kind: 'decision', title: { zh: '通知', en: 'Warn' }, by: head, when: 'open' },
    recall: { kind: 'decision', title: { zh: '撤回通知', en: 'Take a warning back' }, by: head, when: 'open' },
    end: { kind: 'decision', title: { zh: '结束', en: 'End' }, by: head, when: 'expected' },
  },
  clocks: ['claim-survey'],
  notices: ['warning'],
  customer: 'claimant',
  reopenAt: ['run'],
} as const satisfies Contract;

/** A small process of cases that happened somewhere, as claims do. */
export const lossContract = {
  name: 'loss',
  title: { zh: '损失', en: 'Loss' },
  section: '0.0',
  version: 1,
  stages: { wait: { zh: '等待', en: 'Wait' } },
  first: 'wait',
  outcomes: { done: { zh: '完成', en: 'Done' } },
  acts: { finish: { kind: 'decision', title: { zh: '办结', en: 'Finish' }, by: head, when: 'expected' } },
  clocks: ['claim-survey'],
  notices: ['documents-missing'],
  customer: 'claimant',
  happened: { place: 'place', at: 'happenedAt', event: 'event' },
  reopenAt: ['wait'],
} as const satisfies Contract;

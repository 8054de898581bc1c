import type { Missing } from '../../client/comparison';

/** What was done about a difference. */
export type Cure = 'caught-up' | 'resumed' | 'parked';

const span = ({ from, to }: Missing): string => (from === to ? String(from) : `${from}-${to}`);

export const reconcileWords = {
  zh: {
    begins: (all: number) => `共比对 ${all} 件……`,
    progress: (done: number, all: number) => `已比对 ${done} / ${all}`,
    head: ['号', '案件', '档案', '引擎', '情况', '处理'],
    standings: {
      agrees: '一致',
      'engine-behind': '引擎落后',
      'record-behind': '档案落后',
      contradicts: '互相矛盾',
      'only-in-engine': '仅在引擎',
      'only-in-record': '仅在档案',
      silent: '引擎无应答',
    },
    cures: { 'caught-up': '已对齐', resumed: '已从档案继续', parked: '已停驻' },
    missing: (id: string, missing: Missing) => `${id}：档案缺少事件 ${span(missing)}，引擎所知：`,
    total: '比对',
    decide: '档案缺少已确认的事件：须由人决定，见 docs/backup.md',
  },
  en: {
    begins: (all: number) => `comparing ${all} cases...`,
    progress: (done: number, all: number) => `compared ${done} of ${all}`,
    head: ['no.', 'case', 'record', 'engine', 'finding', 'done'],
    standings: {
      agrees: 'agrees',
      'engine-behind': 'engine behind',
      'record-behind': 'record behind',
      contradicts: 'contradicts',
      'only-in-engine': 'only in engine',
      'only-in-record': 'only in record',
      silent: 'engine does not answer',
    },
    cures: { 'caught-up': 'caught up', resumed: 'goes on from the record', parked: 'parked' },
    missing: (id: string, missing: Missing) => `${id}: the record lacks the events ${span(missing)}; the engine knows:`,
    total: 'compared',
    decide: 'The record lacks acknowledged events: a person has to decide, see docs/backup.md',
  },
} as const;

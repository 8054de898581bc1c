import {
  type BulkCase,
  type BulkItem,
  type BulkRow,
  bulksOf,
  getBulk,
  itemsOf,
  previewJoining,
  type Standing,
} from '../../db/queries/bulk';
import { LuyueError } from '../../domain/errors';
import type { Language } from '../../domain/words';
import { caseIdOf, type Record, withRecord } from '../doors';
import { countOption } from '../options';
import type { Report } from '../report';
import type { Session } from '../session';
import { type Cell, table } from '../table';

const words = {
  zh: {
    preview: ['编号', '案件', '环节', '已发通知', '已付预付款（元）'],
    items: ['编号', '案件', '环节', '结果', '其后已发通知', '其后已付预付款（元）', '原因'],
    runs: ['批量', '动作', '状态', '完成', '被拒', '进行中'],
    results: { delivered: '已完成', refused: '被拒', queued: '进行中' },
    states: { queued: '待处理', sending: '发送中', counted: '待回报', ended: '已结束' },
    total: (cases: number, notices: number, yuan: string) => `合计 ${cases} 件 · 已发通知 ${notices} 份 · 已付预付款 ${yuan} 元`,
    reach: '现在归入将涉及以上案件；此命令不作任何更改。',
    stands: '撤销不能收回：已发出的通知、已付的预付款、归入期间作出的决定。撤销只停止巨灾时限、取下标记。',
    none: '没有符合条件的案件。',
    noRuns: '该案件没有批量操作。',
    more: (left: number) => `另有 ${left} 件未列出（--limit）。`,
  },
  en: {
    preview: ['number', 'case', 'stage', 'notices sent', 'advances paid (CNY)'],
    items: ['number', 'case', 'stage', 'result', 'notices sent since', 'advances paid since (CNY)', 'reason'],
    runs: ['bulk', 'act', 'state', 'done', 'refused', 'under way'],
    results: { delivered: 'done', refused: 'refused', queued: 'under way' },
    states: { queued: 'queued', sending: 'sending', counted: 'to be reported', ended: 'ended' },
    total: (cases: number, notices: number, yuan: string) => `${cases} cases · ${notices} notices sent · ${yuan} CNY of advances paid`,
    reach: 'Joining now would reach these cases. This command changes nothing.',
    stands:
      'Undoing cannot take back: notices that were sent, advances that were paid, decisions made meanwhile. It stops the targets of the disaster and takes the flag away.',
    none: 'No case fits.',
    noRuns: 'The case has done no bulk act.',
    more: (left: number) => `${left} more are not listed (--limit).`,
  },
} as const;

const yuan = (fen: number): string => (fen / 100).toFixed(2);

const totalsOf = (items: readonly Standing[]): Standing & { readonly cases: number } => ({
  cases: items.length,
  noticesSent: items.reduce((sum, { noticesSent }) => sum + noticesSent, 0),
  advancedFen: items.reduce((sum, { advancedFen }) => sum + advancedFen, 0),
});

/** The stage in the words of the process; its code where the code here does not know it. */
const stageWords =
  ({ processes }: Session) =>
  ({ process, stage }: BulkCase, language: Language): string =>
    (Object.hasOwn(processes, process) ? processes[process]?.contract.stages[stage]?.[language] : undefined) ?? stage;

/** Table, what the limit left out, totals, and what undoing cannot take back. */
function listing<T extends Standing>(
  items: readonly T[],
  limit: number,
  language: Language,
  show: (shown: readonly T[]) => string,
): string[] {
  const t = words[language];
  if (items.length === 0) return [t.none];
  const shown = items.slice(0, limit);
  const { cases, noticesSent, advancedFen } = totalsOf(items);
  const left = items.length > shown.length ? [t.more(items.length - shown.length)] : [];
  return [show(shown), ...left, '', t.total(cases, noticesSent, yuan(advancedFen)), t.stands];
}

/** What joining to an event would reach now, case by case. Changes nothing. */
function previewBulk(session: Session, given: string, event: string, limit: number): Promise<Report> {
  const stageOf = stageWords(session);
  return withRecord(session, async (record) => {
    const caseId = await caseIdOf(given, record);
    const cases = await previewJoining(record.db, caseId, event);
    return {
      json: { case: caseId, event, totals: totalsOf(cases), cases },
      text: (language) => {
        const row = (c: BulkCase): Cell[] => [c.number, c.case, stageOf(c, language), c.noticesSent, yuan(c.advancedFen)];
        const lines = listing(cases, limit, language, (shown) => table(words[language].preview, shown.map(row)));
        return [...lines, ...(cases.length === 0 ? [] : [words[language].reach])].join('\n');
      },
    };
  });
}

const countsOf = (run: BulkRow, items: readonly BulkItem[]) => {
  const of = (result: BulkItem['result']): number => items.filter((item) => item.result === result).length;
  return { bulk: run.bulk, act: run.act, state: run.state, done: of('delivered'), refused: of('refused'), underWay: of('queued') };
};

async function allRuns(caseId: string, { db }: Record): Promise<Report> {
  const runs = await bulksOf(db, caseId);
  const counted = await Promise.all(runs.map(async (run) => countsOf(run, await itemsOf(db, run))));
  return {
    json: { case: caseId, bulks: counted },
    text: (language) => {
      const t = words[language];
      if (counted.length === 0) return t.noRuns;
      return table(
        t.runs,
        counted.map((run) => [run.bulk, run.act, t.states[run.state], run.done, run.refused, run.underWay]),
      );
    },
  };
}

/** The bulk acts of a case, or what became of each case of one. */
function showBulk(session: Session, given: string, bulk: string | undefined, limit: number): Promise<Report> {
  const stageOf = stageWords(session);
  return withRecord(session, async (record) => {
    const caseId = await caseIdOf(given, record);
    if (bulk === undefined) return allRuns(caseId, record);
    const run = await getBulk(record.db, caseId, bulk);
    const items = await itemsOf(record.db, run);
    const counts = countsOf(run, items);
    return {
      json: { case: caseId, ...counts, startedAt: run.startedAt, totals: totalsOf(items), items },
      text: (language) => {
        const t = words[language];
        const row = (i: BulkItem): Cell[] => [
          i.number,
          i.case,
          stageOf(i, language),
          t.results[i.result],
          i.noticesSent,
          yuan(i.advancedFen),
          i.result === 'delivered' ? null : i.why,
        ];
        const head = `${bulk} ${run.act}: ${t.states[run.state]} · ${t.results.delivered} ${counts.done} · ${t.results.refused} ${counts.refused} · ${t.results.queued} ${counts.underWay}`;
        return [head, '', ...listing(items, limit, language, (shown) => table(t.items, shown.map(row)))].join('\n');
      },
    };
  });
}

/**
 * `luyue bulk preview CASE EVENT` and `luyue bulk CASE [BULK]`.
 * @throws LuyueError input.invalid, case.not-found, event.not-found, bulk.not-found
 */
export function bulk(
  session: Session,
  first: string,
  second: string | undefined,
  third: string | undefined,
  { limit }: { readonly limit: string },
): Promise<Report> {
  const rows = countOption('--limit', limit);
  if (first !== 'preview') {
    if (third !== undefined) throw new LuyueError('input.invalid', `'${third}' is too much: luyue bulk CASE [BULK].`);
    return showBulk(session, first, second, rows);
  }
  if (second === undefined || third === undefined) throw new LuyueError('input.invalid', 'luyue bulk preview needs a case and an event.');
  return previewBulk(session, second, third, rows);
}

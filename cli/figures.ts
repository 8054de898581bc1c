import type { Database } from '../db/connect';
import { calloutFigures } from '../db/queries/callout-report';
import { complaintFigures, complaintGroups } from '../db/queries/complaint-report';
import { unreachable } from '../db/queries/contacts';
import { improvementFigures, type Period, promiseKeeping, slaByRule, turnover } from '../db/queries/report';
import type { Instant } from '../domain/instant';
import type { Words } from '../domain/words';
import { choiceOption } from './options';

/** A column of a report: its name in CSV and JSON, and what people read over it. */
export interface Column {
  readonly name: string;
  readonly title: Words;
}

export type Row = Readonly<Record<string, unknown>>;

export interface Figures {
  readonly columns: readonly Column[];
  /** What its rows may be told apart by; the first where nothing is said. */
  readonly groups?: readonly string[];
  readonly rows: (db: Database, period: Period, by: string) => Promise<readonly Row[]>;
}

const column = (name: string, zh: string, en: string): Column => ({ name, title: { zh, en } });

/** Money columns are in yuan with two decimals; their names end in `Fen` in the record. */
const yuan = (fen: unknown): string => (Number(fen) / 100).toFixed(2);

/** ISO 8601. A call and its answer may be seconds apart. */
const instant = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());

const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((1000 * part) / whole) / 10);

/** Every report by its name. */
export const figures = {
  sla: {
    columns: [
      column('rule', '规则', 'rule'),
      column('basis', '依据', 'basis'),
      column('started', '启动', 'started'),
      column('met', '完成', 'met'),
      column('inTime', '按时', 'in time'),
      column('late', '逾期完成', 'late'),
      column('running', '进行中', 'running'),
      column('paused', '暂停', 'paused'),
      column('overdue', '已逾期', 'overdue'),
      column('meanDays', '平均天数', 'mean days'),
      column('inTimePercent', '按时率%', 'in time %'),
    ],
    rows: async (db, period) =>
      (await slaByRule(db, period)).map((row) => ({ ...row, inTimePercent: share(row.inTime, row.met + row.overdue) })),
  },
  claims: {
    columns: [
      column('line', '险种', 'line'),
      column('branch', '分公司', 'branch'),
      column('received', '收到', 'received'),
      column('open', '未结', 'open'),
      column('closed', '已结', 'closed'),
      column('outcomes', '结果', 'outcomes'),
      column('reserved', '准备金(元)', 'reserved (CNY)'),
      column('paid', '已付(元)', 'paid (CNY)'),
      column('meanDays', '平均天数', 'mean days'),
    ],
    rows: async (db, period) =>
      (await turnover(db, 'claim', period)).map(({ outcomes, reservedFen, paidFen, ...row }) => ({
        ...row,
        outcomes: Object.entries(outcomes)
          .map(([outcome, count]) => `${outcome} ${count}`)
          .join(', '),
        reserved: yuan(reservedFen),
        paid: yuan(paidFen),
      })),
  },
  complaints: {
    groups: complaintGroups,
    columns: [
      column('by', '分组', 'by'),
      column('received', '收到', 'received'),
      column('handedOver', '移交', 'handed over'),
      column('open', '未结', 'open'),
      column('inTime', '按时决定', 'in time'),
      column('late', '逾期决定', 'late'),
      column('overdue', '已逾期未决', 'overdue'),
      column('extended', '延期', 'extended'),
      column('withdrawn', '撤回', 'withdrawn'),
      column('rechecks', '申请核查', 'rechecks'),
      column('recheckChanged', '核查改变', 'recheck changed'),
      column('major', '重大', 'major'),
      column('meanDays', '平均天数', 'mean days'),
      column('inTimePercent', '按时率%', 'in time %'),
    ],
    rows: async (db, period, by) =>
      (await complaintFigures(db, choiceOption('--by', by, complaintGroups), period)).map((row) => ({
        ...row,
        inTimePercent: share(row.inTime, row.inTime + row.late + row.overdue),
      })),
  },
  callouts: {
    columns: [
      column('emergency', '号', 'no.'),
      column('kind', '种类', 'kind'),
      column('branch', '分公司', 'branch'),
      column('drill', '演练', 'drill'),
      column('round', '轮', 'round'),
      column('rank', '顺位', 'rank'),
      column('who', '人员', 'who'),
      column('calledAt', '呼叫', 'called'),
      column('handedAt', '送出', 'handed over'),
      column('answeredAt', '应答', 'answered'),
      column('result', '结果', 'result'),
    ],
    rows: async (db, period) =>
      (await calloutFigures(db, period)).map(({ drill, calledAt, handedAt, answeredAt, ...row }) => ({
        ...row,
        drill: drill ? 'DRILL' : null,
        calledAt: instant(calledAt),
        handedAt: instant(handedAt),
        answeredAt: instant(answeredAt),
      })),
  },
  improvements: {
    columns: [
      column('line', '领域', 'area'),
      column('team', '责任团队', 'team'),
      column('received', '立项', 'opened'),
      column('open', '未结', 'open'),
      column('overdue', '逾期', 'overdue'),
      column('orderOverdue', '责令逾期', 'order overdue'),
      column('extensions', '延期次数', 'extensions'),
      column('closed', '已结', 'closed'),
      column('effective', '有效', 'effective'),
      column('notEffective', '无效', 'not effective'),
      column('effectivePercent', '有效率%', 'effective %'),
    ],
    rows: async (db, period) =>
      (await improvementFigures(db, period)).map((row) => ({
        ...row,
        effectivePercent: share(row.effective, row.effective + row.notEffective),
      })),
  },
  contacts: {
    columns: [
      column('who', '人员', 'who'),
      column('branch', '分公司', 'branch'),
      column('team', '团队', 'team'),
      column('number', '案件', 'case'),
      column('channel', '渠道', 'channel'),
      column('why', '原因', 'why'),
      column('since', '最近失败', 'last failed'),
    ],
    rows: async (db) => (await unreachable(db, Date.now())).map(({ since, ...row }) => ({ ...row, since: instant(since) })),
  },
  promises: {
    columns: [
      column('owner', '负责人', 'owner'),
      column('topic', '事项', 'topic'),
      column('made', '承诺', 'made'),
      column('kept', '兑现', 'kept'),
      column('broken', '未兑现', 'broken'),
      column('open', '未到期', 'open'),
    ],
    rows: (db, period) => promiseKeeping(db, period),
  },
} as const satisfies Record<string, Figures>;

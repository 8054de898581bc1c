import type { Instant } from '../instant';
import type { Language } from '../words';
import type { Contract } from './contract';
import { generalActs } from './general';
import type { CaseState, ClockState, Expectation } from './state';
import { liveClocks, nextDueAt, openTasks, waitSet } from './wait-set';

const texts = {
  zh: {
    stage: '环节',
    step: (no: number, of: number) => `第 ${no} 步，共 ${of} 步`,
    waiting: '等待',
    due: '下一到期',
    provisional: '暂定',
    none: '无',
    clocks: '时限',
    tasks: '待办',
    money: '金额（元）',
    reserved: '准备金',
    paid: '已付',
    flags: '标记',
    recent: '最近',
    trouble: '故障：案件与档案不一致，已停驻',
    compressed: '演练：时间已压缩',
    waits: { staff: '员工', approver: '核赔人', customer: '客户', system: '系统', nobody: '无人（异常）', none: '无' },
    states: { running: '进行中', paused: '已暂停', met: '已完成', stopped: '已停止', breached: '已超期' },
  },
  en: {
    stage: 'Stage',
    step: (no: number, of: number) => `${no} of ${of}`,
    waiting: 'waiting on',
    due: 'Next due',
    provisional: 'provisional',
    none: 'none',
    clocks: 'Clocks',
    tasks: 'Open tasks',
    money: 'Money (CNY)',
    reserved: 'reserved',
    paid: 'paid',
    flags: 'Flags',
    recent: 'Last',
    trouble: 'Trouble: case and record disagree, parked',
    compressed: 'Drill: time is compressed',
    waits: { staff: 'staff', approver: 'approver', customer: 'customer', system: 'system', nobody: 'nobody (fault)', none: 'nobody' },
    states: { running: 'running', paused: 'paused', met: 'met', stopped: 'stopped', breached: 'breached' },
  },
} as const;

type Texts = (typeof texts)[Language];

const zone = 'Asia/Shanghai';

/** Local date and time to the minute. */
export function localTime(at: Instant): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(at));
}

function clockLine(clock: ClockState, t: Texts, language: Language): string {
  const state = clock.breachedAt === undefined ? t.states[clock.state] : t.states.breached;
  const due = clock.dueAt ?? clock.provisionalAt;
  const mark = clock.dueAt === null && clock.provisionalAt !== null ? ` (${t.provisional})` : '';
  const on = clock.on === undefined ? '' : ` (${clock.on})`;
  return `- ${clock.title?.[language] ?? clock.rule}${on}: **${state}**, ${due === null ? '-' : localTime(due)}${mark} · ${clock.ruleVersion}`;
}

type Titles = Contract['acts'];

const titleOf = (acts: Titles, act: string, language: Language): string =>
  Object.hasOwn(acts, act) ? (acts[act]?.title[language] ?? act) : act;

const taskLine = (task: Expectation, acts: Titles, language: Language): string =>
  `- ${titleOf(acts, task.act, language)}${task.on === undefined ? '' : ` (${task.on})`}${task.title === undefined ? '' : ` ${task.title}`} → ${task.delegate ?? task.owner ?? '?'}, ${localTime(task.openedAt)}`;

const yuan = (amountFen: number): string => (amountFen / 100).toFixed(2);

function moneyLine(state: CaseState, t: Texts): string[] {
  const exposures = Object.values(state.exposures);
  if (exposures.length === 0) return [];
  const reserved = exposures.reduce((sum, e) => sum + e.reserveFen, 0);
  const paid = Object.values(state.payments).reduce((sum, p) => (p.status === 'confirmed' ? sum + p.amountFen : sum), 0);
  return [`${t.money}: ${t.reserved} ${yuan(reserved)} · ${t.paid} ${yuan(paid)}`];
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `**${title}**`, '', ...lines];
}

/** The case card: what a manager reads in ten seconds. Markdown lists, ids only, well below 4 KB. */
export function card(state: CaseState, contract: Contract, language: Language, trouble: string | null = null): string {
  const t = texts[language];
  const acts: Titles = { ...generalActs, ...contract.acts };
  const stages = Object.keys(contract.stages);
  const stage = contract.stages[state.stage]?.[language] ?? state.stage;
  const due = nextDueAt(state);
  const head = `**${t.stage}: ${stage}** (${t.step(stages.indexOf(state.stage) + 1, stages.length)}) · ${t.waiting}: **${t.waits[waitSet(state).on]}**`;
  const outcome = state.outcome === undefined ? [] : [contract.outcomes[state.outcome]?.[language] ?? state.outcome];
  return [
    ...(trouble === null ? [] : [`**${t.trouble}**`, '']),
    ...(state.compressed === undefined ? [] : [`**${t.compressed} (${state.compressed})**`, '']),
    [head, ...outcome].join(' · '),
    '',
    `${t.due}: **${due === null ? t.none : localTime(due)}**`,
    ...list(
      t.clocks,
      liveClocks(state)
        .map((c) => clockLine(c, t, language))
        .slice(0, 12),
    ),
    ...list(
      t.tasks,
      openTasks(state)
        .map((task) => taskLine(task, acts, language))
        .slice(0, 12),
    ),
    ...list(
      t.flags,
      state.flags.map((f) => `- ${f}`),
    ),
    '',
    ...moneyLine(state, t),
    ...list(
      t.recent,
      state.recent.map((r) => `- ${localTime(r.at)} ${r.actor} ${titleOf(acts, r.what, language)}`),
    ),
    '',
  ].join('\n');
}

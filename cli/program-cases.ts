import type { Command } from 'commander';
import * as commands from './commands';
import type { Hand } from './program';
import type { Session } from './session';

const asStaff = ['--as <staff>', '操作人 · who acts: staff id, party:ID or system:NAME'] as const;

function addActing(program: Command, session: Session, hand: Hand): void {
  program
    .command('open <process>')
    .description('立案 · open cases from JSON or NDJSON')
    .requiredOption('--file <file>', '文件，- 为标准输入 · file, - for standard input')
    .option('--all-or-nothing', '先全部检查 · check every line before opening any')
    .option(...asStaff)
    .action(async (process: string, options) => hand(await commands.open().open(session, process, options)));
  program
    .command('acts <case>')
    .description('现在可做 · what may be done now')
    .option(...asStaff)
    .action(async (id: string, options) => hand(await commands.acts().acts(session, id, options)));
  program
    .command('act <case> <act>')
    .description('办理 · do an act')
    .option('--data <json>', 'JSON 或 @文件 · payload, or @FILE', '{}')
    .requiredOption(...asStaff)
    .option('--for <staff>', '被代理人 · the principal')
    .option('--ground <code>', '理由代码 · ground')
    .option('--occurred <instant>', '发生时点 · legal instant')
    .option('--evidence <reference>', '证据 · what proves a past instant')
    .option('--task <name>', '任务 · the task it answers')
    .option('--request <id>', '请求号 · request id, the same for a repeat')
    .action(async (id: string, act: string, options) => hand(await commands.act().act(session, id, act, options)));
  for (const [word, name, text] of [
    ['claim-task', 'claimTask', '领取任务 · take a task out of its queue'],
    ['release-task', 'releaseTask', '退回任务 · put a claimed task back'],
  ] as const)
    program
      .command(`${word} <case> <task>`)
      .description(text)
      .requiredOption(...asStaff)
      .option('--for <staff>', '被代理人 · the principal')
      .option('--request <id>', '请求号 · request id')
      .action(async (id: string, task: string, options) => hand(await commands.act().claim(session, id, name, task, options)));
  program
    .command('reopen <case>')
    .description('重新打开 · enter a closed case again')
    .requiredOption('--stage <stage>', '环节 · stage')
    .requiredOption('--ground <code>', '理由代码 · ground')
    .requiredOption(...asStaff)
    .option('--for <staff>', '被代理人 · the principal')
    .option('--request <id>', '请求号 · request id')
    .action(async (id: string, options) => hand(await commands.reopen().reopen(session, id, options)));
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function addReading(program: Command, session: Session, hand: Hand): void {
  program
    .command('case <case>')
    .description('案件 · a case as it stands')
    .option('--personal', '含当事人信息与原文 · with names, addresses and texts; recorded')
    .option('--group <group>', 'contact、identity、account、content，可重复 · may be repeated', collect)
    .option('--purpose <purpose>', '用途 · what for, where one does not handle the case')
    .option(...asStaff)
    .action(async (id: string, options) => hand(await commands.show().showCase(session, id, options)));
  program
    .command('why <case> [clock]')
    .description('时限说明 · the clocks in words')
    .action(async (id: string, clock?: string) => hand(await commands.why().why(session, id, clock)));
  program
    .command('log <case>')
    .description('日志 · the log')
    .option('--as-of <instant>', '截至 · as the record stood')
    .action(async (id: string, options) => hand(await commands.log().log(session, id, options)));
  program
    .command('bulk <case> [bulk] [event]')
    .usage('preview <case> <event> | <case> [bulk]')
    .description('批量操作：预览或逐件结果 · acts on many cases: what one would reach, or what became of each')
    .option('--limit <n>', '条数 · rows', '100')
    .action(async (...words: [string, string | undefined, string | undefined, { readonly limit: string }]) =>
      hand(await commands.bulk().bulk(session, ...words)),
    );
  program
    .command('watches')
    .description('已到而未处理的关注日期 · dates that have come and that nobody has dealt with')
    .option(...asStaff)
    .option('--limit <n>', '条数 · rows', '50')
    .action(async (options) => hand(await commands.watch().watches(session, options)));
  program
    .command('watch <case> <name>')
    .description('登记关注日期已处理 · say that a watch date was dealt with')
    .requiredOption('--ground <code>', '理由代码 done、case-opened、right-ended、not-pursued、date-wrong · ground')
    .requiredOption(...asStaff)
    .action(async (id: string, name: string, options) => hand(await commands.watch().watch(session, id, name, options)));
  program
    .command('tasks')
    .description('待办 · open tasks')
    .option('--role <role>', '角色 · role')
    .option('--mine', '仅本人 · only my own')
    .option(...asStaff)
    .option('--limit <n>', '条数 · rows', '50')
    .action(async (options) => hand(await commands.tasks().tasks(session, options)));
}

function addPeople(program: Command, session: Session, hand: Hand): void {
  program
    .command('staff')
    .description('人员：账号与角色 · who may act: accounts and roles')
    .option('--role <role>', '角色 · role')
    .action(async (options) => hand(await commands.staff().staff(session, options)));
}

function addControls(program: Command, session: Session, hand: Hand): void {
  program
    .command('report <name>')
    .description('报表 sla、claims、complaints、callouts、improvements、promises、contacts · reports')
    .option('--by <feature>', '投诉分组 · complaints by month, branch, line, cause, channel, team or handler')
    .option('--from <instant>', '自 · from')
    .option('--to <instant>', '至 · to (exclusive)')
    .option('--format <table|csv|json>', '格式 · format', 'table')
    .action(async (name: string, options) => hand(await commands.report().report(session, name, options)));
  program
    .command('board [process]')
    .description('看板：立即清点 · a board, counted now')
    .action(async (process?: string) => hand(await commands.board().board(session, process)));
  program
    .command('views')
    .description('Temporal 界面的视图与看板链接 · links of saved views and boards')
    .option('--team <team>', '小组 · team')
    .option('--event <code>', '事件 · event')
    .action((options) => hand(commands.views().views(session, options)));
  program
    .command('preview')
    .description('现有代码和规则对未结案件的影响 · what code and rules here would change; changes nothing')
    .option('--process <process>', '流程 · process')
    .action(async (options) => hand(await commands.preview().preview(session, options)));
  program
    .command('webhooks [receiver]')
    .description('事件推送：进度，或从某个序号起重发 · how far receivers have been told, or tell one again')
    .option('--after <number>', '从此序号之后重发 · tell it everything after this number again')
    .action(async (receiver: string | undefined, options) => hand(await commands.webhooks().webhooks(session, receiver, options)));
  program
    .command('recount')
    .description('放假安排变更：预览或重算未结案件的时限 · what a changed holiday notice moves in open cases; with --apply, moves it')
    .option('--apply', '按预览重算 · do it')
    .option(...asStaff)
    .option('--ground <code>', '理由代码 notice-changed、notice-corrected · ground')
    .action(async (options) => hand(await commands.recount().recount(session, options)));
  program
    .command('sync [case]')
    .description('与档案对齐 · let open cases catch up with their record')
    .action(async (id?: string) => hand(await commands.sync().sync(session, id)));
  program
    .command('reconcile [case]')
    .description('比对引擎与档案 · compare engine and record, after one of them was restored')
    .option('--apply', '执行无损的处理 · do what is safe')
    .option('--days <n>', '含近几日结案 · with cases closed in so many days', '30')
    .action(async (id: string | undefined, options) => hand(await commands.reconcile().reconcile(session, id, options)));
  program
    .command('verify [case]')
    .description('校验档案 · recompute the record: logs, what stands beside them, roots, company')
    .option('--roots <file>', '外存的根 · roots that were kept outside of the database; - for standard input')
    .option('--root-key <key>', '根的公钥 · public key that has to have signed the roots')
    .action(async (id: string | undefined, options) => hand(await commands.verify().verify(session, id, options)));
}

/** Commands on cases: they need the records, and acting needs the engine too. */
export function addCaseCommands(program: Command, session: Session, hand: Hand): void {
  addActing(program, session, hand);
  addReading(program, session, hand);
  addPeople(program, session, hand);
  addControls(program, session, hand);
}

import { Command } from 'commander';
import * as commands from './commands';
import { addCaseCommands } from './program-cases';
import { addKeyCommands } from './program-keys';
import { addStackCommands } from './program-stack';
import type { Report } from './report';
import type { Session } from './session';

/** Where a command hands in what it has to say. */
export type Hand = (report: Report) => void;

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Commands that need no server. Each loads its own code only when it is called: `due` starts fast. */
function addRuleCommands(program: Command, session: Session, hand: Hand): void {
  program
    .command('processes [process]')
    .description('流程一览；单个流程：环节、结果、动作、资料代码 · what can be opened; of one: stages, outcomes, acts, document codes')
    .action((process?: string) => hand(commands.processes().processes(session, process)));
  program
    .command('rules [id]')
    .description('规则手册 · the rulebook')
    .action((id?: string) => hand(commands.rules().rules(session, id)));
  program
    .command('due <rule>')
    .description('何时到期，为何 · when a limit is due, and why')
    .requiredOption('--from <instant>', '起算时点 · ISO 8601 with offset')
    .option('--pause <A..B>', '暂停 · a pause; may be repeated', collect, [])
    .option('--value <name>', '期限名称 · the term, where the rule has several')
    .action((rule: string, options) => hand(commands.due().due(session, rule, options)));
  program
    .command('calendar')
    .description('节假日数据 · holiday data')
    .argument('[add]', 'add')
    .argument('[file]', '节假日文件 · holiday file')
    .option('--as <staff>', '操作人 · who adds it')
    .action(async (verb: string | undefined, file: string | undefined, options) =>
      hand(await commands.calendar().calendar(session, verb, file, options)),
    );
  const org = program.command('org').description('公司资料 · the company: staff, roles, limits, and the rules in force');
  org
    .command('load <file>')
    .description('载入 · bring staff, roles, limits and duties to what a file says')
    .option('--as <staff>', '操作人 · who does it')
    .action(async (file: string, options) => hand(await commands.org().load(session, file, options)));
  org
    .command('rules')
    .description('登记规则 · record the rules and the policy of this version as in force')
    .option('--as <staff>', '操作人 · who does it')
    .action(async (options) => hand(await commands.org().rules(session, options)));
  program
    .command('changes [subject]')
    .description('变更记录 · who changed which limit, role, rule, calendar or key, when, from what to what')
    .option('--limit <n>', '条数 · how many, newest first', '100')
    .action(async (subject: string | undefined, options) => hand(await commands.changes().changes(session, subject, options)));
}

/** The command line of one call. */
export function programOf(session: Session, hand: Hand): Command {
  const program = new Command('luyue')
    .description("履约：保险服务标准的持久流程 · an insurer's service standard as durable processes")
    .option('--json', 'JSON')
    .option('--lang <zh|en>', '语言 · language', session.language)
    .option('--existing', '使用环境变量指定的服务 · use DATABASE_URL and TEMPORAL_* instead of the embedded stack')
    .exitOverride()
    .configureOutput({ writeOut: session.print, writeErr: () => undefined, outputError: () => undefined });
  addStackCommands(program, session, hand);
  addRuleCommands(program, session, hand);
  addCaseCommands(program, session, hand);
  addKeyCommands(program, session, hand);
  for (const command of program.commands) inherit(command);
  return program;
}

const first = {
  zh: '从这里开始：luyue up --demo（另开一个终端）；然后 luyue tasks、luyue case 1、luyue board。每个命令：luyue 命令 --help。',
  en: 'Begin with: luyue up --demo (in another terminal); then luyue tasks, luyue case 1, luyue board. Of each command: luyue COMMAND --help.',
} as const;

/** What `luyue` alone says: every command, and the one to begin with. It is bad input: nothing was done. */
export const beginning = (program: Command): Report => ({
  exit: 2,
  failed: true,
  json: { error: { code: 'input.invalid', detail: 'no command was given', commands: program.commands.map((command) => command.name()) } },
  text: (language) => `${program.helpInformation()}\n${first[language]}`,
});

/** `--json`, `--lang` and `--existing` stand anywhere in the call. */
function inherit(command: Command): void {
  for (const under of command.commands) inherit(under);
  command.option('--json', 'JSON').option('--lang <zh|en>', '语言 · language').option('--existing', '使用已有服务 · use existing services');
}

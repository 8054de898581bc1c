import type { Command } from 'commander';
import * as commands from './commands';
import type { Hand } from './program';
import type { Session } from './session';

/** Commands on the stack itself. */
export function addStackCommands(program: Command, session: Session, hand: Hand): void {
  program
    .command('up')
    .description('启动 · start everything and stay up')
    .option('--demo', '演示 · open the examples and let a cast act on them')
    .option('--speed <1d=20s>', '压缩时间 · run time faster for drills')
    .option('--fresh', '清空后启动 · delete the data first')
    .action(async (options) => hand(await commands.up().up(session, options)));
  program
    .command('down')
    .description('停止 · stop what runs here')
    .action(async () => hand(await commands.down().down(session)));
  program
    .command('migrate')
    .description('迁移 · bring the schema of the record to this version')
    .action(async () => hand(await commands.migrate().migrate(session)));
  program
    .command('token')
    .description('开发令牌 · a token of the development issuer for the HTTP API')
    .requiredOption('--as <staff>', '操作人 · staff id or system:NAME')
    .option('--tool <name>', '代为操作的系统 · service account that acts for them')
    .option('--scope <scopes>', '范围 · scopes, separated by spaces')
    .option('--hours <n>', '有效小时 · how long it lasts', '12')
    .action(async (options) => hand(await commands.token().token(session, options)));
  program
    .command('doctor')
    .description('检查 · what is on the machine and what runs')
    .action(() => hand(commands.doctor().doctor(session)));
}

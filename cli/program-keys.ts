import type { Command } from 'commander';
import * as commands from './commands';
import type { Hand } from './program';
import type { Session } from './session';

const asStaff = ['--as <staff>', '操作人 · who does it'] as const;

/** Commands on the keys under which personal data stand. */
export function addKeyCommands(program: Command, session: Session, hand: Hand): void {
  program
    .command('codec')
    .description('解码服务 · decode payloads for the Temporal UI and other tools')
    .action(async () => hand(await commands.codec().codec(session)));
  const keys = program.command('keys').description('密钥 · the keys of personal data');
  keys
    .command('list [case]', { isDefault: true })
    .description('一览 · the keys of a case, or all counted')
    .action(async (id?: string) => hand(await commands.keys().list(session, id)));
  keys
    .command('rotate [case]')
    .description('轮换 · wrap all keys under the newest master key; new keys for one case')
    .option(...asStaff)
    .action(async (id: string | undefined, options) => hand(await commands.keys().rotate(session, id, options)));
  keys
    .command('destroy <case>')
    .usage('<case>[/<party>] --as <staff> --ground <code>')
    .description('销毁 · destroy the keys of a closed case, or of one party, for ever')
    .option(...asStaff)
    .option('--ground <code>', '理由 · erasure-request, retention-ended or key-compromised')
    .action(async (id: string, options) => hand(await commands.keys().destroy(session, id, options)));
}

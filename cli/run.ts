import { CommanderError } from 'commander';
import { LuyueError } from '../domain/errors';
import type { Language } from '../domain/words';
import { reportOf } from './errors';
import { choiceOption } from './options';
import { beginning, programOf } from './program';
import type { Report } from './report';
import type { Session } from './session';
import { repeatOf } from './shell';

/** Where a call prints: replaced in tests. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const hasFlag = (args: readonly string[], flag: string): boolean =>
  args.slice(0, args.includes('--') ? args.indexOf('--') : undefined).includes(flag);

const languages = ['zh', 'en'] as const;

/** The language asked for, and by what; Chinese where nothing is. */
function askedLanguage(args: readonly string[], env: NodeJS.ProcessEnv): { readonly by: string; readonly given: string } {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  if (at < 0) return { by: 'LUYUE_LANG', given: env.LUYUE_LANG || 'zh' };
  return { by: '--lang', given: args[at]?.split('=')[1] ?? args[at + 1] ?? '' };
}

const languageOf = (given: string): Language => languages.find((known) => known === given) ?? 'zh';

function show({ json, text, exit = 0, failed = false }: Report, session: Session, { out, err }: Terminal): number {
  const shown = session.json ? JSON.stringify(json, undefined, 2) : text(session.language);
  if (failed && !session.json) err(shown);
  else out(shown);
  return exit;
}

/** What commander says of a wrong call is bad input; help and version are not errors. */
function usage(error: CommanderError): Report | null {
  if (error.exitCode === 0) return null;
  return reportOf(new LuyueError('input.invalid', error.message.replace(/^error: /, '')), '');
}

/**
 * Runs one call of the command line and returns its exit code: 0 done, 1 a defect, 2 bad input, 3 refused by a rule, 4 not found,
 * 5 a service is unavailable.
 */
export async function run(
  args: readonly string[],
  settings: Pick<Session, 'env' | 'processes' | 'definitions'>,
  terminal: Terminal,
): Promise<number> {
  const { by, given } = askedLanguage(args, settings.env);
  const session: Session = {
    ...settings,
    args,
    language: languageOf(given),
    json: hasFlag(args, '--json'),
    existing: hasFlag(args, '--existing') || settings.env.LUYUE_EXISTING === '1',
    repeat: [],
    print: terminal.out,
    note: terminal.err,
  };
  const reports: Report[] = [];
  try {
    choiceOption(by, given, languages);
    if (args.length === 0) return show(beginning(programOf(session, () => undefined)), session, terminal);
    await programOf(session, (report) => reports.push(report)).parseAsync([...args], { from: 'user' });
    return reports.reduce((_code, report) => show(report, session, terminal), 0);
  } catch (error) {
    const report = error instanceof CommanderError ? usage(error) : reportOf(error, repeatOf(args, session.repeat, settings.env));
    return report === null ? 0 : show(report, session, terminal);
  }
}

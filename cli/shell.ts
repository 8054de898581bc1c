import { relative } from 'node:path';

const safe = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** A word as a POSIX shell reads it back. */
export const quoted = (word: string): string => (safe.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** How the command line was called: by the script of package.json, or by node itself. */
function caller(env: NodeJS.ProcessEnv): string {
  if (env.npm_lifecycle_event === 'luyue') return 'npm run luyue --';
  return `node --import tsx ${quoted(relative(process.cwd(), process.argv[1] ?? 'cli/main.ts'))}`;
}

/** The command that repeats a call, in the words of the shell. Options that were made up on the way are added. */
export function repeatOf(args: readonly string[], added: readonly string[] = [], env: NodeJS.ProcessEnv = process.env): string {
  return [caller(env), ...[...args, ...added].map(quoted)].join(' ');
}

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { scopes } from '../../http/identity/caller';
import { pythonWith } from '../support/python';
import { OwnStack } from './own-stack';

/**
 * Sends what the OpenAPI document allows, and what it does not, to the HTTP door of a stack of its own, for a bounded time:
 * `npm run test:api -- [SECONDS]`. Fails on a server error, on an answer that the document does not describe, and where wrong
 * input or a wrong token is let in.
 */

const version = '4.32.5';

// Cursors, pauses and what fields say to each other are judged by the domain beyond what JSON Schema can say: 400 is right there.
const excluded = ['positive_data_acceptance'];

const openedShape = z.object({ cases: z.array(z.looseObject({ case: z.string() })).min(1) });

/** What the tester cannot know: an address that exists of everything. */
function configFile({ folder }: OwnStack, cases: readonly string[]): string {
  const file = join(folder, 'schemathesis.toml');
  const [first = ''] = cases;
  writeFileSync(file, `[parameters]\n"path.case" = ${JSON.stringify(first)}\n`);
  return file;
}

function tested(stack: OwnStack, program: string, url: string, seconds: number): number {
  const token = stack.token('system:callcenter', ...scopes);
  const { cases } = stack.luyue(openedShape, 'open', 'claim', '--file', 'examples/claims.ndjson');
  const args = [
    ...[
      '--config-file',
      configFile(
        stack,
        cases.map((one) => one.case),
      ),
    ],
    ...['run', `${url}/openapi.json`, '--header', `Authorization: Bearer ${token}`],
    ...['--max-time', String(seconds), '--max-examples', '20', '--continue-on-failure', '--workers', '1'],
    ...['--exclude-checks', excluded.join(','), '--request-timeout', '70', '--no-color'],
  ];
  const { status } = spawnSync(program, args, { cwd: stack.folder, stdio: 'inherit', timeout: (seconds + 300) * 1_000 });
  return status ?? 1;
}

async function run(seconds: number): Promise<number> {
  const stack = new OwnStack();
  try {
    const program = join(pythonWith('schemathesis', version), 'schemathesis');
    const status = tested(stack, program, await stack.start(), seconds);
    const found = stack.defects();
    for (const line of found) console.error(line);
    return status === 0 && found.length === 0 ? 0 : 1;
  } finally {
    await stack.stop();
  }
}

run(Number(process.argv[2] ?? 60)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);

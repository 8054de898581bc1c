import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../../dev/cache';
import { findOnPath } from '../../dev/programs';
import { until } from '../../dev/waiting';
import { scopes } from '../../http/identity/caller';

/**
 * Sends what the OpenAPI document allows, and what it does not, to the HTTP door of a stack of its own, for a bounded time:
 * `npm run test:api -- [SECONDS]`. Fails on a server error, on an answer that the document does not describe, and where wrong
 * input or a wrong token is let in.
 */

const version = '4.32.5';
const project = join(__dirname, '../..');
const startMs = 180_000;

// Cursors, pauses and what fields say to each other are judged by the domain beyond what JSON Schema can say: 400 is right there.
const excluded = ['positive_data_acceptance'];

const upShape = z.object({ up: z.looseObject({ 'HTTP API': z.url() }) });
const tokenShape = z.object({ token: z.string() });
const openedShape = z.object({ cases: z.array(z.looseObject({ case: z.string() })).min(1) });

interface House {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

const main = ['--import', 'tsx', 'cli/main.ts'];

/** The program in an environment of its own in the cache folder, made once. */
function schemathesis(): string {
  const folder = join(cacheFolder(), `schemathesis-${version}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  const python = findOnPath('python3');
  if (python === undefined) throw new Error('schemathesis needs python3 on PATH');
  const steps = [
    [python, '-m', 'venv', folder],
    [join(folder, 'bin', 'pip'), 'install', '--quiet', '--disable-pip-version-check', `schemathesis==${version}`],
  ] as const;
  for (const [command, ...args] of steps) {
    if (spawnSync(command, args, { stdio: 'inherit' }).status === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`${command} ${args.join(' ')} failed`);
  }
  return program;
}

/** One call of the command line; the document it printed. */
function luyue<S extends z.ZodType>({ env }: House, shape: S, ...args: string[]): z.output<S> {
  const { stdout, stderr } = spawnSync(process.execPath, [...main, ...args, '--json'], { cwd: project, env, encoding: 'utf8' });
  try {
    return shape.parse(JSON.parse(stdout));
  } catch (cause) {
    throw new Error(`luyue ${args.join(' ')}: ${stdout}${stderr}`, { cause });
  }
}

/** `luyue up`; the address of its HTTP door once everything serves. */
async function start(house: House, children: ChildProcess[]): Promise<string> {
  const child = spawn(process.execPath, [...main, 'up', '--json'], { cwd: project, env: house.env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let [out, said] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  await until(() => out.includes('HTTP API') || child.exitCode !== null, startMs);
  if (!out.includes('HTTP API')) throw new Error(`the stack did not start: ${out}${said}`);
  return upShape.parse(JSON.parse(out)).up['HTTP API'];
}

/** What the tester cannot know: an address that exists of everything. */
function configFile({ folder }: House, cases: readonly string[]): string {
  const file = join(folder, 'schemathesis.toml');
  const [first = ''] = cases;
  writeFileSync(file, `[parameters]\n"path.case" = ${JSON.stringify(first)}\n`);
  return file;
}

function tested(house: House, program: string, url: string, seconds: number): number {
  const token = luyue(house, tokenShape, 'token', '--as', 'system:callcenter', '--scope', scopes.join(' ')).token;
  const { cases } = luyue(house, openedShape, 'open', 'claim', '--file', 'examples/claims.ndjson');
  const args = [
    ...[
      '--config-file',
      configFile(
        house,
        cases.map((one) => one.case),
      ),
    ],
    ...['run', `${url}/openapi.json`, '--header', `Authorization: Bearer ${token}`],
    ...['--max-time', String(seconds), '--max-examples', '20', '--continue-on-failure', '--workers', '1'],
    ...['--exclude-checks', excluded.join(','), '--request-timeout', '70', '--no-color'],
  ];
  const { status } = spawnSync(program, args, { cwd: house.folder, stdio: 'inherit', timeout: (seconds + 300) * 1_000 });
  return status ?? 1;
}

/** The log's word on defects: also of those that no check has seen. */
function defects({ folder }: House): readonly string[] {
  const log = readFileSync(join(folder, 'stack', 'http', 'http.log'), 'utf8');
  return log.split('\n').filter((line) => line.includes('"defect"'));
}

async function run(seconds: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'luyue-api-'));
  const env = { ...process.env, LUYUE_DIR: join(folder, 'stack'), LUYUE_PORTS: 'any', LUYUE_HTTP_RATE: '1000000', LUYUE_LANG: 'en' };
  const house: House = { folder, env };
  const children: ChildProcess[] = [];
  try {
    const program = schemathesis();
    const status = tested(house, program, await start(house, children), seconds);
    const found = defects(house);
    for (const line of found) console.error(line);
    return status === 0 && found.length === 0 ? 0 : 1;
  } finally {
    for (const child of children) child.kill('SIGINT');
    await until(() => children.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null), 60_000);
    rmSync(folder, { recursive: true, force: true });
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

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { definitions } from '../../../cli/definitions';
import { processes } from '../../../client/processes';
import { processMark } from '../../../dev/process-mark';
import { readStackFile } from '../../../dev/stack-file';
import { until } from '../../../dev/waiting';
import { callHere } from '../../support/call';
import { temporaryFolder } from '../../support/folder';
import { type Ended, runProgram } from '../../support/program';

const project = join(__dirname, '../../..');
const folder = temporaryFolder();
const dir = join(folder, 'stack');
// What the environment says of real services must not matter.
const env = {
  ...process.env,
  LUYUE_DIR: dir,
  LUYUE_PORTS: 'any',
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none',
};
const main = ['--import', 'tsx', 'cli/main.ts'];

jest.setTimeout(240_000);

/** How a call ended: exit code and the document it printed. */
interface Answer {
  readonly code: number | null;
  readonly json: unknown;
}

const answerOf = ({ code, out }: Ended): Answer => ({ code, json: out === '' ? null : JSON.parse(out) });

/** One call as a program of its own. */
const program = async (...args: string[]): Promise<Answer> =>
  answerOf(await runProgram(process.execPath, [...main, ...args, '--json'], { env }));

/** One call in this process. */
const luyue = async (...args: string[]): Promise<Answer> =>
  answerOf(await callHere([...args, '--json'], { env, processes, definitions: () => definitions }));

const running: ChildProcess[] = [];
/** What each `up` has said. */
const said = new Map<ChildProcess, string>();

/** `luyue up`, once it says that it is up. */
async function up(...args: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...main, 'up', '--json', ...args], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
  await saysThatItIsUp(child);
  return child;
}

async function saysThatItIsUp(child: ChildProcess): Promise<void> {
  running.push(child);
  const heard = (): string => said.get(child) ?? '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.set(child, `${heard()}${String(chunk)}`));
  await until(() => heard().includes('Temporal UI') || child.exitCode !== null, 180_000);
  if (child.exitCode !== null) throw new Error(heard());
}

const ended = (child: ChildProcess): Promise<boolean> => until(() => child.exitCode !== null || child.signalCode !== null, 60_000);

const workerFile = join(dir, 'worker', 'worker.pid');
const pidShape = z.object({ pid: z.number() });
const pidIn = (file: string): number => pidShape.parse(JSON.parse(readFileSync(file, 'utf8'))).pid;
/** Where the UI server could be built. */
const uiFile = join(dir, 'ui', 'ui.pid');

/** Pids of everything that `up` has started as a process of its own. */
function children(): readonly number[] {
  const stack = readStackFile(dir);
  const own = [workerFile, uiFile].flatMap((file) => (existsSync(file) ? [pidIn(file)] : []));
  return stack === undefined ? own : [stack.postgres.pid, stack.engine.pid, ...own];
}

/** How a process was called, as every user of the machine sees it. */
const calledAs = (pid: number | undefined): string =>
  spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;

const alive = (pids: readonly number[]): readonly number[] => pids.filter((pid) => processMark(pid) !== undefined);

afterAll(async () => {
  await program('down');
  for (const child of running) child.kill('SIGKILL');
});

const claim = {
  source: 'app',
  reference: 'UP-1',
  receivedAt: '@-4d',
  line: 'health',
  branch: 'north',
  parties: [{ id: 'claimant', role: 'insured', name: '王小明', phone: '13800000000' }],
  lossAt: '@-10d',
  request: true,
  policy: { number: 'P1', from: '2019-01-01T00:00:00+08:00', to: '2099-01-01T00:00:00+08:00' },
  exposures: [{ id: 'e1', cover: 'medical', claimant: 'claimant', limitFen: 1_000_000 }],
};

describe('luyue up', () => {
  const file = join(folder, 'claim.json');
  let first: ChildProcess;

  it('starts everything and opens cases that its worker takes up', async () => {
    writeFileSync(file, JSON.stringify(claim));
    first = await up('--speed', '1d=20s');
    expect(children().length).toBeGreaterThanOrEqual(3);
    expect(alive(children())).toEqual(children());
    expect(await program('open', 'claim', '--file', file)).toMatchObject({ code: 0, json: { opened: 1, cases: [{ stage: 'documents' }] } });
    expect(await luyue('case', '1')).toMatchObject({
      code: 0,
      json: { case: expect.stringMatching(/^claim-drill-/), state: { compressed: '1d=20s' } },
    });
    expect(await program('verify')).toMatchObject({ code: 0, json: { cases: 1, good: true } });
    expect(await program('up')).toMatchObject({ code: 0, json: { up: false } });
  });

  it('shows no secret to other users of the machine: no file of pids is theirs to read, and none stands in a command line', () => {
    const files = ['worker/worker', 'http/http', 'engine/temporal', 'postgres/postgres'].map((name) => join(dir, `${name}.pid`));
    for (const file of files) expect([file, statSync(file).mode & 0o077]).toEqual([file, 0]);
    const secrets = ['codec-token', 'door-key', 'master-key', 'worker/callback-secret'].map((name) =>
      readFileSync(join(dir, name), 'utf8').trim(),
    );
    const shown = [
      ...files.map((file) => readFileSync(file, 'utf8')),
      ...children().map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
    ];
    for (const secret of secrets) expect([secret.length > 10, shown.filter((text) => text.includes(secret))]).toEqual([true, []]);
  });

  it('lets its engine ask nobody outside for a newer version', () => {
    const [, engine] = children();
    expect(calledAs(engine)).toContain(' frontend.enableServerVersionCheck=false');
  });

  it.each([
    ['worker', workerFile],
    ['http', join(dir, 'http', 'http.pid')],
  ])('starts its %s again when it has ended, and says so', async (name, file) => {
    const pid = (): number => pidIn(file);
    const before = pid();
    process.kill(before, 'SIGKILL');
    expect(
      await until(
        () => new RegExp(`${name}: (已意外结束|has ended)[\\s\\S]*${name}: (已重新启动|runs again)`).test(said.get(first) ?? ''),
        120_000,
      ),
    ).toBe(true);
    expect([pid() === before, alive([pid()]).length]).toEqual([false, 1]);
    const commented = await program('act', '1', 'comment', '--as', 'an-ning', '--data', `{"text":"after ${name}"}`);
    expect(commented.code).toBe(0);
  });

  it('keeps the boards, and prints the links that lead to them', async () => {
    expect(await luyue('board', 'claim')).toMatchObject({
      code: 0,
      json: { board: 'board-claims', open: 1, recordsOpen: 1, engineOpen: 1 },
    });
    expect(await luyue('board')).toMatchObject({
      code: 0,
      json: { board: 'board-all', open: 1, stages: [{ process: 'claim', stage: null, open: 1 }] },
    });
    expect(await luyue('board', 'clam')).toMatchObject({ code: 2, json: { error: { code: 'input.invalid' } } });
    expect(await luyue('views', '--team', 'motor-north')).toMatchObject({
      code: 0,
      json: {
        views: expect.arrayContaining([
          expect.objectContaining({ link: expect.stringMatching(/^http:.*Team='motor-north'.*&savedQuery=/) }),
        ]),
        boards: expect.arrayContaining([
          expect.objectContaining({ link: expect.stringMatching(/\/namespaces\/luyue\/workflows\/board-all$/) }),
        ]),
      },
    });
    expect(await luyue('views', '--team', "x' OR")).toMatchObject({ code: 2 });
  });

  it('settles the clocks that waited for a year when its holidays are added', async () => {
    const old = { ...claim, reference: 'UP-2', receivedAt: '2018-06-01T10:00:00+08:00', lossAt: '2018-05-31T10:00:00+08:00' };
    const policy = { ...claim.policy, from: '2017-01-01T00:00:00+08:00' };
    writeFileSync(join(folder, 'old.json'), JSON.stringify({ ...old, policy }));
    expect(await luyue('open', 'claim', '--file', join(folder, 'old.json'))).toMatchObject({ code: 0, json: { opened: 1 } });
    const waiting = async (): Promise<readonly string[]> => {
      const { clocks } = z
        .object({ clocks: z.array(z.object({ id: z.string(), state: z.string(), missingYears: z.array(z.number()) })) })
        .parse((await luyue('why', '2')).json);
      return clocks.filter(({ state, missingYears }) => state === 'running' && missingYears.includes(2018)).map(({ id }) => id);
    };
    expect(await waiting()).toContain('promise-claim-progress');
    const notice = { year: 2018, papers: [], days: [{ date: '2018-06-18', name: '端午节', isOffDay: true }] };
    writeFileSync(join(folder, '2018.json'), JSON.stringify(notice));
    expect(await luyue('calendar', 'add', join(folder, '2018.json'))).toMatchObject({ code: 0, json: { added: 2018 } });
    expect(await until(async () => (await waiting()).length === 0, 40_000, 500)).toBe(true);
    expect((await luyue('log', '2')).json).toMatchObject({
      events: expect.arrayContaining([expect.objectContaining({ fact: expect.objectContaining({ act: 'recount' }) })]),
    });
    expect(await luyue('verify')).toMatchObject({ code: 0 });
  });

  it('leaves nothing that blocks the next start when it is killed', async () => {
    first.kill('SIGKILL');
    await ended(first);
    const left = alive(children());
    expect(left.length).toBeGreaterThanOrEqual(3);
    expect(left).toEqual(children());
    const second = await up();
    expect(await luyue('open', 'claim', '--file', file)).toMatchObject({ code: 0, json: { opened: 0, existed: 1 } });
    expect((await program('act', '1', 'contact', '--as', 'an-ning', '--data', '{"by":"phone"}')).code).toBe(0);
    second.kill('SIGINT');
    expect(await ended(second)).toBe(true);
    expect([second.exitCode, alive(children()), alive(left)]).toEqual([0, [], []]);
  });

  it('without it a call exits 5, and down is harmless', async () => {
    expect(await program('case', '1')).toMatchObject({
      code: 5,
      json: { error: { code: 'stack.failed', repeat: expect.stringContaining('case 1') } },
    });
    expect((await program('down')).code).toBe(0);
  });

  it('down stops an up that is running, and what it started', async () => {
    const third = await up();
    const pids = children();
    expect([pids.length >= 3, alive(pids)]).toEqual([true, pids]);
    expect((await program('down')).code).toBe(0);
    expect([await ended(third), third.exitCode, alive(pids)]).toEqual([true, 0, []]);
  });

  it('stops what it started with Ctrl-C also where a pipe has ended before it, and where npm hands the signal on', async () => {
    const command = `exec 3>&1; ${[process.execPath, ...main].join(' ')} up --json 2>&1 | tee /dev/fd/3`;
    const shell = spawn('/bin/sh', ['-c', command], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    await saysThatItIsUp(shell);
    const pids = children();
    expect([pids.length >= 3, alive(pids)]).toEqual([true, pids]);
    // As a terminal does: to everybody in the group, hence the reader of the pipe too.
    for (let times = 0; times < 2; times++) process.kill(-(shell.pid ?? 0), 'SIGINT');
    expect(await until(() => alive(pids).length === 0, 60_000)).toBe(true);
    expect(alive(pids)).toEqual([]);
  });

  it('refuses a demo, a fresh start or a drill on real services', async () => {
    for (const args of [['--demo'], ['--fresh'], ['--speed', '1d=20s']]) {
      expect(await luyue('up', '--existing', ...args)).toMatchObject({ code: 2, json: { error: { code: 'input.invalid' } } });
    }
  });
});

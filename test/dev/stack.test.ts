import { spawn } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackStatus } from '../../dev/doctor';
import { serveJson } from '../../dev/json-server';
import { isPortFree } from '../../dev/ports';
import { processMark } from '../../dev/process-mark';
import type { Progress } from '../../dev/progress';
import { type Stack, stackDir, startStack, stopStack } from '../../dev/stack';
import { readStackFile } from '../../dev/stack-file';
import { temporaryFolder } from '../support/folder';

const root = join(__dirname, '..', '..');
const folder = temporaryFolder();
const dir = join(folder, 'stack');

const started: Stack[] = [];

const start = async (more: Partial<Parameters<typeof startStack>[0]> = {}): Promise<Stack> => {
  const stack = await startStack({ dir, engine: 'file', searchAttributes: { CaseStage: 'Keyword' }, ports: 'any', ...more });
  started.push(stack);
  return stack;
};

const pidsOf = ({ postgres, engine }: Stack) => [postgres.pid, engine.pid];
const running = (pids: readonly number[]) => pids.filter((pid) => processMark(pid) !== undefined);

/** Another process that holds the stack of this folder. */
const holdElsewhere = async () => {
  const args = ['--import', 'tsx', join(root, 'test', 'support', 'hold-stack.ts'), dir];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return { pid: child.pid ?? 0, ended: new Promise((resolve) => child.once('exit', resolve)) };
};

afterEach(async () => {
  await Promise.all(started.splice(0).map((stack) => stack.stop()));
  await stopStack(dir);
});

describe('the stack', () => {
  it('is up with all its parts and writes down where they are, readable by its owner only', async () => {
    const stack = await start();
    expect(stackStatus(dir).running).toEqual({
      postgres: stack.postgres.pid,
      engine: stack.engine.pid,
      ui: expect.any(Number),
      owner: process.pid,
    });
    expect(readStackFile(dir)).toMatchObject({ bank: stack.bank, mail: stack.mail, messages: stack.messages });
    expect(statSync(join(dir, 'stack.json')).mode & 0o077).toBe(0);
    expect((await fetch(`${stack.bank.url}/ledger`)).status).toBe(200);
    expect((await fetch(`${stack.messages.url}/messages/sms`)).status).toBe(200);
    await stack.stop();
    expect(running(pidsOf(stack))).toEqual([]);
    expect(stackStatus(dir).running).toEqual({ postgres: undefined, engine: undefined, ui: undefined, owner: undefined });
    expect(await Promise.all([stack.bank.port, stack.messages.port, stack.mail.port].map(isPortFree))).toEqual([true, true, true]);
  });

  it('may be stopped a second time without harm to one started since, which has the ports and the secret of before', async () => {
    const first = await start();
    await first.stop();
    const second = await start();
    await first.stop();
    expect(running(pidsOf(second))).toEqual(pidsOf(second));
    expect(readStackFile(dir)?.owner?.pid).toBe(process.pid);
    expect(second.messages).toEqual(first.messages);
    expect([second.bank, second.mail, second.postgres.url]).toEqual([first.bank, first.mail, first.postgres.url]);
  });

  it('that another process holds is used, and left running by stop', async () => {
    const holder = await holdElsewhere();
    const stack = await start();
    expect(stack.local).toBeUndefined();
    expect(stack.owner?.pid).toBe(holder.pid);
    expect((await fetch(`${stack.bank.url}/ledger`)).status).toBe(200);
    await stack.stop();
    expect(running([...pidsOf(stack), holder.pid])).toEqual([...pidsOf(stack), holder.pid]);
    await stopStack(dir);
    await holder.ended;
    expect(running(pidsOf(stack))).toEqual([]);
  });

  it('is taken over, servers and all, after its holder was killed with kill -9', async () => {
    const holder = await holdElsewhere();
    const before = stackStatus(dir).running;
    process.kill(holder.pid, 'SIGKILL');
    await holder.ended;
    const stack = await start();
    expect(pidsOf(stack)).toEqual([before.postgres, before.engine]);
    expect(stack.owner?.pid).toBe(process.pid);
    expect(stack.local).toBeDefined();
    await stack.stop();
    expect(running(pidsOf(stack))).toEqual([]);
  });

  it('starts anew without data when told to, and leaves what is not its own', async () => {
    const first = await start();
    first.local?.bank.ledger.accept({ key: 'k', amountFen: 1, payee: 'p', reference: 'r' }, undefined);
    writeFileSync(join(dir, 'mine.txt'), 'mine');
    await first.stop();
    const second = await start({ fresh: true });
    expect(second.local?.bank.ledger.list()).toEqual([]);
    expect(second.postgres.url).not.toBe(first.postgres.url);
    expect(existsSync(join(dir, 'mine.txt'))).toBe(true);
  });

  it('that cannot start one part stops the others and says why', async () => {
    const blocker = await serveJson(0, () => 'drop');
    const reports: Progress[] = [];
    const failing = start({ ports: { bank: blocker.port }, onProgress: (progress) => reports.push(progress) });
    await expect(failing).rejects.toMatchObject({ code: 'stack.port-taken', message: `port ${blocker.port} is in use` });
    expect(reports.filter(({ state }) => state === 'ready').map(({ part }) => part)).toEqual(
      expect.arrayContaining(['postgres', 'engine']),
    );
    expect(stackStatus(dir).running).toEqual({ postgres: undefined, engine: undefined, ui: undefined, owner: undefined });
    await blocker.close();
  });

  it('does not look at TEMPORAL_ADDRESS and DATABASE_URL', async () => {
    process.env.TEMPORAL_ADDRESS = 'production:7233';
    process.env.DATABASE_URL = 'postgresql://production/claims';
    const stack = await start();
    delete process.env.TEMPORAL_ADDRESS;
    delete process.env.DATABASE_URL;
    expect([stack.engine.address, stack.postgres.url].join()).not.toContain('production');
  });
});

describe('what a doctor sees', () => {
  it('names the tools, the cache and the folder, and starts nothing', () => {
    const status = stackStatus(join(folder, 'never-started'));
    expect(status.tools.node).toBe(process.version);
    expect(status.cache.engine?.version).toContain('Server 1.');
    expect(status.running).toEqual({ postgres: undefined, engine: undefined, ui: undefined, owner: undefined });
    expect(status.stack).toBeUndefined();
  });

  it('finds the stack of a project in its folder .luyue', () => {
    expect(stackDir('/project')).toBe('/project/.luyue');
  });
});

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../dev/lock';
import { processMark } from '../../dev/process-mark';
import { findProcess, type ProcessSpec, sendSignal, startProcess, stopProcess, waitReady } from '../../dev/processes';
import { until } from '../../dev/waiting';
import { temporaryFolder } from '../support/folder';

const folder = temporaryFolder();
const idle = 'console.log("ready"); setInterval(() => undefined, 1000)';

const spec = (name: string, program: string): ProcessSpec => {
  return { name, folder, command: process.execPath, args: ['-e', program], ports: { main: 1 }, env: process.env };
};

const saysReady = (logFile: string) => async () => readFileSync(logFile, 'utf8').includes('ready');

describe('a child', () => {
  it('is found by its pid file while it runs, with its ports, and not after it was stopped', async () => {
    const child = startProcess(spec('found', idle));
    expect(findProcess(folder, 'found')).toEqual(child.record);
    expect(child.record.ports).toEqual({ main: 1 });
    expect(await stopProcess(folder, 'found')).toBe(true);
    expect(processMark(child.record.pid)).toBeUndefined();
    expect(findProcess(folder, 'found')).toBeUndefined();
  });

  it('may be stopped a second time without harm', async () => {
    startProcess(spec('twice', idle));
    expect(await stopProcess(folder, 'twice')).toBe(true);
    expect(await stopProcess(folder, 'twice')).toBe(false);
  });

  it('is killed with its whole group when it does not listen to the signal', async () => {
    const deaf = 'process.on("SIGTERM", () => undefined); console.log("ready"); setInterval(() => undefined, 1000)';
    const child = startProcess(spec('deaf', deaf));
    await waitReady('deaf', child, saysReady(child.logFile));
    await stopProcess(folder, 'deaf', { graceMs: 50 });
    expect(processMark(child.record.pid)).toBeUndefined();
  });

  it('is left alone when its pid belongs to another process by now', async () => {
    const stranger = spawn(process.execPath, ['-e', idle], { stdio: 'ignore' });
    const pid = stranger.pid ?? 0;
    writeFileSync(join(folder, 'reused.pid'), JSON.stringify({ pid, mark: 'an earlier start', command: 'x', ports: {} }));
    expect(await stopProcess(folder, 'reused')).toBe(false);
    expect(processMark(pid)).toBeDefined();
    expect(existsSync(join(folder, 'reused.pid'))).toBe(false);
    stranger.kill('SIGKILL');
  });

  it('that ends before it serves is an error with the end of its log', async () => {
    const child = startProcess(spec('broken', 'console.error("no such option"); process.exit(3)'));
    await expect(waitReady('broken', child, async () => false)).rejects.toMatchObject({
      code: 'stack.failed',
      message: expect.stringMatching(/broken ended with exit code 3; .*broken\.log ends with:\nno such option/),
    });
  });

  it('is known by what it has written since it was started, and not by what an earlier one of its name wrote', async () => {
    const earlier = startProcess(spec('again', 'console.log("address already in use"); process.exit(1)'));
    await expect(waitReady('again', earlier, async () => false)).rejects.toMatchObject({ code: 'stack.port-taken' });
    const later = startProcess(spec('again', 'console.log("no such option"); process.exit(3)'));
    await expect(waitReady('again', later, later.says('address'))).rejects.toMatchObject({
      code: 'stack.failed',
      message: expect.not.stringContaining('already in use'),
    });
  });

  it('whose pid file was cut short by a crash is as good as none', () => {
    writeFileSync(join(folder, 'cut.pid'), '{"pid": 12');
    expect(findProcess(folder, 'cut')).toBeUndefined();
  });
});

describe('a lock', () => {
  it('lets one at a time work', async () => {
    const file = join(folder, 'one.lock');
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} in`);
      await new Promise(setImmediate);
      log.push(`${name} out`);
    };
    await Promise.all([withLock(file, work('a')), withLock(file, work('b'))]);
    expect(log.map((line) => line.slice(2))).toEqual(['in', 'out', 'in', 'out']);
    expect(existsSync(file)).toBe(false);
  });

  it('of a dead process is broken', async () => {
    const file = join(folder, 'dead.lock');
    const child = startProcess(spec('holder', idle));
    writeFileSync(file, `${child.record.pid} ${child.record.mark}`);
    sendSignal(child.record.pid, 'SIGKILL');
    await until(() => processMark(child.record.pid) === undefined, 5_000);
    expect(await withLock(file, async () => 'done')).toBe('done');
  });
});

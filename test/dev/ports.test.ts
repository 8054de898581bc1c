import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { choosePort, freePort, isPortFree, listens, onChosenPorts } from '../../dev/ports';
import { startProcess, waitReady } from '../../dev/processes';
import { until } from '../../dev/waiting';
import { temporaryFolder } from '../support/folder';

const folder = temporaryFolder();
const root = join(__dirname, '../..');
const children: ChildProcess[] = [];
const servers: Server[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) server.close();
});

/** A program that asks nobody and listens. */
async function thiefOn(port: number): Promise<void> {
  const server = createServer();
  servers.push(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

/** Another process that takes so many ports at once and keeps them. */
async function another(count: number): Promise<{ readonly child: ChildProcess; readonly ports: readonly number[] }> {
  const args = ['--import', 'tsx', join(root, 'test/support/choose-ports.ts'), String(count)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = await once(child.stdout, 'data');
  return { child, ports: String(line).trim().split(' ').map(Number) };
}

describe('a port', () => {
  it('that is taken is named, and another is chosen', async () => {
    const taken = await freePort();
    await thiefOn(taken);
    const told: number[][] = [];
    const chosen = await choosePort({ preferred: taken, onTaken: (...ports) => told.push(ports) });
    expect(told).toEqual([[taken, chosen]]);
    expect(await isPortFree(chosen)).toBe(true);
    await expect(choosePort({ required: taken })).rejects.toMatchObject({ code: 'stack.port-taken', message: `port ${taken} is in use` });
  });

  it('that is free is the one that was preferred', async () => {
    const preferred = await freePort();
    expect(await choosePort({ preferred })).toBe(preferred);
  });

  it('is none that the system hands out by itself, to a listener or to a connection', async () => {
    const file = '/proc/sys/net/ipv4/ip_local_port_range';
    const lowest = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 32_768;
    const chosen = await Promise.all(Array.from({ length: 20 }, freePort));
    expect(Math.max(...chosen)).toBeLessThan(lowest);
    expect(new Set(chosen).size).toBe(20);
  });

  it('is given to one of several processes that choose at once', async () => {
    // Together more than a third of all there are: by chance alone hundreds would be given twice.
    const all = await Promise.all([another(1_500), another(1_500), another(1_500)]);
    const given = all.flatMap(({ ports }) => ports);
    expect(given).toHaveLength(4_500);
    expect(new Set(given).size).toBe(4_500);
  });

  it('is kept while nobody listens on it yet, until the process that chose it ends, however it ends', async () => {
    const { child, ports } = await another(1);
    const [port = 0] = ports;
    expect(await isPortFree(port)).toBe(true);
    expect(await choosePort({ preferred: port })).not.toBe(port);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await choosePort({ preferred: port })).toBe(port);
  });

  it('that a stranger listens on before the child does leads to another one', async () => {
    const tried: number[] = [];
    const serving = await onChosenPorts(async () => {
      const port = await freePort();
      tried.push(port);
      if (tried.length === 1) await thiefOn(port);
      // In pieces: node quotes the line that failed.
      const program = `require('net').createServer().listen(${port}, '127.0.0.1', () => console.log('is', 'up'))`;
      const args = ['-e', program];
      const child = startProcess({ name: 'robbed', folder, command: process.execPath, args, ports: { main: port }, env: process.env });
      // The port answers from the first moment: it is the thief's.
      await waitReady('robbed', child, child.says('is up'));
      return { port, pid: child.record.pid };
    });
    expect(tried).toHaveLength(2);
    expect(serving.port).toBe(tried[1]);
    expect(await listens(serving.port)).toBe(true);
    process.kill(serving.pid, 'SIGKILL');
    expect(await until(async () => !(await listens(serving.port)), 5_000)).toBe(true);
  });

  it('that is lost again and again is an error that names it, and another error is not tried again', async () => {
    let starts = 0;
    const lost = onChosenPorts(async () => {
      starts++;
      const port = await freePort();
      await thiefOn(port);
      await new Promise<void>((resolve, reject) => createServer().once('error', reject).listen(port, '127.0.0.1', resolve));
    });
    await expect(lost).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(starts).toBe(4);
    await expect(onChosenPorts(() => Promise.reject(new Error(`${++starts}`)))).rejects.toThrow('5');
  });
});

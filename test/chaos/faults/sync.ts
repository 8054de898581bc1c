import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { listCases } from '../../../db/queries/case';
import { LuyueError } from '../../../domain/errors';
import type { World } from '../world/world';
import { runningIn } from './histories';

const project = join(__dirname, '..', '..', '..');
const tries = 4;
const mostCases = 2_000;

/** `luyue sync` as an operator calls it. Gives exit code and what it printed. */
function call(world: World): Promise<{ readonly code: number | null; readonly output: string }> {
  const args = ['--import', 'tsx', 'cli/main.ts', 'sync', '--existing', '--lang', 'en'];
  const child = spawn(process.execPath, args, { cwd: project, env: world.commandEnvironment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Cases that the engine runs again although the record has closed them: `luyue sync` asks only those that are open in the record. */
async function syncClosed(world: World): Promise<number> {
  const open = await listCases(world.records.db, { status: 'open' }, mostCases);
  const known = new Set(open.map(({ id }) => id));
  const closed = (await runningIn(world.client())).filter((id) => !known.has(id));
  for (const id of closed) await world.doors().sync(id);
  return closed.length;
}

/** Lets all cases catch up with the record, again where some did not answer in time. Says how. @throws LuyueError where some stay behind */
export async function syncAll(world: World): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const { code, output } = await call(world);
    if (code === 0) return `luyue sync: ${output.trimEnd().split('\n').at(-1) ?? ''}; ${await syncClosed(world)} closed ones synced`;
    if (attempt === tries) throw new LuyueError('defect.unexpected', `luyue sync ended with ${code ?? 'no code'}: ${output}`);
  }
}

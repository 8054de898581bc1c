import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { LuyueError } from '../../../domain/errors';
import type { World } from '../world/world';

const project = join(__dirname, '..', '..', '..');
const tries = 4;

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

/** Lets all cases catch up with the record, again where some did not answer in time. Gives the last line. @throws LuyueError where some stay behind */
export async function syncAll(world: World): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const { code, output } = await call(world);
    if (code === 0) return `luyue sync: ${output.trimEnd().split('\n').at(-1) ?? ''}`;
    if (attempt === tries) throw new LuyueError('defect.unexpected', `luyue sync ended with ${code ?? 'no code'}: ${output}`);
  }
}

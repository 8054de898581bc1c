import { LuyueError } from '../../../domain/errors';
import { type Ended, runProgram } from '../../support/program';
import type { World } from '../world/world';

const tries = 4;

/** `luyue sync` as an operator calls it. */
const call = (world: World): Promise<Ended> =>
  runProgram(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'sync', '--existing', '--lang', 'en'], { env: world.commandEnvironment });

/** Lets all cases catch up with the record, again where some did not answer in time. Says how. @throws LuyueError where some stay behind */
export async function syncAll(world: World): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const { code, out, err } = await call(world);
    const output = `${out}${err}`;
    if (code === 0) return `luyue sync: ${output.trimEnd().split('\n').at(-1) ?? ''}`;
    if (attempt === tries) throw new LuyueError('defect.unexpected', `luyue sync ended with ${code ?? 'no code'}: ${output}`);
  }
}

import { listCases } from '../../../db/queries/case';
import { LuyueError } from '../../../domain/errors';
import { type Ended, runProgram } from '../../support/program';
import { each } from '../parallel';
import type { World } from '../world/world';
import { runningIn } from './histories';

const tries = 4;
const mostCases = 2_000;

/** `luyue sync` as an operator calls it. */
const call = (world: World): Promise<Ended> =>
  runProgram(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'sync', '--existing', '--lang', 'en'], { env: world.commandEnvironment });

/** Cases that the engine runs again although the record has closed them: `luyue sync` asks only those that are open in the record. */
async function syncClosed(world: World): Promise<number> {
  const open = await listCases(world.records.db, { status: 'open' }, mostCases);
  const known = new Set(open.map(({ id }) => id));
  const closed = (await runningIn(world.client())).filter((id) => !known.has(id));
  await each(closed, (id) => world.doors().sync(id));
  return closed.length;
}

/** Lets all cases catch up with the record, again where some did not answer in time. Says how. @throws LuyueError where some stay behind */
export async function syncAll(world: World): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const { code, out, err } = await call(world);
    const output = `${out}${err}`;
    if (code === 0) return `luyue sync: ${output.trimEnd().split('\n').at(-1) ?? ''}; ${await syncClosed(world)} closed ones synced`;
    if (attempt === tries) throw new LuyueError('defect.unexpected', `luyue sync ended with ${code ?? 'no code'}: ${output}`);
  }
}

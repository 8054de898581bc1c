import { RungProcess } from '../process';
import type { Ground, Rung } from '../rung';
import { stepsOver } from '../steps-client';

/** (e) No engine: TypeScript and PostgreSQL transactions. */
export async function floorRung({ postgres, script, scriptFile }: Ground): Promise<Rung> {
  const database = 'floor';
  const worker = await RungProcess.start(require.resolve('./worker'), {
    DATABASE_URL: await postgres.withSchema(database),
    BENCH_SCRIPT: scriptFile,
  });
  return {
    name: 'no engine (floor)',
    enginePids: [],
    workerPids: () => [worker.pid],
    databases: [database],
    ...stepsOver(worker.told, script),
    history: async () => null,
    stop: () => worker.stop(),
  };
}

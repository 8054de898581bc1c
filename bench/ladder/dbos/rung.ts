import { RungProcess } from '../process';
import { idOf } from '../recorder';
import type { Ground, Rung } from '../rung';
import { stepsOver } from '../steps-client';

const outputs = `select count(*)::int as events, coalesce(sum(pg_column_size(o.*)), 0)::int as bytes
  from dbos.operation_outputs o where workflow_uuid = $1`;

/** (c) DBOS Transact: the engine is a library in the application, its state in PostgreSQL. */
export async function dbosRung({ postgres, script, scriptFile }: Ground): Promise<Rung> {
  const [database, system] = ['dbos_records', 'dbos_system'];
  const worker = await RungProcess.start(require.resolve('./worker'), {
    DATABASE_URL: await postgres.withSchema(database),
    DBOS_DATABASE_URL: await postgres.empty(system),
    BENCH_SCRIPT: scriptFile,
  });
  return {
    name: 'DBOS Transact',
    enginePids: [],
    workerPids: () => [worker.pid],
    databases: [database, system],
    ...stepsOver(worker.told, script),
    history: async (reference) => {
      const [found] = await postgres.ask<{ events: number; bytes: number }>(system, outputs, [idOf(reference)]);
      return found === undefined ? null : { ...found, actions: null };
    },
    stop: () => worker.stop(),
  };
}

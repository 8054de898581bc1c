import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { historyFigures } from '../history';
import { RungProcess } from '../process';
import { idOf } from '../recorder';
import type { Ground, Rung } from '../rung';
import { decide, type handwrittenClaim, opened, standing } from './workflow';

/** What the tables call it: everything else is compared with it. */
export const byHand = 'Temporal by hand';

export const handwrittenQueue = 'bench-handwritten';

/** Starts a worker of the hand-written workflow. */
export const startHandwrittenWorker = (
  { engine, scriptFile }: Pick<Ground, 'engine' | 'scriptFile'>,
  databaseUrl: string,
  cachedCases: number,
): Promise<RungProcess> =>
  RungProcess.start(require.resolve('./worker'), {
    DATABASE_URL: databaseUrl,
    BENCH_SCRIPT: scriptFile,
    BENCH_ENGINE: engine.address,
    BENCH_NAMESPACE: engine.namespace,
    BENCH_QUEUE: handwrittenQueue,
    BENCH_CACHE: String(cachedCases),
  });

/** Opens a hand-written case; answers when it is in the record. */
export async function openHandwritten({ workflow }: Client, reference: string, steps: number): Promise<void> {
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof handwrittenClaim>('handwrittenClaim', {
    taskQueue: handwrittenQueue,
    workflowId: `hand-${idOf(reference)}`,
    args: [reference, steps],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
  });
  await workflow.executeUpdateWithStart(opened, { startWorkflowOperation });
}

/** (a) A Temporal workflow written by hand: one activity and one timer per step. */
export async function handwrittenRung(ground: Ground, cachedCases: number): Promise<Rung> {
  const { engine, postgres, script } = ground;
  const database = 'handwritten';
  const databaseUrl = await postgres.withSchema(database);
  const start = () => startHandwrittenWorker(ground, databaseUrl, cachedCases);
  let worker = await start();
  const connection = await Connection.connect({ address: engine.address });
  const client = new Client({ connection, namespace: engine.namespace });
  const steps = script.transitions.length - 1;
  return {
    name: byHand,
    enginePids: engine.pids,
    workerPids: () => [worker.pid],
    databases: [database],
    open: (reference) => openHandwritten(client, reference, steps),
    act: (reference, step) => {
      const decision = { step, by: 'an-ning', payload: script.transitions[step]?.request?.payload ?? {} };
      return client.workflow.getHandle(`hand-${idOf(reference)}`).executeUpdate(decide, { args: [decision] });
    },
    history: (reference) => historyFigures(client, `hand-${idOf(reference)}`),
    ask: (reference) => client.workflow.getHandle(`hand-${idOf(reference)}`).query(standing),
    restart: async () => {
      const next = await worker.replaced(start);
      worker = next.worker;
      return next.startMs;
    },
    stop: async () => {
      await worker.stop();
      await connection.close();
    },
  };
}

import { join } from 'node:path';
import { z } from 'zod';
import { LuyueError } from '../../../domain/errors';
import { post } from '../post';
import { RungProcess } from '../process';
import { idOf } from '../recorder';
import type { Ground, HistoryFigures, Rung } from '../rung';
import { decisionFor } from '../steps-client';
import { type RestateServer, startRestate } from './server';

const counted = z.object({ rows: z.tuple([z.object({ events: z.int(), bytes: z.int().nullable() })]) });

/** Entries of the journals that a case has left, of its own run and of the calls to it. */
async function historyOf(server: RestateServer, reference: string): Promise<HistoryFigures> {
  const query = `select count(*) as events, sum(j.raw_length) as bytes from sys_journal j
    join sys_invocation i on i.id = j.id where i.target_service_key = '${idOf(reference)}'`;
  const { rows } = counted.parse(await server.ask(query));
  return { events: rows[0].events, bytes: rows[0].bytes ?? 0, actions: null };
}

/** (d) Restate: a server with a store of its own calls the application. `RESTATE_SERVER` names its program. */
export async function restateRung({ dir, postgres, script, scriptFile }: Ground): Promise<Rung> {
  const command = process.env.RESTATE_SERVER;
  if (command === undefined || command === '')
    throw new LuyueError('config.invalid', 'RESTATE_SERVER must name the program restate-server (docs/performance.md)');
  const database = 'restate_records';
  const worker = await RungProcess.start(require.resolve('./worker'), {
    DATABASE_URL: await postgres.withSchema(database),
    BENCH_SCRIPT: scriptFile,
  });
  const server = await startRestate(join(dir, 'restate'), command);
  await server.register(worker.told);
  const steps = script.transitions.length - 1;
  const at = (reference: string, handler: string): string => `${server.ingressUrl}/claim/${idOf(reference)}/${handler}`;
  return {
    name: 'Restate',
    enginePids: [server.pid],
    workerPids: () => [worker.pid],
    databases: [database],
    open: async (reference) => {
      await post(at(reference, 'run/send'), { reference, steps });
      await post(at(reference, 'opened'));
    },
    act: async (reference, step) => void (await post(at(reference, 'decide'), decisionFor(script, reference, step))),
    history: (reference) => historyOf(server, reference),
    stop: async () => {
      await worker.stop();
      await server.stop();
    },
  };
}

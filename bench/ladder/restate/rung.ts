import { join } from 'node:path';
import { connect } from '@restatedev/restate-sdk-clients';
import { z } from 'zod';
import { freePort } from '../../../dev/ports';
import { LuyueError } from '../../../domain/errors';
import { RungProcess } from '../process';
import { idOf } from '../recorder';
import type { Ground, HistoryFigures, Rung } from '../rung';
import { type RestateServer, startRestate } from './server';
import type { ClaimWorkflow } from './workflow';

const claim = { name: 'claim' } as const satisfies { name: ClaimWorkflow['name'] };
const journal = z.object({ rows: z.array(z.object({ events: z.int(), bytes: z.int().nullable() })) });

async function send(url: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new LuyueError('stack.failed', `Restate: ${url} answers ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** Entries of the journal of a case: its run, and the calls that opened it and decided on it. */
async function journalOf({ admin }: RestateServer, reference: string): Promise<HistoryFigures | null> {
  const query = `select count(*) as events, sum(j.raw_length) as bytes from sys_journal j join sys_invocation i on i.id = j.id
    where i.target_service_key = '${idOf(reference)}'`;
  const [found] = journal.parse(await send(`${admin}/query`, { query })).rows;
  return found === undefined ? null : { events: found.events, bytes: found.bytes ?? 0, actions: null };
}

/** (d) Restate: a server with a store of its own, and a service that it calls. */
export async function restateRung({ dir, postgres, script, scriptFile }: Ground): Promise<Rung> {
  const database = 'restate';
  const server = await startRestate(join(dir, 'restate'));
  const worker = await RungProcess.start(require.resolve('./worker'), {
    DATABASE_URL: await postgres.withSchema(database),
    BENCH_SCRIPT: scriptFile,
    BENCH_PORT: String(await freePort()),
  });
  await send(`${server.admin}/deployments`, { uri: worker.told });
  const client = connect({ url: server.ingress });
  const steps = script.transitions.length - 1;
  const workflowOf = (reference: string) => client.workflowClient<ClaimWorkflow>(claim, idOf(reference));
  return {
    name: 'Restate',
    enginePids: [server.pid],
    workerPids: () => [worker.pid],
    databases: [database],
    open: async (reference) => {
      await workflowOf(reference).workflowSubmit({ reference, steps });
      await workflowOf(reference).opened();
    },
    act: async (reference, step) => {
      const { actor = '', payload = {} } = script.transitions[step]?.request ?? {};
      await workflowOf(reference).decide({ reference, step, by: actor, payload });
    },
    history: (reference) => journalOf(server, reference),
    stop: async () => {
      await worker.stop();
      await server.stop();
    },
  };
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { LuyueError } from '../../../domain/errors';
import { each } from '../parallel';
import type { Random } from '../random';
import type { World } from '../world/world';
import type { Fault } from './fault';
import { completedTasks, eventsOf, runningIn } from './histories';
import { syncAll } from './sync';

const mostReset = 6;

/** Cuts the history of a case at a completed task that the seed picks; what came after is run again. Null where it ended meanwhile. */
async function resetOne(world: World, client: Client, id: string, random: Random): Promise<string | null> {
  const handle = client.workflow.getHandle(id);
  const { runId, status } = await handle.describe();
  const [first, ...rest] = completedTasks(await eventsOf(client, id));
  if (first === undefined || status.name !== 'RUNNING') return null;
  const at = random.pick([first, ...rest]);
  const workflowExecution = { workflowId: id, runId };
  const request = {
    namespace: world.engine.namespace,
    workflowExecution,
    workflowTaskFinishEventId: at,
    requestId: randomUUID(),
    reason: 'chaos',
  };
  try {
    const { runId: next } = await client.workflowService.resetWorkflowExecution(
      temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest.fromObject(request),
    );
    return next === runId ? null : id;
  } catch (error) {
    if (isGrpcServiceError(error)) return null;
    throw error;
  }
}

async function reset(world: World, random: Random): Promise<string> {
  const client = world.client();
  const ids = random.shuffled(await runningIn(client)).slice(0, mostReset);
  const done: string[] = [];
  for (const id of ids) {
    const one = await resetOne(world, client, id, random);
    if (one !== null) done.push(one);
  }
  if (ids.length > 0 && done.length === 0) throw new LuyueError('defect.unexpected', 'no case was reset');
  return `${done.length} cases have a new run; ${await syncAll(world)}`;
}

const lengths = async (client: Client, ids: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const found = new Map<string, number>();
  await each(ids, async (id) => {
    const described = await client.workflow
      .getHandle(id)
      .describe()
      .catch(() => null);
    found.set(id, described?.historyLength ?? 0);
  });
  return found;
};

const mostCompared = 40;

/** The engine goes back to an earlier moment; the record knows more than it does. */
async function restore(world: World, random: Random): Promise<string> {
  const { engine } = world;
  if (engine.keep === undefined || engine.restore === undefined)
    throw new LuyueError('defect.unexpected', 'this engine cannot be restored: leave engine-restore out');
  await engine.keep();
  await sleep(random.between(6_000, 12_000));
  const client = world.client();
  const ids = (await runningIn(client)).slice(0, mostCompared);
  const before = await lengths(client, ids);
  await engine.restore();
  // As docs/backup.md has it: what workers hold of cases in memory is later than the engine that comes back.
  await Promise.all(world.workers.map((worker) => world.deploy(worker)));
  const after = await lengths(client, ids);
  const shorter = ids.filter((id) => (after.get(id) ?? 0) < (before.get(id) ?? 0)).length;
  if (shorter === 0) throw new LuyueError('defect.unexpected', 'nothing was lost by going back');
  return `${shorter} of ${ids.length} histories were shorter or gone; ${await syncAll(world)}`;
}

/** An engine that forgets. */
export const engineFaults: readonly Fault[] = [
  { name: 'engine-reset', says: 'running cases are reset to an earlier event; luyue sync', strike: reset },
  { name: 'engine-restore', says: 'the engine is restored to an earlier moment, the records are not; luyue sync', strike: restore },
];

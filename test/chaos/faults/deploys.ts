import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { LuyueError } from '../../../domain/errors';
import { comes } from '../../support/worker-process';
import { each } from '../parallel';
import type { Random } from '../random';
import type { Worker, World } from '../world/world';
import { type Variant, variantBundle } from './bundles';
import type { Fault } from './fault';
import { eventsOf, hasStrayed, isWrittenBy, runningIn } from './histories';
import { syncAll } from './sync';

const variantMain = require.resolve('./variant-worker');
const mostMixedMs = 12_000;

function oneOf({ workers }: World, random: Random): Worker {
  const [first, ...rest] = workers;
  if (first === undefined) throw new LuyueError('defect.unexpected', 'there is no worker');
  return random.pick([first, ...rest]);
}

/** A worker ends in peace and comes back as another version. */
async function become(world: World, worker: Worker, variant: Variant): Promise<void> {
  await world.deploy(worker, variantMain, [await variantBundle(variant), variant]);
}

const released = async ({ records: { pool } }: World): Promise<number> => {
  const { rows } = await pool.query<{ n: number }>(
    "select count(*)::int as n from case_event where fact->>'kind' = 'noted' and fact->>'key' = 'release'",
  );
  return rows[0]?.n ?? 0;
};

/** One worker gets the next version while the others have the old one; then it gets the old one back. */
async function roll(world: World, random: Random): Promise<string> {
  const worker = oneOf(world, random);
  const before = await released(world);
  await become(world, worker, 'next');
  await comes('a transition of the next version', async () => (await released(world)) > before);
  await sleep(random.between(2_000, mostMixedMs));
  const moved = (await released(world)) - before;
  await world.deploy(worker);
  return `the changed stages took hold of ${moved} cases, beside the version before`;
}

/** Ends a run; one that has ended by itself in between is no error. */
async function endRun(client: Client, id: string): Promise<void> {
  try {
    await client.workflow.getHandle(id).terminate('written by a version that was taken back');
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

/**
 * What a version that was taken back has written cannot be replayed by any other: those runs end, and their cases go on from the record.
 * Counts them, and the histories in which a task has failed for that reason.
 */
async function replaceSpoiled(world: World, pid: number): Promise<{ readonly ended: number; readonly strayed: number }> {
  const client = world.client();
  let [ended, strayed] = [0, 0];
  await each(await runningIn(client), async (id) => {
    const events = await eventsOf(client, id);
    if (hasStrayed(events)) strayed++;
    if (!isWrittenBy(events, pid)) return;
    await endRun(client, id);
    ended++;
  });
  return { ended, strayed };
}

/** A version whose shell does other commands is deployed on one worker, found by its failing tasks and taken back. */
async function rollBack(world: World, random: Random): Promise<string> {
  const worker = oneOf(world, random);
  const { part } = worker;
  const written = part.log.length;
  await become(world, worker, 'swapped');
  const { pid = 0 } = part;
  await comes('a workflow task that fails', () => /Failing workflow task|ondeterminis/.test(part.log.slice(written)));
  await world.deploy(worker);
  world.spoilers.push(pid);
  const { ended, strayed } = await replaceSpoiled(world, pid);
  if (strayed === 0) throw new LuyueError('defect.unexpected', 'no task has failed for being nondeterministic');
  return `${strayed} histories with a nondeterminism error; taken back; ${ended} runs ended that it had written into; ${await syncAll(world)}`;
}

/** Other versions of the worker in the middle of the load. */
export const deploys: readonly Fault[] = [
  { name: 'deploy-next', says: 'a worker with changed stages joins the others, and is taken back', strike: roll },
  {
    name: 'deploy-nondeterministic',
    says: 'a worker whose shell does other commands is found by its failing tasks and taken back',
    strike: rollBack,
  },
];

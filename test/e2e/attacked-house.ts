import { randomBytes, randomUUID } from 'node:crypto';
import { WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import type { Worker } from '@temporalio/worker';
import { createBoards } from '../../activities/boards';
import { askingRun, createRecords } from '../../activities/records';
import { signerOf } from '../../client/identity';
import { normOf } from '../../db/norm';
import { boardFigures } from '../../db/queries/board';
import { createCommit } from '../../db/queries/commit';
import { type DoorKey, proofOf } from '../../db/record/assertion';
import { chinaCalendar } from '../../domain/calendar/china';
import type { ActRequest } from '../../domain/case/act';
import type { Commit } from '../../domain/case/commit';
import type { OpenRequest } from '../../domain/case/opening';
import type { CaseState } from '../../domain/case/state';
import { insideKinds } from '../../domain/org/systems';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { commitDeps } from '../../worker/norms';
import { claimWorkflows } from '../support/claim-worker';
import { workerFor } from '../support/flow';
import { stolen } from '../support/stolen';
import { door, house, medicalNotice } from './house';

/** The state of a case with what an attacker would like to have in it. */
export const forgedState = (state: CaseState): CaseState => ({
  ...state,
  stage: 'pay',
  payments: { stolen: { ...stolen, status: 'requested', at: 1 } },
  notes: { ...state.notes, forged: true },
});

export const comment = (request: string): ActRequest => ({ act: 'comment', request, actor: 'an-ning', payload: { text: '已核实' } });

const phone = '+86 139 0000 7300';

/** An opening as no door has signed it. */
export function opening(reference: string): OpenRequest {
  const { source, receivedAt, line, branch, reference: _reference, ...content } = medicalNotice(reference, phone);
  const json: OpenRequest['content'] = JSON.parse(JSON.stringify(content));
  return { process: 'claim', source, reference, digest: 'd', actor: 'an-ning', receivedAt, line, branch, content: json };
}

/** Code of what an attempt came to, through all the layers of the engine. */
function codeOf(error: unknown): string {
  if (error instanceof WorkflowFailedError || error instanceof WorkflowUpdateFailedError || error instanceof ActivityFailure)
    return codeOf(error.cause);
  return error instanceof ApplicationFailure ? (error.type ?? '') : String(error);
}

/** What something came to: its answer, or the code of its failure. */
export const outcomeOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return await work;
  } catch (error) {
    return { failed: codeOf(error) };
  }
};

const nothing: Commit = async () => ({ kind: 'current' });

/**
 * A house under the settings of production, and an attacker who reaches the engine: with a client, with workers of his own on any queue, and
 * with the keys of the payloads. What he has not is a door's key and the records.
 */
export function attackedHouse() {
  const working: { readonly worker: Worker; readonly ended: Promise<void> }[] = [];
  const rest = async (): Promise<void> => {
    for (const { worker, ended } of working.splice(0)) {
      worker.shutdown();
      await ended;
    }
  };
  // Before the house's own: a worker that still runs holds the records.
  afterAll(rest);
  const h = house();
  const ownQueue = `own-${randomUUID()}`;

  const works = async (path: string, commit: Commit, taskQueue: string, others: object = {}): Promise<void> => {
    const worker = await workerFor(h.engine(), path, commit, taskQueue, h.keys(), others);
    working.push({ worker, ended: worker.run() });
  };

  /** The activities of the product's worker: assertions are required, time is the database's, the asking run is the engine's word. */
  const product = async (): Promise<void> => {
    const proof = proofOf([door, workersKey], true);
    const book = standardRulebook();
    const norm = normOf(book, chinaCalendar());
    const { db } = h.record();
    const deps = commitDeps(book, () => norm, h.keys().columns, { proof });
    const boards = createBoards({ figures: (asked) => boardFigures(db, asked, Date.now()), count: async () => 0, againAfterMs: 1 });
    await works(claimWorkflows, createRecords({ commit: createCommit(db, deps), asking: askingRun }).commit, h.taskQueue, boards);
  };
  const both = async (): Promise<void> => {
    await product();
    await works(require.resolve('./forged.workflows'), nothing, ownQueue);
  };
  beforeAll(both);

  /** Lets a worker of the attacker take the tasks of the product while something is done. */
  const meanwhile = async <T>(commit: Commit, work: () => Promise<T>): Promise<T> => {
    await rest();
    await works(claimWorkflows, commit, h.taskQueue);
    try {
      return await work();
    } finally {
      await rest();
      await both();
    }
  };

  const engine = () => h.client().workflow;

  /** What an activity of the product answers a run of the attacker's under an id of his choice. */
  const calls = (workflowId: string, activity: string, ...args: readonly unknown[]): Promise<unknown> =>
    outcomeOf(engine().execute('call', { workflowId, taskQueue: ownQueue, args: [{ activity, taskQueue: h.taskQueue, args }] }));

  /** Every row of every table of the records but what was refused, and the keys under which the attacker's own payloads are encrypted. */
  const everything = async (): Promise<string> => {
    const tables = await h.query(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('refusal', 'data_key') order by 1`,
    );
    const sums = tables.map(async ({ name }) => {
      const [row] = await h.query(`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from "${String(name)}" as t`);
      return `${String(name)} ${String(row?.sum)}`;
    });
    return (await Promise.all(sums)).join('\n');
  };

  return {
    ...h,
    ownQueue,
    engine,
    calls,
    meanwhile,
    open: async (reference: string): Promise<string> => (await h.doors().open('claim', medicalNotice(reference, phone))).case,
    terminate: (id: string) => engine().getHandle(id).terminate('by the attacker'),
    /** Sends an act to a case as a door signs it. */
    send: (id: string, request: ActRequest): Promise<unknown> =>
      outcomeOf(
        engine()
          .getHandle(id)
          .executeUpdate(request.act, { args: [signerOf(door).act(id, request)] }),
      ),
    sync: (id: string): Promise<unknown> => outcomeOf(engine().getHandle(id).executeUpdate('sync')),
    refusals: async (id: string): Promise<readonly string[]> =>
      (await h.query('select code from refusal where case_id = $1 order by id', [id])).map(({ code }) => String(code)),
    /** Tries something, and asks that nothing has changed in the records but what is noted of refusals. */
    harmless: async (id: string, attempt: () => Promise<unknown>): Promise<unknown> => {
      const before = await everything();
      const outcome = await attempt();
      expect(await everything()).toBe(before);
      expect(await h.flaw(id)).toBeNull();
      return outcome;
    },
  };
}

/** What the worker of the product signs with, for its own parts alone. */
export const workersKey: DoorKey = { id: 'worker', secret: randomBytes(32), systems: insideKinds };

/** A key of nobody, under the name of a door. */
export const strange = { id: door.id, secret: randomBytes(32) };

import { randomUUID } from 'node:crypto';
import type { Worker } from '@temporalio/worker';
import { recordsOf } from '../../client/db-records';
import { unsigned } from '../../client/identity';
import { Doors } from '../../client/luyue';
import { processes } from '../../client/processes';
import { plainColumns } from '../../db/keys/columns';
import { stateOf } from '../../db/queries/log';
import { verifyCase } from '../../db/queries/verify';
import type { SinkMessage } from '../../dev/messages';
import type { Calendar } from '../../domain/calendar/types';
import { searchAttributes } from '../../domain/case/attributes';
import type { JsonObject } from '../../domain/case/fact';
import type { CaseState, ClockState } from '../../domain/case/state';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Rulebook } from '../../domain/rulebook';
import { readConfig } from '../../worker/config';
import { type Dispatch, startDispatch } from '../../worker/dispatch';
import { engineCases } from '../../worker/engine-cases';
import { jsonLog } from '../../worker/log';
import { titleOf } from '../../worker/norms';
import { usualPace } from '../../worker/relay';
import { templates } from '../../worker/templates';
import { records, rowsOf } from '../db/support';
import { claimWorkflows, recordedCommit } from '../support/claim-worker';
import { timeSkipping } from '../support/engine';
import { addSearchAttributes, workerFor } from '../support/flow';
import { temporaryFolder } from '../support/folder';
import { ShiftedClock } from '../support/shifted-date';
import { comes } from '../support/worker-process';
import { outside, workerEnvironment } from './house';

/** Real waits are short; nobody gives up on a channel while the test keeps it down. */
const pace = { ...usualPace, idleMs: 20, backoff: { firstMs: 100, capMs: 300 }, maxAttempts: 1_000_000, refusedMs: 500 };

/** One person told of something: as the notice table has it, and what reached the sinks under its key. */
export interface Told {
  readonly recipient: string;
  readonly version: number;
  readonly locale: string;
  readonly reached: readonly { readonly to: string; readonly subject: string }[];
}

/** The key of the notice that a message was sent under. */
const keyOf = ({ channel, messageId, idempotencyKey = '' }: SinkMessage): string =>
  channel === 'mail' ? messageId.replace(/^<|@.*$/g, '').replaceAll('.', ':') : idempotencyKey;

/** A house whose engine skips time, and whose relays, sinks and bank live at the engine's time. Records, channels and commit are the real ones. */
export function virtualHouse(book: Rulebook, calendar: Calendar) {
  const clock = new ShiftedClock();
  // Before the records' own: worker and relays hold connections to them.
  let running: { readonly worker: Worker; readonly ended: Promise<void>; readonly dispatch: Dispatch } | undefined;
  afterAll(async () => {
    await running?.dispatch.stop();
    running?.worker.shutdown();
    await running?.ended;
  });
  const environment = timeSkipping();
  const record = records();
  const folder = temporaryFolder();
  const there = outside(folder);
  const taskQueue = `virtual-${randomUUID()}`;

  beforeAll(async () => {
    const env = environment();
    const { db } = record();
    await addSearchAttributes(env, searchAttributes);
    const config = readConfig(workerEnvironment({ ...there(), databaseUrl: record().url, taskQueue }));
    const worker = await workerFor(env, claimWorkflows, recordedCommit(db, book, calendar), taskQueue);
    const log = jsonLog(() => undefined);
    const cases = engineCases({ client: env.client, db, taskQueue, signer: unsigned, patienceMs: 20_000, onMisfit: () => undefined });
    const dispatch = await startDispatch({
      db,
      config,
      columns: plainColumns,
      signer: null,
      rulebook: book,
      templates,
      titleOf,
      cases,
      log,
      pace,
    });
    running = { worker, ended: worker.run(), dispatch };
  });

  const doors = (): Doors => {
    const { connection, namespace = 'default' } = environment();
    return new Doors(processes, { processes, records: recordsOf(record().db, plainColumns), engine: { connection, namespace }, taskQueue });
  };
  const state = (id: string): Promise<CaseState> => stateOf(record().db, id);
  const messages = (): readonly SinkMessage[] => [...there().sinks.messages.list('mail'), ...there().sinks.messages.list('sms')];

  let requests = 0;
  const act = async (id: string, name: string, as: string, payload: JsonObject = {}): Promise<void> => {
    const expected = async () => Object.values((await state(id)).expectations).some((e) => e.act === name);
    if (['recommend', 'determine', 'agree', 'survey'].includes(name)) await comes(`${name} is expected`, expected);
    await doors().act(id, { act: name, as, payload, request: `v-${++requests}` });
  };

  return {
    there,
    doors,
    state,
    act,

    /** Lets time pass to an instant. It stands still for nobody: a minute later is a minute later. */
    until: async (at: Instant): Promise<void> => {
      const env = environment();
      const now = await env.currentTimeMs();
      if (at < now) throw new LuyueError('defect.unexpected', `it is ${new Date(now).toISOString()} already`);
      await env.sleep(at - now);
      clock.set(await env.currentTimeMs());
    },

    /** Ends a case that a test has done with, so that it does not climb on in the next one. */
    drop: (id: string): Promise<void> => act(id, 'withdraw', 'party:claimant'),

    clockOf: async (id: string, rule: string, on = 'e1'): Promise<ClockState> => {
      const { clocks } = await state(id);
      const found = clocks[`${rule}@${on}`] ?? clocks[rule];
      if (found === undefined) throw new LuyueError('defect.unexpected', `${rule} does not run`);
      return found;
    },

    /** Everyone whom the outbox was given to tell of the breach of a rule. */
    told: async (id: string, rule: string): Promise<readonly Told[]> => {
      const rows = await rowsOf(
        record().pool,
        `select id, recipient, template_version as version, locale from notice
         where case_id = $1 and template = 'clock-breach' and data->>'rule' = $2 order by recipient`,
        [id, rule],
      );
      const reached = (key: unknown) =>
        messages()
          .filter((m) => keyOf(m) === key)
          .map(({ to, subject }) => ({ to, subject }));
      return rows.map(({ id: key, recipient, version, locale }) => ({
        recipient: String(recipient),
        version: Number(version),
        locale: String(locale),
        reached: reached(key),
      }));
    },

    /** Messages at the sinks that no notice and no letter of the tables stands for. */
    strays: async (): Promise<readonly SinkMessage[]> => {
      const known = new Set((await rowsOf(record().pool, 'select id from notice union select id from letter')).map(({ id }) => id));
      return messages().filter((m) => !known.has(keyOf(m)));
    },

    flaw: async (id: string) => (await verifyCase(record().db, id, plainColumns)).flaw,
    query: (text: string, values: unknown[] = []) => rowsOf(record().pool, text, values),
  };
}

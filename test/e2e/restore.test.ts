import type { Worker } from '@temporalio/worker';
import { z } from 'zod';
import { definitions } from '../../cli/definitions';
import { processes } from '../../client/processes';
import { type Connection, connect } from '../../db/connect';
import { migrate } from '../../db/migrate';
import { loadOrg } from '../../db/queries/org';
import { verifyAll } from '../../db/queries/verify';
import { type Postgres, startPostgres } from '../../dev/postgres';
import { chinaCalendar } from '../../domain/calendar/china';
import { LuyueError } from '../../domain/errors';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { company, rowsOf } from '../db/support';
import { baseBackup } from '../support/base-backup';
import { callHere } from '../support/call';
import { claimWorkflows, recordedCommit } from '../support/claim-worker';
import { writeDailyRoot } from '../support/daily-root';
import { workerFor } from '../support/flow';
import { temporaryFolder } from '../support/folder';
import { resetBeforeLastAct } from '../support/reset';
import { house, medicalNotice, timesDone } from './house';

interface Store extends Connection {
  readonly url: string;
  readonly server: Postgres;
}

let working: { readonly worker: Worker; readonly ended: Promise<void> } | undefined;
const stores: Store[] = [];

async function rest(): Promise<void> {
  working?.worker.shutdown();
  await working?.ended;
  working = undefined;
}

afterAll(async () => {
  await rest();
  for (const store of stores) {
    await store.close();
    await store.server.stop();
  }
});

const folder = temporaryFolder();

async function openStore(name: string): Promise<Store> {
  const server = await startPostgres({ dir: `${folder}/${name}`, database: 'luyue' });
  const store = { ...connect(server.url), url: server.url, server };
  stores.push(store);
  return store;
}

/** The record that counts: the newest that was started. */
function record(): Store {
  const store = stores.at(-1);
  if (store === undefined) throw new LuyueError('defect.unexpected', 'the records exist only while tests run');
  return store;
}

const h = house(() => {
  beforeAll(async () => {
    const { url, db } = await openStore('postgres');
    await migrate(url);
    await loadOrg(db, company, 'system:test');
  });
  return record;
});

jest.setTimeout(120_000);

/** A worker on the record that counts, with the keys that stand in it. */
async function work(): Promise<void> {
  await rest();
  const keys = h.keys();
  const commit = recordedCommit(record().db, standardRulebook(), chinaCalendar(), keys.columns);
  const worker = await workerFor(h.engine(), claimWorkflows, commit, h.taskQueue, keys);
  working = { worker, ended: worker.run() };
}

const phone = '+86 139 0000 7200';
const open = async (reference: string) => (await h.doors().open('claim', medicalNotice(reference, phone))).case;
const comment = (id: string, request: string) => h.doors().act(id, { act: 'comment', as: 'an-ning', payload: { text: '已核实' }, request });
const terminate = (id: string) => h.client().workflow.getHandle(id).terminate('by a test');

const found = z.object({
  cases: z.number(),
  agrees: z.number(),
  wrong: z.array(
    z.object({
      case: z.string(),
      standing: z.string(),
      done: z.string().nullable(),
      missing: z.object({ from: z.number(), to: z.number(), known: z.array(z.object({ what: z.string() })) }).nullable(),
    }),
  ),
});

/** `luyue reconcile ARGS --json` in this process: exit code and findings by case. */
async function reconcile(...args: string[]) {
  const env = { ...h.environment(), LUYUE_EXISTING: '1', LUYUE_DIR: h.folder, LUYUE_PATIENCE_MS: '4000' };
  const { code, json } = await callHere(['reconcile', ...args, '--json'], { env, processes, definitions: () => definitions });
  const { wrong, agrees, cases } = found.parse(json());
  return { code, agrees, cases, byCase: new Map(wrong.map((finding) => [finding.case, finding])) };
}

const roots = () => rowsOf(record().pool, 'select * from daily_root order by day');
const headOf = async (id: string) => (await h.log(id)).length;

describe('a backup that is taken while cases go on', () => {
  const ids: Record<'same' | 'ahead' | 'lost' | 'later', string> = { same: '', ahead: '', lost: '', later: '' };
  let acknowledged = 0;
  let before: unknown;

  beforeAll(async () => {
    await work();
    for (const name of ['same', 'ahead', 'lost'] as const) ids[name] = await open(`RESTORE-${name}`);
    await comment(ids.ahead, 'before');
    await writeDailyRoot(record().db, '2026-11-25');
    before = await roots();
    acknowledged = await headOf(ids.ahead);
    await baseBackup(record().url, `${folder}/postgres`, `${folder}/restored`, async () => {
      for (let n = 0; n < 3; n++) await comment(ids.ahead, `during-${n}`);
    });
    for (let n = 0; n < 2; n++) await comment(ids.ahead, `after-${n}`);
    ids.later = await open('RESTORE-later');
    await rest();
    await openStore('restored');
    await work();
  });

  it('holds everything that was acknowledged before it began, whole and with its daily roots', async () => {
    const { flaws, cases } = await verifyAll(record().db, h.keys().columns);
    expect([flaws, cases]).toEqual([[], 3]);
    expect(await roots()).toEqual(before);
    const done = timesDone(await h.log(ids.ahead));
    expect(await headOf(ids.ahead)).toBeGreaterThanOrEqual(acknowledged);
    expect(done).toMatchObject({ before: 1 });
    expect(done).not.toHaveProperty('after-0');
  });

  it('is compared with the engine case by case, and what is missing is named; nothing is changed', async () => {
    await terminate(ids.lost);
    const { code, byCase } = await reconcile();
    expect(code).toBe(1);
    expect(byCase.get(ids.same)).toBeUndefined();
    expect(byCase.get(ids.ahead)).toMatchObject({ standing: 'record-behind', done: null });
    expect(byCase.get(ids.ahead)?.missing?.known.map(({ what }) => what)).toEqual(expect.arrayContaining(['comment', 'comment']));
    expect(byCase.get(ids.lost)).toMatchObject({ standing: 'only-in-record', done: null });
    expect(byCase.get(ids.later)).toMatchObject({ standing: 'only-in-engine' });
    await expect(reconcile(ids.lost)).resolves.toMatchObject({ code: 5 });
  });

  it('lets a lost case go on from the record, and parks the one whose record lacks events', async () => {
    const { code, byCase } = await reconcile('--apply');
    expect(code).toBe(1);
    expect(byCase.get(ids.ahead)).toMatchObject({ standing: 'record-behind', done: 'parked' });
    expect(byCase.get(ids.lost)).toMatchObject({ standing: 'only-in-record', done: 'resumed' });
    await expect(comment(ids.lost, 'again')).resolves.toMatchObject({ act: 'comment' });
    await expect(comment(ids.ahead, 'refused')).rejects.toMatchObject({ code: 'case.trouble' });
  });

  it('has the parked case go on from the record once a person has decided that what is missing is lost', async () => {
    await terminate(ids.ahead);
    await terminate(ids.later);
    const { byCase } = await reconcile('--apply');
    expect(byCase.get(ids.ahead)).toMatchObject({ standing: 'only-in-record', done: 'resumed' });
    await expect(comment(ids.ahead, 'anew')).resolves.toMatchObject({ act: 'comment' });
    expect(await open('RESTORE-later')).toBe(ids.later);
    await expect(reconcile()).resolves.toMatchObject({ code: 0, cases: 4, agrees: 4 });
    expect((await verifyAll(record().db, h.keys().columns)).flaws).toEqual([]);
  });
});

describe('an engine that knows less than the record', () => {
  it('catches up', async () => {
    const id = await open('RESTORE-behind');
    await comment(id, 'kept');
    await resetBeforeLastAct(h.engine(), id);
    await expect(reconcile(id)).resolves.toMatchObject({
      code: 5,
      byCase: new Map([[id, expect.objectContaining({ standing: 'engine-behind' })]]),
    });
    const cured = await reconcile(id, '--apply');
    expect([cured.code, cured.byCase.get(id)]).toEqual([0, expect.objectContaining({ done: 'caught-up' })]);
    expect(await h.state(id)).toEqual(await h.folded(id));
  });
});

import { type Connection, connect } from '../../db/connect';
import { migrate } from '../../db/migrate';
import { loadOrg } from '../../db/queries/org';
import { type Postgres, startPostgres } from '../../dev/postgres';
import { chinaCalendar } from '../../domain/calendar/china';
import type { JsonObject } from '../../domain/case/fact';
import { LuyueError } from '../../domain/errors';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { company } from '../db/support';
import { claimWorkflows, recordedCommit } from '../support/claim-worker';
import { workerFor } from '../support/flow';
import { temporaryFolder } from '../support/folder';
import { comes } from '../support/worker-process';
import { house, medicalNotice, timesDone } from './house';

/** A PostgreSQL of this file's own, which can be stopped and started on its port. */
class OwnPostgres {
  private server: Postgres | undefined;
  private connection: (Connection & { readonly url: string }) | undefined;

  constructor(private readonly dir: string) {}

  get records(): Connection & { readonly url: string } {
    if (this.connection === undefined) throw new LuyueError('defect.unexpected', 'the records exist only while tests run');
    return this.connection;
  }

  async open(): Promise<void> {
    const { url } = await this.start();
    await migrate(url);
    this.connection = { ...connect(url), url };
    await loadOrg(this.connection.db, company, 'system:test');
  }

  async start(): Promise<Postgres> {
    const port = this.server === undefined ? {} : { port: { required: this.server.port } };
    this.server = await startPostgres({ dir: this.dir, database: 'luyue', ...port });
    return this.server;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  async close(): Promise<void> {
    await this.connection?.close();
    await this.stop();
  }
}

const folder = temporaryFolder();
const postgres = new OwnPostgres(`${folder}/postgres`);

const h = house(() => {
  beforeAll(() => postgres.open());
  afterAll(() => postgres.close());
  return () => postgres.records;
});

jest.setTimeout(120_000);

const granted = { exposure: 'e1', kind: 'granted', amountFen: 90_000 };

const acts: readonly (readonly [act: string, as: string, payload: JsonObject])[] = [
  ['comment', 'an-ning', { text: '已核实' }],
  ['determine', 'gao-shan', granted],
  ['tellProgress', 'an-ning', {}],
  ['contact', 'an-ning', { by: 'phone' }],
];

const eventsOf = async (id: string) => (await h.engine().client.workflow.getHandle(id).fetchHistory()).events ?? [];

async function recommended(reference: string): Promise<string> {
  const { case: id } = await h.doors().open('claim', medicalNotice(reference, '+86 139 0000 3000'));
  await h.doors().act(id, { act: 'recommend', as: 'an-ning', payload: { ...granted, claimedFen: 90_000 }, request: 'recommended' });
  return id;
}

/** Sends all acts at once. */
const sendAll = (id: string) => acts.map(([act, as, payload]) => h.doors().act(id, { act, as, payload, request: `r-${act}` }));

describe('PostgreSQL stopped and started while acts wait', () => {
  it('loses nothing: every act is answered and in the log once; the outage costs a case few events of history', async () => {
    const commit = recordedCommit(postgres.records.db, standardRulebook(), chinaCalendar(), h.keys().columns);
    const worker = await workerFor(h.engine(), claimWorkflows, commit, h.taskQueue, h.keys());
    await worker.runUntil(async () => {
      const id = await recommended('O-1');
      const twin = await recommended('O-2');
      const start = (await eventsOf(id)).length;
      await Promise.all(sendAll(twin));
      const usual = (await eventsOf(twin)).length - start;

      await postgres.stop();
      const sent = sendAll(id);
      const isWaiting = async () => (await eventsOf(id)).some((e) => e.activityTaskScheduledEventAttributes);
      await comes('the first act to wait in an ordinary activity', isWaiting);
      await postgres.start();
      expect((await Promise.all(sent)).map((answer) => answer.request)).toEqual(acts.map(([act]) => `r-${act}`));
      const cost = (await eventsOf(id)).length - start - usual;
      // Measured: 6, beside 22 of the acts themselves.
      expect(cost).toBeLessThanOrEqual(12);

      const once = Object.fromEntries(acts.map(([act]) => [`r-${act}`, 1]));
      expect(timesDone(await h.log(id))).toEqual({ recommended: 1, ...once });
      expect(await h.flaw(id)).toBeNull();
      expect(await h.state(id)).toEqual(await h.folded(id));
    });
  });
});

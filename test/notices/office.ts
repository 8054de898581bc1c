import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Connection, connect } from '../../db/connect';
import { plainColumns } from '../../db/keys/columns';
import { migrate } from '../../db/migrate';
import { type Bank, startBank } from '../../dev/bank';
import { type Sinks, startSinks } from '../../dev/sinks';
import { until } from '../../dev/waiting';
import type { Channel } from '../../domain/case/fact';
import { LuyueError } from '../../domain/errors';
import { rulebook } from '../../domain/rulebook';
import { standardPolicy } from '../../domain/rulebook/policy.schema';
import { type Bank as BankPort, httpBank } from '../../worker/bank';
import { bankUrl, deliveryUrl, serveCallbacks } from '../../worker/callbacks';
import { createChannels } from '../../worker/channels';
import { createHouse } from '../../worker/house';
import type { HttpServer } from '../../worker/http-server';
import { jsonLog, type Log } from '../../worker/log';
import { startMessages } from '../../worker/messages';
import { startPayments } from '../../worker/payments';
import { type Pace, type Running, startRelay, usualPace } from '../../worker/relay';
import { reportBook } from '../../worker/report-book';
import { kernelTemplates } from '../../worker/templates/kernel';
import { Templates } from '../../worker/templates/render';
import { fromSetup } from '../support/engine';
import { temporaryFolder } from '../support/folder';
import { FakeCases } from './fake-cases';

export const secret = 'secret-of-the-callbacks';
const webhookSecret = 'secret-of-the-webhooks';

/** Quick where something has to be repeated; lease and time limits are long enough for a busy machine. */
export const quickPace: Pace = {
  ...usualPace,
  leaseMs: 20_000,
  idleMs: 20,
  backoff: { firstMs: 40, capMs: 200 },
  askMs: 60_000,
  maxAttempts: 4,
};

async function freshDatabase(): Promise<string> {
  const name = `notices_${randomUUID().replaceAll('-', '')}`;
  const admin = new Client({ connectionString: fromSetup('LUYUE_TEST_PG') });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(fromSetup('LUYUE_TEST_PG'));
  url.pathname = `/${name}`;
  await migrate(url.href);
  return url.href;
}

/** Records, sinks, bank and callbacks of one test file, all real; the cases are a fake that writes down what it is told. */
export class Office {
  readonly cases = new FakeCases();
  readonly lines: string[] = [];
  /** `pay KEY` and `find KEY`, in their order. */
  readonly bankCalls: string[] = [];
  readonly log: Log = jsonLog((line) => this.lines.push(line));
  private readonly running: Running[] = [];

  private constructor(
    readonly records: Connection,
    readonly sinks: Sinks,
    readonly bank: Bank,
    readonly callbacks: HttpServer,
  ) {}

  static async open(dir: string): Promise<Office> {
    const records = connect(await freshDatabase());
    const sinks = await startSinks({ dir: `${dir}/messages`, webhookSecret, mailPort: 0, httpPort: 0 });
    const bank = await startBank({ dir: `${dir}/bank`, port: 0 });
    const asked = httpBank({ url: bank.url, token: null, callback: null, timeoutMs: 8_000 });
    const book = reportBook(records.db, (channel) => standardPolicy().arrival[channel].proves.includes('delivery-report'), asked);
    const callbacks = await serveCallbacks({ host: '127.0.0.1', port: 0, secret, book, log: jsonLog(() => undefined) });
    return new Office(records, sinks, bank, callbacks);
  }

  get callbackUrl(): string {
    return `http://127.0.0.1:${this.callbacks.port}`;
  }

  /** One more relay, as a process of its own would be. */
  relay(pace: Partial<Pace> = {}, timeoutMs = 8_000): Running {
    const channels = createChannels(
      {
        mail: { url: `smtp://127.0.0.1:${this.sinks.mail.port}`, from: '履约保险 <service@insurer.example>', timeoutMs },
        drillTo: 'drill@insurer.example',
        sms: { url: this.sinks.smsUrl, token: null, reportTo: (key) => deliveryUrl(this.callbackUrl, secret, key), timeoutMs },
        webhook: { url: this.sinks.webhookUrl, secret: webhookSecret, timeoutMs },
      },
      this.log,
    );
    return this.keep(
      startRelay({
        db: this.records.db,
        columns: plainColumns,
        channels,
        templates: new Templates(kernelTemplates),
        house: this.house,
        titleOf: () => ({ zh: '理赔', en: 'Claim' }),
        cases: this.cases,
        pace: { ...quickPace, ...pace },
        log: this.log,
      }),
    );
  }

  payments(pace: Partial<Pace> = {}, timeoutMs = 8_000): Running {
    const bank = this.noted(httpBank({ url: this.bank.url, token: null, callback: bankUrl(this.callbackUrl, secret), timeoutMs }));
    return this.keep(
      startPayments({
        db: this.records.db,
        columns: plainColumns,
        bank,
        cases: this.cases,
        pace: { ...quickPace, ...pace },
        log: this.log,
      }),
    );
  }

  messages(): Running {
    return this.keep(startMessages({ db: this.records.db, cases: this.cases, pace: quickPace, log: this.log }));
  }

  /** The same bank, with every call written down. */
  private noted(bank: BankPort): BankPort {
    const note = (call: string): void => {
      this.bankCalls.push(call);
    };
    return {
      pay: (order) => {
        note(`pay ${order.key}`);
        return bank.pay(order);
      },
      find: (key) => {
        note(`find ${key}`);
        return bank.find(key);
      },
    };
  }

  get house() {
    const insurer = { name: { zh: '履约财产保险公司', en: 'Luyue Insurance' }, hotline: '95500' };
    return createHouse({ insurer, uiUrl: 'http://127.0.0.1:8233', namespace: 'luyue', rulebook: rulebook(standardPolicy()) });
  }

  private keep(running: Running): Running {
    this.running.push(running);
    return running;
  }

  /** Stops the relays of a test; the next one starts its own. */
  async rest(): Promise<void> {
    await Promise.all(this.running.splice(0).map((running) => running.stop()));
    this.sinks.faults.clear();
    this.sinks.reports.clear();
    this.bank.faults.clear();
    this.cases.clear();
  }

  async close(): Promise<void> {
    await this.rest();
    await Promise.all([this.callbacks.close(), this.sinks.stop(), this.bank.stop()]);
    await this.records.close();
  }

  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.records.pool.query<Row>(text, [...values]);
    return rows;
  }

  async noticeStatus(id: string): Promise<string | undefined> {
    const [row] = await this.query<{ status: string }>('select status from notice where id = $1', [id]);
    return row?.status;
  }

  async paymentStatus(key: string): Promise<string | undefined> {
    const [row] = await this.query<{ status: string }>('select status from payment where key = $1', [key]);
    return row?.status;
  }
}

/** One office per test file. */
export function office(): () => Office {
  const dir = temporaryFolder();
  let open: Office | undefined;
  beforeAll(async () => {
    open = await Office.open(dir);
  });
  afterEach(async () => {
    await open?.rest();
  });
  afterAll(async () => {
    await open?.close();
  });
  return () => {
    if (open === undefined) throw new LuyueError('defect.unexpected', 'the office exists only while tests run');
    return open;
  };
}

/** Waits until something is so; the test fails by name where it does not come. */
export async function comes(what: string, probe: () => boolean | Promise<boolean>, patienceMs = 15_000): Promise<void> {
  if (!(await until(probe, patienceMs))) throw new LuyueError('defect.unexpected', `did not come: ${what}`);
}

let cases = 0;

/** A case in the record with one event, as far as its outbox needs it. */
export async function seedCase(o: Office, party: { readonly channel?: Channel; readonly locale?: string } = {}): Promise<string> {
  const id = `claim-${String(++cases).padStart(4, '0')}-${randomUUID().slice(0, 8)}`;
  const hash = 'a'.repeat(64);
  await o.query(
    `insert into case_file (id, process, contract_version, source, reference, digest, line, branch, team, stage, status, waiting_on, sla_band,
       escalation, flags, held, reopened, received_at, opened_at, head_seq, head_hash, workflow_id, run_id)
     values ($1, 'claim', 1, 'test', $1, $2, 'motor', 'north', 't1', 'pay', 'open', 'staff', 'none', 0, '{}', false, 0, now(), now(), 1, $2, $1, 'r')`,
    [id, hash],
  );
  await seedEvent(o, id, 1);
  await o.query(
    `insert into party (case_id, id, role, locale, channels, name, phone, email, account)
     values ($1, 'claimant', 'claimant', $2, $3, '王小明', $4, $5, $6)`,
    [id, party.locale ?? 'zh-CN', [party.channel ?? 'sms'], `+86-${id}`, `${id}@example.com`, `6222-${id}`],
  );
  return id;
}

async function seedEvent(o: Office, id: string, seq: number): Promise<void> {
  const cause = `act:r${seq}`;
  await o.query(
    `insert into case_cause (case_id, cause, first_seq, last_seq, recorded_at, workflow_id, run_id) values ($1, $2, $3, $3, now(), $1, 'r')`,
    [id, cause, seq],
  );
  await o.query(
    `insert into case_event (case_id, seq, cause, at, recorded_at, actor, fact, prev_hash, hash)
     values ($1, $2, $3, now(), now(), 'u1', '{"kind":"resumed"}', $4, $5)`,
    [id, seq, cause, seq === 1 ? '' : 'a'.repeat(64), 'a'.repeat(64)],
  );
}

export interface NoticeSeed {
  readonly case: string;
  readonly seq: number;
  readonly channel?: Channel | null;
  readonly wants?: 'handed' | 'arrived';
  readonly recipient?: string;
  readonly locale?: 'zh-CN' | 'en';
  readonly template?: string;
  readonly data?: object;
  readonly compressed?: string;
}

/** A notice in the outbox, as a commit writes it. Returns its id. */
export async function queueNotice(o: Office, seed: NoticeSeed): Promise<string> {
  const { seq, channel = 'sms', wants = null, recipient = 'party:claimant', locale = 'zh-CN', compressed = null } = seed;
  const { template = 'case-escalated', data = { level: seq } } = seed;
  if (seq > 1) await seedEvent(o, seed.case, seq);
  const id = `${seed.case}:${seq}:${recipient}`;
  await o.query(
    `insert into notice (id, case_id, seq, recipient, template, template_version, locale, channel, data, compressed, status, wants, next_attempt_at)
     values ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, 'queued', $10, now())`,
    [id, seed.case, seq, recipient, template, locale, channel, JSON.stringify(data), compressed, wants],
  );
  return id;
}

/** A requested payment in the outbox. Returns its key. */
export async function requestPayment(o: Office, caseId: string, amountFen = 123_400): Promise<string> {
  const key = `${caseId}-p1`;
  await o.query(`insert into exposure (case_id, id, cover, claimant, reserve_fen) values ($1, 'e1', 'cover', 'claimant', 0)`, [caseId]);
  await o.query(
    `insert into payment (key, case_id, seq, exposure, payee, amount_fen, purpose, status, status_at, next_attempt_at, reported)
     values ($1, $2, 1, 'e1', 'claimant', $3, 'indemnity', 'requested', now(), now(), 'requested')`,
    [key, caseId, amountFen],
  );
  return key;
}

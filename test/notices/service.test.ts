import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrg } from '../../db/queries/org';
import { surroundings } from '../../dev/surroundings';
import type { JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import type { CaseInput, CaseResult } from '../../workflows/kernel/engine/run';
import { devServer, fromSetup } from '../support/engine';
import { temporaryFolder } from '../support/folder';
import { comes, type Office, office } from './office';

const open = office();
const engine = devServer();
const cache = temporaryFolder();
const taskQueue = `service-${process.pid}`;
const main = require.resolve('../../worker/main');
const hourMs = 3_600_000;
const phone = '+86 139 0000 0042';

const environment = (o: Office): NodeJS.ProcessEnv => ({
  ...surroundings(),
  DATABASE_URL: o.records.pool.options.connectionString,
  TEMPORAL_ADDRESS: fromSetup('LUYUE_TEST_TEMPORAL'),
  TEMPORAL_NAMESPACE: fromSetup('LUYUE_TEST_NAMESPACE'),
  LUYUE_TASK_QUEUE: taskQueue,
  LUYUE_SMTP_URL: `smtp://127.0.0.1:${o.sinks.mail.port}`,
  LUYUE_MAIL_FROM: 'service@insurer.example',
  LUYUE_SMS_URL: o.sinks.smsUrl,
  LUYUE_WEBHOOK_URL: o.sinks.webhookUrl,
  LUYUE_WEBHOOK_SECRET: 'secret-of-the-webhooks',
  LUYUE_BANK_URL: o.bank.url,
  LUYUE_CALLBACK_PORT: '0',
  LUYUE_CALLBACK_SECRET: 'secret-of-the-callbacks',
  LUYUE_ASSERTIONS: 'development',
  LUYUE_CACHE: cache,
  // Other test files share the engine: its boards have fixed ids.
  LUYUE_BOARD_SECONDS: '0',
  LUYUE_PLAIN: '1',
});

/** A worker process and all that it has written. */
class Running {
  private text = '';

  constructor(readonly child: ChildProcess) {
    child.stderr?.on('data', (chunk: Buffer) => {
      this.text += chunk.toString();
    });
  }

  get log(): string {
    return this.text;
  }

  /** It bundles the workflows first, which takes long on a busy machine. */
  up(): Promise<void> {
    return comes('worker is up', () => this.text.includes('worker is up'), 60_000);
  }

  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }
}

const started: ChildProcess[] = [];

function run(env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  started.push(child);
  return new Running(child);
}

afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

function claimNotice(now: number): CaseInput {
  const paper = (type: string) => ({ type, reference: `dms:${type}`, sha256: 'a'.repeat(64) });
  const content = {
    parties: [{ id: 'claimant', role: 'insured', locale: 'zh-CN', channels: ['sms'], name: '王小明', phone, account: '6222000042' }],
    lossAt: now - 30 * hourMs,
    request: true,
    policy: { number: 'P-1', from: now - 5000 * hourMs, to: now + 900 * hourMs },
    exposures: [{ id: 'e1', cover: 'medical', claimant: 'claimant' }],
    documents: ['claim-form', 'id-card', 'medical-record', 'medical-invoice'].map(paper),
  };
  const envelope = { process: 'claim', source: 'test', reference: 'S-1', digest: 'd', actor: 'xu-yi', line: 'health', branch: 'north' };
  return { kind: 'open', open: { ...envelope, receivedAt: now - hourMs, content } };
}

describe('a worker process', () => {
  const caseId = 'claim-servicetest';
  const handle = () => engine().client.workflow.getHandle<(input: CaseInput) => Promise<CaseResult>>(caseId);
  const state = (): Promise<CaseState> => handle().query<CaseState, []>('state');
  let requests = 0;
  const act = (name: string, actor: string, payload: JsonObject) =>
    handle().executeUpdate<unknown, [object]>(name, { args: [{ request: `r${++requests}`, actor, payload }] });
  const texts = () =>
    open()
      .sinks.messages.list('sms', phone)
      .map((m) => m.body);

  it('takes a claim to its payment, tells the claimant all along, and enters it again when the money comes back', async () => {
    const o = open();
    await loadOrg(o.records.db, JSON.parse(readFileSync(join(__dirname, '../../examples/org.json'), 'utf8')), 'system:test');
    const worker = run(environment(o));
    await worker.up();
    await engine().client.workflow.start('claim', { taskQueue, workflowId: caseId, args: [claimNotice(Date.now())] });
    await comes('registered', () => texts().some((text) => text.includes('报案已受理')));
    await comes('known to the case', async () => Object.values((await state()).notices).some((n) => n.status === 'handed'));
    const handler = (await state()).handler ?? '';
    await act('recommend', handler, { exposure: 'e1', kind: 'granted', claimedFen: 90_000, amountFen: 90_000 });
    await act('determine', 'gao-shan', { exposure: 'e1', kind: 'granted', amountFen: 90_000 });
    await comes('result told', () => texts().some((text) => text.includes('人民币 900.00 元，请确认是否同意')));
    await comes('asked to agree', async () => Object.values((await state()).expectations).some((e) => e.act === 'agree'));
    await act('agree', 'party:claimant', { exposure: 'e1' });
    await comes('paid', async () => (await state()).status === 'closed');
    await comes('closing letter', () => texts().some((text) => text.includes('本案已结案（已赔付），累计支付 人民币 900.00 元')));
    const [payment, ...more] = o.bank.ledger.list().filter((p) => p.key.startsWith(caseId));
    expect([payment?.amountFen, payment?.payee, more.length]).toEqual([90_000, '6222000042', 0]);
    o.bank.giveBack(payment?.key ?? '', 'account closed');
    await comes('entered again', async () => (await state()).reopened === 1);
    await comes('told of it', async () => (await state()).payments[payment?.key ?? '']?.status === 'returned');
    expect((await state()).stage).toBe('pay');
    for (const personal of ['王小明', phone, '6222000042']) expect(worker.log).not.toContain(personal);
    worker.child.kill('SIGTERM');
    expect(await worker.ended()).toBe(0);
    expect(worker.log).toContain('worker has stopped');
  }, 120_000);

  it.each([
    ['PostgreSQL', { DATABASE_URL: 'postgres://luyue@127.0.0.1:1/luyue' }, 5, 'records.unavailable'],
    ['Temporal', { TEMPORAL_ADDRESS: '127.0.0.1:1' }, 5, 'engine.unavailable'],
    ['its configuration', { LUYUE_BANK_URL: 'nowhere' }, 2, 'config.invalid'],
    ['its policy', { LUYUE_POLICY: '/nowhere.json' }, 2, 'policy.invalid'],
    ['UTC', { TZ: 'Asia/Shanghai' }, 2, 'config.invalid'],
  ])('without %s ends with the code of what is missing', async (_what, wrong, exitCode, code) => {
    const worker = run({ ...environment(open()), ...wrong });
    expect(await worker.ended()).toBe(exitCode);
    expect(worker.log).toContain(`"code":"${code}"`);
  });

  it('whose port is taken names it', async () => {
    const o = open();
    const worker = run({ ...environment(o), LUYUE_CALLBACK_PORT: String(o.callbacks.port) });
    expect(await worker.ended()).toBe(5);
    expect(worker.log).toContain('"code":"stack.port-taken"');
  });
});

import { join } from 'node:path';
import Table from 'cli-table3';
import { connect } from '../db/connect';
import { readStackFile } from '../dev/stack-file';
import { until } from '../dev/waiting';
import { LuyueError } from '../domain/errors';
import { OwnStack } from '../test/http/own-stack';
import { crowd } from './measure/crowd';

/**
 * Times opening, acting and listing over HTTP under concurrent clients, on a stack of its own: `npm run bench:http -- [REQUESTS] [CLIENTS]`.
 * `npm run bench:open -- [CASES] [TIMES]` sends each opening several times at once and fails where there are not as many cases as openings.
 */

interface Api {
  readonly url: string;
  readonly token: string;
}

interface Timed {
  readonly ms: number;
  readonly status: number;
  readonly body: string;
}

async function call({ url, token }: Api, path: string, body?: object): Promise<Timed> {
  const from = performance.now();
  const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const sent = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${url}${path}`, sent);
  const text = await response.text();
  return { ms: performance.now() - from, status: response.status, body: text };
}

/** What a client does on 503: waits and sends the same again. The time is that of all attempts. */
async function persistent(api: Api, path: string, body?: object): Promise<Timed> {
  const from = performance.now();
  for (;;) {
    const answer = await call(api, path, body);
    if (answer.status !== 503) return { ...answer, ms: performance.now() - from };
  }
}

const notice = (reference: string) => ({
  source: 'bench',
  reference,
  line: 'motor',
  branch: 'north',
  request: true,
  lossAt: '2026-11-20T10:00:00+08:00',
  parties: [{ id: 'claimant', role: 'insured', name: '测试', phone: '13900000000' }],
  policy: { number: `P-${reference}`, from: '2026-01-01T00:00:00+08:00', to: '2027-01-01T00:00:00+08:00' },
  exposures: [{ id: 'own', cover: 'own-damage', claimant: 'claimant' }],
});

const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => String(n));
const openings = '/v1/processes/claim/cases';

function row(name: string, times: readonly Timed[], seconds: number): readonly (string | number)[] {
  const sorted = times.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number): string => `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)} ms`;
  const failed = times.filter(({ status }) => status >= 300).length;
  return [name, times.length, failed, at(0.5), at(0.99), (times.length / seconds).toFixed(1)];
}

const quietMs = 5_000;

/** Waits until nothing is recorded any more: notices sent, receipts noted. A list timed before is one beside a busy worker. */
async function rest(databaseUrl: string): Promise<void> {
  const records = connect(databaseUrl, { max: 1 });
  const text = `select coalesce(max(recorded_at) < now() - interval '${quietMs} ms', true) as quiet from case_event`;
  const isQuiet = async (): Promise<boolean> => (await records.pool.query<{ quiet: boolean }>(text)).rows[0]?.quiet === true;
  try {
    if (!(await until(isQuiet, 10 * 60_000, 500))) throw new LuyueError('defect.unexpected', 'the stack does not come to rest');
  } finally {
    await records.close();
  }
}

async function latencies(api: Api, databaseUrl: string, requests: number, clients: number): Promise<number> {
  const table = new Table({ head: ['call', 'requests', 'failed', 'p50', 'p99', 'per second'] });
  let failed = 0;
  const phase = async (name: string, work: (n: string) => Promise<Timed>): Promise<readonly Timed[]> => {
    const from = performance.now();
    const times = await crowd(numbered(requests), clients, work);
    table.push([...row(name, times, (performance.now() - from) / 1_000)]);
    failed += times.filter(({ status }) => status >= 300).length;
    return times;
  };
  const opened = await phase('open', (n) => persistent(api, openings, notice(n)));
  const ids = opened.flatMap(({ status, body }) => (status < 300 ? [String(JSON.parse(body).case)] : []));
  await phase('act', (n) =>
    persistent(api, `/v1/cases/${ids[Number(n) % ids.length]}/documents`, {
      type: 'photo',
      reference: `dms:${n}`,
      sha256: 'a'.repeat(64),
    }),
  );
  const list = () => persistent(api, '/v1/tasks?of=all&limit=50');
  await phase('list, beside the work of before', list);
  await rest(databaseUrl);
  await phase('list, at rest', list);
  console.log(`${clients} clients`);
  console.log(table.toString());
  return failed;
}

async function repeats(api: Api, databaseUrl: string, cases: number, times: number): Promise<number> {
  const sent = numbered(cases).flatMap((n) => Array.from({ length: times }, () => n));
  const answers = await crowd(sent, 50, (n) => persistent(api, openings, notice(n)));
  const created = answers.filter(({ status }) => status === 201).length;
  const wrong = answers.filter(({ status }) => status >= 300).length;
  const records = connect(databaseUrl, { max: 1 });
  const { rows } = await records.pool.query<{ n: number }>("select count(*)::int as n from case_file where source = 'bench'");
  await records.close();
  const kept = rows[0]?.n ?? 0;
  console.log(`${answers.length} requests for ${cases} openings: ${kept} cases, ${created} answers 201, ${wrong} failed`);
  return kept === cases && wrong === 0 ? 0 : 1;
}

async function main([what = 'http', first, second]: readonly string[]): Promise<number> {
  const stack = new OwnStack();
  try {
    const url = await stack.start();
    const api = { url, token: stack.token('system:bench', 'luyue.open', 'luyue.act', 'luyue.read') };
    const databaseUrl = readStackFile(join(stack.folder, 'stack'))?.postgres.url ?? '';
    if (what === 'open') return await repeats(api, databaseUrl, Number(first ?? 1_000), Number(second ?? 3));
    return await latencies(api, databaseUrl, Number(first ?? 500), Number(second ?? 50));
  } finally {
    await stack.stop();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code === 0 ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);

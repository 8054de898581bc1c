import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf } from '../../db/support';
import { house } from './support';

const { luyue, program, shell, doors, start, stop, folder, record } = house();

const notice = (reference: string, more: object = {}) => ({
  source: 'app',
  reference,
  receivedAt: '@-4d',
  line: 'motor',
  branch: 'north',
  parties: [{ id: 'claimant', role: 'claimant', name: '王小明', phone: '13800000000' }],
  subject: '追尾',
  ...more,
});

let files = 0;

function fileOf(...lines: readonly (object | string)[]): string {
  const file = join(folder, `notices-${++files}.ndjson`);
  writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return file;
}

const countOf = async (table: string, where = 'true'): Promise<number> => {
  const [row] = await rowsOf(record().pool, `select count(*)::int as n from ${table} where ${where}`);
  return Number(row?.n);
};

/** A case at its second stage; its handler is chen-xi. */
async function decided(reference: string): Promise<string> {
  const house = doors();
  const { case: id } = await house.open('sample', { ...notice(reference), receivedAt: Date.now() });
  await house.act(id, { act: 'submit', as: 'party:claimant', payload: { items: ['id-card'] } });
  await house.act(id, { act: 'assign', as: 'zhou-wei', payload: { to: 'chen-xi' } });
  return id;
}

beforeAll(() => start());

describe('luyue open', () => {
  it('opens every line of a file, and nothing new the second time', async () => {
    const file = fileOf(notice('F-1'), notice('F-2'), notice('F-3'));
    const first = await program(['open', 'sample', '--file', file, '--json']);
    expect([first.code, first.json()]).toMatchObject([0, { opened: 3, existed: 0, bad: 0 }]);
    const second = await luyue(['open', 'sample', '--file', file, '--json']);
    expect([second.code, second.json()]).toMatchObject([0, { opened: 0, existed: 3, bad: 0 }]);
    expect(await countOf('case_file', "reference like 'F-%'")).toBe(3);
  });

  it('opens the good lines and names each bad one with number, path and reason', async () => {
    const lines = [
      notice('G-1'),
      '{"source": "app",',
      notice('G-2', { parties: [] }),
      notice('G-3', { receivedAt: '2026-09-01T10:00:00' }),
      notice('G-4'),
    ];
    const ended = await program(['open', 'sample', '--file', fileOf(...lines), '--json']);
    expect([ended.code, ended.json()]).toMatchObject([2, { opened: 2, existed: 0, bad: 3, left: 0 }]);
    expect(ended.json().errors).toMatchObject([
      { line: 2, code: 'input.invalid', issues: [{ path: '/', reason: expect.stringMatching(/JSON/) }] },
      { line: 3, code: 'input.invalid', issues: [{ path: '/parties', reason: expect.any(String) }] },
      { line: 4, code: 'input.invalid', issues: [{ path: '/receivedAt', reason: expect.stringContaining('offset') }] },
    ]);
    expect(await countOf('case_file', "reference like 'G-%'")).toBe(2);
    const shown = await luyue(['open', 'sample', '--file', fileOf(...lines)]);
    expect(shown.out).toContain('行 3 /parties: ');
    expect(shown.out).toContain('新立案 0 · 已存在 2 · 有误 3');
  });

  it('opens nothing at all with --all-or-nothing when one line is bad', async () => {
    const file = fileOf(notice('H-1'), notice('H-2', { subject: 5 }));
    const ended = await luyue(['open', 'sample', '--file', file, '--all-or-nothing', '--json']);
    expect([ended.code, ended.json()]).toMatchObject([2, { opened: 0, bad: 1, errors: [{ line: 2, issues: [{ path: '/subject' }] }] }]);
    expect(await countOf('case_file', "reference like 'H-%'")).toBe(0);
  });

  it('refuses other content under the same reference', async () => {
    await luyue(['open', 'sample', '--file', fileOf(notice('I-1'))]);
    const ended = await luyue(['open', 'sample', '--file', fileOf(notice('I-1', { subject: '另一起' })), '--json']);
    expect([ended.code, ended.json()]).toMatchObject([3, { opened: 0, bad: 1, errors: [{ line: 1, code: 'open.conflict' }] }]);
  });

  it('counts relative dates from the first start, which is kept', async () => {
    const kept: unknown = JSON.parse(readFileSync(join(folder, 'first-start.json'), 'utf8'));
    const [row] = await rowsOf(record().pool, "select received_at::timestamptz as at from case_file where reference = 'F-1'");
    const first = typeof kept === 'object' && kept !== null && 'firstStart' in kept ? Date.parse(String(kept.firstStart)) : Number.NaN;
    expect(new Date(String(row?.at)).getTime()).toBe(Math.floor((first - 4 * 86_400_000) / 1000) * 1000);
  });

  it('says that a process or a file is not there', async () => {
    expect(await luyue(['open', 'complaint', '--file', fileOf(notice('J-1'))])).toMatchObject({
      code: 2,
      err: expect.stringContaining('process.unknown'),
    });
    expect(await program(['open', 'sample', '--file', '/nowhere/x.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('/nowhere/x.json'),
    });
  });
});

describe('luyue act', () => {
  it('answers, and the same request id brings the stored answer', async () => {
    const id = await decided('K-1');
    const call = ['act', id, 'recommend', '--as', 'chen-xi', '--data', '{"amountFen": 10000}', '--request', 'once', '--json'];
    const first = await program(call);
    expect([first.code, first.json()]).toMatchObject([0, { case: id, act: 'recommend', request: 'once' }]);
    const second = await luyue(call);
    expect([second.code, second.json()]).toEqual([0, first.json()]);
    expect(await countOf('case_event', `case_id = '${id}' and cause = 'act:once'`)).toBeGreaterThan(0);
    expect(await countOf('case_cause', `case_id = '${id}' and act = 'recommend'`)).toBe(1);
  });

  it('that is not legal exits 3 with what is possible now', async () => {
    const id = await decided('K-2');
    const ended = await luyue([
      'act',
      id,
      'determine',
      '--as',
      'zhou-wei',
      '--ground',
      'clear',
      '--data',
      '{"kind":"granted","amountFen":1}',
      '--json',
    ]);
    expect(ended.code).toBe(3);
    expect(ended.json()).toMatchObject({
      error: { code: 'act.not-now', data: { case: id, possible: expect.arrayContaining(['recommend', 'comment']) } },
    });
    const shown = await luyue(['act', id, 'agree', '--as', 'chen-xi', '--data', '{"by":"x","too":1}']);
    expect([shown.code, shown.err]).toEqual([2, expect.stringContaining('/too: is not known here')]);
  });

  it('that needs a second person is refused, and the attempt is recorded', async () => {
    const id = await decided('K-3');
    await luyue(['act', id, 'recommend', '--as', 'chen-xi', '--data', '{"amountFen": 10000}']);
    const ended = await luyue([
      'act',
      id,
      'determine',
      '--as',
      'chen-xi',
      '--ground',
      'clear',
      '--data',
      '{"kind":"granted","amountFen":10000}',
      '--json',
    ]);
    expect([ended.code, ended.json()]).toMatchObject([3, { error: { code: 'actor.four-eyes' } }]);
    expect(await rowsOf(record().pool, 'select act, actor, code from refusal where case_id = $1', [id])).toEqual([
      { act: 'determine', actor: 'chen-xi', code: 'actor.four-eyes' },
    ]);
  });

  it('on a closed case says how to reopen it, and reopening lets it go on', async () => {
    const id = await decided('K-4');
    await luyue(['act', id, 'withdraw', '--as', 'party:claimant']);
    const closed = await program(['act', id, 'recommend', '--as', 'chen-xi', '--data', '{"amountFen":1}', '--json']);
    expect([closed.code, closed.json()]).toMatchObject([
      3,
      { error: { code: 'case.closed', data: { reopenAt: ['decide'], possible: ['reopen'] } } },
    ]);
    const reopened = await luyue(['reopen', id, '--stage', 'decide', '--ground', 'new-facts', '--as', 'zhou-wei', '--json']);
    expect([reopened.code, reopened.json()]).toMatchObject([0, { act: 'reopen', entered: 'decide' }]);
    expect((await luyue(['act', id, 'recommend', '--as', 'chen-xi', '--data', '{"amountFen":1}'])).code).toBe(0);
  });

  it('on a case that is not there exits 4', async () => {
    expect((await luyue(['act', 'sample-none', 'comment', '--as', 'chen-xi', '--data', '{"text":"x"}'])).code).toBe(4);
    expect((await program(['case', 'sample-none', '--json'])).code).toBe(4);
    expect((await luyue(['case', '999999', '--json'])).json()).toMatchObject({ error: { code: 'case.not-found' } });
  });
});

describe('reading', () => {
  it('shows card, log, clocks and possible acts from the record, with no engine at all', async () => {
    const id = await decided('L-1');
    const down = { TEMPORAL_ADDRESS: '127.0.0.1:1' };
    expect((await program(['case', id], down)).out).toContain('环节: 决定');
    expect((await luyue(['case', id, '--lang', 'en'], down)).out).toContain('Stage: Decide');
    expect((await luyue(['log', id, '--json'], down)).json()).toMatchObject({
      events: expect.arrayContaining([expect.objectContaining({ seq: 1 })]),
    });
    expect((await luyue(['why', id, 'claim-determine-complex'], down)).out).toContain('保险法');
    expect((await luyue(['acts', id, '--json'], down)).json()).toMatchObject({
      acts: expect.arrayContaining([expect.objectContaining({ act: 'recommend' })]),
    });
  });

  it('shows nobody what they may not do', async () => {
    const id = await decided('L-2');
    const names = async (as: string): Promise<unknown> => {
      const { acts } = (await luyue(['acts', id, '--as', as, '--json'])).json();
      return Array.isArray(acts) ? acts.map((a: { act: string }) => a.act) : acts;
    };
    expect(await names('chen-xi')).toContain('recommend');
    expect(await names('zhou-wei')).not.toContain('recommend');
    expect((await luyue(['acts', id, '--as', 'nobody'])).code).toBe(4);
  });

  it('shows no personal data in log, card or list', async () => {
    const id = await decided('L-3');
    for (const call of [
      ['case', id, '--json'],
      ['log', id, '--json'],
      ['case', id],
      ['log', id],
      ['report', 'sla', '--format', 'csv'],
    ]) {
      const { out } = await luyue(call);
      expect(out).not.toMatch(/王小明|13800000000/);
      expect(out.length).toBeGreaterThan(20);
    }
  });

  it('shows the log as the record stood', async () => {
    const id = await decided('L-4');
    const before = new Date(Date.now() - 3_600_000).toISOString();
    expect((await luyue(['log', id, '--as-of', before, '--json'])).json()).toEqual({ case: id, events: [] });
  });
});

describe('when a service is down', () => {
  it.each([
    ['Temporal', { TEMPORAL_ADDRESS: '127.0.0.1:1' }, 'engine.unavailable'],
    ['PostgreSQL', { DATABASE_URL: 'postgres://x:x@127.0.0.1:1/x' }, 'records.unavailable'],
  ])('an act exits 5 without %s, and the printed command succeeds once', async (service, down, code) => {
    const id = await decided(`M-${service}`);
    const call = ['act', id, 'recommend', '--as', 'chen-xi', '--data', '{"amountFen": 10000, "why": "it\'s plain"}', '--json'];
    const failed = await program(call, down);
    expect([failed.code, failed.json()]).toMatchObject([5, { error: { code, repeat: expect.stringContaining('--request') } }]);
    const { error } = failed.json();
    const repeat = typeof error === 'object' && error !== null && 'repeat' in error ? String(error.repeat) : '';
    const repeated = await shell(repeat);
    expect([repeated.code, repeated.json()]).toMatchObject([0, { act: 'recommend' }]);
    expect((await shell(repeat)).json()).toEqual(repeated.json());
    expect(await countOf('case_cause', `case_id = '${id}' and act = 'recommend'`)).toBe(1);
  });

  it('a file that could not be opened is opened by the printed command, also from standard input', async () => {
    const text = `${JSON.stringify(notice('N-1'))}\n${JSON.stringify(notice('N-2'))}\n`;
    const failed = await program(['open', 'sample', '--file', '-', '--json'], { TEMPORAL_ADDRESS: '127.0.0.1:1', input: text });
    expect([failed.code, failed.json()]).toMatchObject([5, { opened: 0, left: 2 }]);
    const repeated = await shell(String(failed.json().repeat));
    expect([repeated.code, repeated.json()]).toMatchObject([0, { opened: 2 }]);
    expect(await countOf('case_file', "reference like 'N-%'")).toBe(2);
  });

  it('a case that no worker has opened yet is opened once, when the command is repeated', async () => {
    await stop();
    const file = fileOf(notice('O-1'));
    const queue = 'late-worker';
    const failed = await luyue(['open', 'sample', '--file', file, '--json'], { LUYUE_TASK_QUEUE: queue, LUYUE_PATIENCE_MS: '1500' });
    expect(failed.code).toBe(5);
    expect(await countOf('case_file', "reference = 'O-1'")).toBe(0);
    await start(queue);
    const repeated = await luyue(['open', 'sample', '--file', file, '--json']);
    expect([repeated.code, await countOf('case_file', "reference = 'O-1'")]).toEqual([0, 1]);
  });

  it('nothing was started in an empty folder: exit 5, and nothing is made', async () => {
    const empty = join(folder, 'empty');
    const ended = await luyue(['case', 'sample-x'], { LUYUE_EXISTING: '', LUYUE_DIR: empty });
    expect([ended.code, existsSync(empty)]).toEqual([5, false]);
  });
});

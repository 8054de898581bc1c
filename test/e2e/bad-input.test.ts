import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Worker } from '@temporalio/worker';
import fc from 'fast-check';
import { z } from 'zod';
import { definitions } from '../../cli/definitions';
import { run } from '../../cli/run';
import { processes } from '../../client/processes';
import { valuePlace } from '../../db/keys/columns';
import { chinaCalendar } from '../../domain/calendar/china';
import { isErrorCode } from '../../domain/errors';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { claimWorkflows, recordedCommit } from '../support/claim-worker';
import { workerFor } from '../support/flow';
import { hostileTexts, unstorable } from '../support/hostile';
import { house, medicalNotice, timesDone } from './house';

let working: { readonly worker: Worker; readonly ended: Promise<void> } | undefined;
// Before the house's own: a worker that still runs holds the records.
afterAll(async () => {
  working?.worker.shutdown();
  await working?.ended;
});
const h = house();
const phone = '+86 139 0000 7100';

jest.setTimeout(120_000);

/** Raw updates and starts past the doors, as anybody who reaches the engine could send them. */
const update = (id: string, name: string, args: readonly unknown[]) =>
  h
    .client()
    .workflow.getHandle(id)
    .executeUpdate<unknown, [unknown, ...unknown[]]>(name, { args: [args[0], ...args.slice(1)] });

const errorOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return { answered: await work };
  } catch (error) {
    return error;
  }
};

/** Code of the catalogue that a raw update was refused with; what else became of it in words. */
function codeOf(error: unknown): string {
  if (!(error instanceof WorkflowUpdateFailedError || error instanceof WorkflowFailedError)) return `no refusal: ${String(error)}`;
  const { cause } = error;
  return cause instanceof ApplicationFailure && typeof cause.type === 'string' && isErrorCode(cause.type)
    ? cause.type
    : `defect: ${String(cause)}`;
}

const historyOf = async (id: string) => (await h.client().workflow.getHandle(id).fetchHistory()).events ?? [];

const good = { request: 'good', actor: 'an-ning', payload: { text: '已核实' } };

const garbage: readonly (readonly [string, unknown[]])[] = [
  ['nothing', []],
  ['null', [null]],
  ['a text', ['comment']],
  ['a list', [[good]]],
  ['a message without a request id', [{ actor: 'an-ning', payload: good.payload }]],
  ['an actor that is a number', [{ ...good, actor: 5 }]],
  ['an actor with markup in it', [{ ...good, actor: 'party:[x](https://evil.example)' }]],
  ['a principal that is an object', [{ ...good, onBehalfOf: {} }]],
  ['an instant that is a text', [{ ...good, occurredAt: 'yesterday' }]],
  ['a ground that is a list', [{ ...good, ground: ['x'] }]],
  ['a task that is a number', [{ ...good, task: 1 }]],
  ['an assertion that is a text', [{ ...good, assertion: 'trust me' }]],
  ['no payload', [{ request: 'x', actor: 'an-ning' }]],
  ['a payload that is a list', [{ ...good, payload: [1] }]],
  ['a field that nobody knows', [{ ...good, payload: { ...good.payload, extra: 1 } }]],
  ['a field whose name has a million letters', [{ ...good, payload: { ['x'.repeat(1_000_000)]: 1 } }]],
  ['a text of a million letters', [{ ...good, payload: { text: 'x'.repeat(1_000_000) } }]],
  ['NUL in the request id', [{ ...good, request: 'a\u0000b' }]],
  ...unstorable.map((text): readonly [string, unknown[]] => [`a text with ${JSON.stringify(text)}`, [{ ...good, payload: { text } }]]),
];

const printed = z.object({ opened: z.number(), bad: z.number(), errors: z.array(z.object({ line: z.number(), code: z.string() })) });

/** `luyue ARGS --json` in this process. */
async function luyue(...args: string[]): Promise<{ readonly code: number; readonly json: unknown }> {
  const out: string[] = [];
  const env = { ...h.environment(), LUYUE_EXISTING: '1', LUYUE_DIR: h.folder };
  const terminal = { out: (text: string) => out.push(text), err: (text: string) => out.push(text) };
  const code = await run([...args, '--json'], { env, processes, definitions: () => definitions }, terminal);
  return { code, json: JSON.parse(out.join('\n')) };
}

beforeAll(async () => {
  const commit = recordedCommit(h.record().db, standardRulebook(), chinaCalendar(), h.keys().columns);
  const worker = await workerFor(h.engine(), claimWorkflows, commit, h.taskQueue, h.keys());
  working = { worker, ended: worker.run() };
});

describe('a case', () => {
  let id = '';

  beforeAll(async () => {
    id = (await h.doors().open('claim', medicalNotice('BAD-1', phone))).case;
  });

  it.each(garbage)('refuses a raw update with %s', async (_what, args) => {
    expect(codeOf(await errorOf(update(id, 'comment', args)))).toBe('input.invalid');
  });

  it('refuses what is drawn at random, whatever act it names', async () => {
    const names = ['comment', 'determine', 'attach', 'hold', 'paymentReported', 'withdraw', 'assign'];
    for (const message of fc.sample(fc.jsonValue(), 30))
      expect(codeOf(await errorOf(update(id, names[JSON.stringify(message).length % names.length] ?? '', [message])))).toBe(
        'input.invalid',
      );
  });

  it('never sees what is larger than the engine takes', async () => {
    const error = await errorOf(update(id, 'comment', [{ ...good, payload: { text: 'x'.repeat(2_200_000) } }]));
    expect(error).not.toHaveProperty('answered');
    expect(String(error)).toMatch(/update|limit|exceed/i);
  });

  it('of a size that nothing needs is refused by the doors before it is sent, with its code', async () => {
    const starts = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`clock-${i}`, 1]));
    const payload = { from: 'claim-1', starts };
    await expect(h.doors().act(id, { act: 'absorb', as: 'system:case.claim-x', payload })).rejects.toMatchObject({
      code: 'request.too-large',
    });
    writeFileSync(join(h.folder, 'large.json'), JSON.stringify(payload));
    const said = await luyue('act', id, 'absorb', '--data', `@${join(h.folder, 'large.json')}`, '--as', 'an-ning');
    expect(said).toMatchObject({ code: 2, json: { error: { code: 'request.too-large' } } });
  });

  it('was not harmed by any of it: no failed task, nothing in the log, and the next act is done', async () => {
    const before = await h.log(id);
    expect(timesDone(before)).toEqual({});
    await expect(h.doors().act(id, { act: 'comment', as: 'an-ning', payload: good.payload })).resolves.toMatchObject({ act: 'comment' });
    expect((await historyOf(id)).filter((e) => e.workflowTaskFailedEventAttributes)).toEqual([]);
    expect(await h.flaw(id)).toBeNull();
    expect(await h.state(id)).toEqual(await h.folded(id));
  });

  it('keeps a text exactly as it was written, whatever it is', async () => {
    for (const text of hostileTexts) await h.doors().act(id, { act: 'comment', as: 'an-ning', payload: { text } });
    const rows = await h.query(`select value, seq from personal_value where case_id = $1 and path = '/text' order by seq`, [id]);
    const open = await h
      .keys()
      .columns.open(rows.map(({ value, seq }) => ({ text: String(value), place: valuePlace(id, Number(seq), '/text') })));
    const written = open.map((reading) => (reading.kind === 'value' ? reading.value : reading.kind));
    for (const [i, text] of hostileTexts.entries()) expect(written[i - hostileTexts.length + written.length]).toContain(text);
  });
});

describe('a run that is started by hand', () => {
  it.each([
    ['nothing', []],
    ['a text', ['open']],
    ['an unknown kind', [{ kind: 'begin' }]],
    ['an opening without a form', [{ kind: 'open', open: { process: 'claim', content: null } }]],
    ['an opening with a spoilt content', [{ kind: 'open', open: { ...envelopeOf(), content: { parties: 'none' } } }]],
    ['a reopening without a form', [{ kind: 'reopen' }]],
  ])('with %s fails at once and leaves no case', async (what, args) => {
    const workflowId = `claim-by-hand-${what.replaceAll(' ', '-')}`;
    const handle = await h.client().workflow.start('claim', { taskQueue: h.taskQueue, workflowId, args });
    expect(codeOf(await errorOf(handle.result()))).toBe('input.invalid');
    expect(await h.query('select id from case_file where id = $1', [workflowId])).toEqual([]);
  });
});

function envelopeOf() {
  return {
    process: 'claim',
    source: 'x',
    reference: 'R',
    digest: 'd',
    actor: 'an-ning',
    receivedAt: 1,
    line: 'health',
    branch: 'north',
  };
}

describe('a file for the command line', () => {
  const file = join(h.folder, 'openings');
  const line = (reference: string) => JSON.stringify(medicalNotice(reference, phone));
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);

  it('with good and bad lines opens the good ones and names the places of the bad', async () => {
    const bad = [
      '{"source": ',
      '7',
      '[]',
      'null',
      `{"source":"x","deep":${deep}}`,
      line('').replace('王小明', '王\\u0000'),
      'x'.repeat(3_000_000),
    ];
    writeFileSync(file, `\uFEFF${line('FILE-1')}\r\n\r\n${bad.join('\r\n')}\r\n${line('FILE-2')}`);
    const { code, json } = await luyue('open', 'claim', '--file', file);
    const { opened, bad: count, errors } = printed.parse(json);
    expect([code, opened, count]).toEqual([2, 2, bad.length]);
    expect(errors.map((e) => e.line)).toEqual(bad.map((_, i) => i + 3));
    expect(new Set(errors.map((e) => e.code))).toEqual(new Set(['input.invalid']));
  });

  it.each<readonly [string, string | Buffer]>([
    ['empty', ''],
    ['of a mark of the byte order only', '\uFEFF'],
    ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0x00, 0x0a, 0xc3])],
    [
      'in another encoding',
      Buffer.concat([Buffer.from(`${line('FILE-3')}\n{"source": "`), Buffer.from([0xcd, 0xf5, 0xd0, 0xa1]), Buffer.from('"}')]),
    ],
    ['in UTF-16', Buffer.from(`\uFEFF${line('FILE-4')}`, 'utf16le')],
    ['nested without end', deep],
    [
      'that is larger than a request may be',
      JSON.stringify({ ...medicalNotice('FILE-5', phone), documents: Array.from({ length: 9_000 }, () => 'x'.repeat(80)) }),
    ],
  ])('that is %s exits 2, and nothing is opened', async (_what, content) => {
    const count = () => h.query('select count(*)::int as n from case_file');
    const before = await count();
    writeFileSync(file, content);
    const { code } = await luyue('open', 'claim', '--file', file);
    expect(code).toBe(2);
    expect(await count()).toEqual(before);
  });
});

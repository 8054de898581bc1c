import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import { caseIdOf, signerOf } from '../../client/identity';
import { readOpening } from '../../client/open';
import { processType } from '../../client/process-type';
import { processes } from '../../client/processes';
import { callersIn } from '../../codec/access';
import { type CodecServer, serveCodec } from '../../codec/server';
import { plainColumns } from '../../db/keys/columns';
import { peopleOf } from '../../db/queries/people';
import { verifyCase } from '../../db/queries/verify';
import type { ActRequest } from '../../domain/case/act';
import type { OpenRequest } from '../../domain/case/opening';
import { LuyueError } from '../../domain/errors';
import { fromSetup } from '../support/engine';
import { runProgram } from '../support/program';
import { pythonWith } from '../support/python';
import { door, house, medicalNotice, timesDone } from './house';

const h = house();
const tool = join(__dirname, '../../examples/python/luyue.py');
const token = 'of-a-tool-in-python';
const signer = signerOf(door);

const queues = { development: `${h.taskQueue}-development`, unsigned: `${h.taskQueue}-unsigned` };
let python = '';
let codec: CodecServer | undefined;

jest.setTimeout(180_000);

afterAll(async () => {
  await codec?.close();
});

beforeAll(async () => {
  python = join(pythonWith('temporalio', '1.35.0'), 'python');
  const { keyring } = h.keys();
  if (keyring === null) throw new LuyueError('defect.unexpected', 'the house has keys');
  codec = await serveCodec({
    ...{ host: '127.0.0.1', port: 0, origins: [], namespace: fromSetup('LUYUE_TEST_NAMESPACE'), keyring },
    callers: callersIn(`${createHash('sha256').update(token).digest('hex')} system:portal decode sensitive`),
    db: h.record().db,
    processes: Object.keys(processes),
    organisation: peopleOf(h.record().db),
    note: () => undefined,
  });
  const plain = { LUYUE_MASTER_KEY: '', LUYUE_PLAIN: '1' };
  const development = { LUYUE_TASK_QUEUE: queues.development, LUYUE_ASSERTIONS: 'development', ...plain };
  // One after the other: the first one bundles the workflows for all.
  await h.worker();
  await h.worker(undefined, [], development);
  await h.worker(undefined, [], { LUYUE_TASK_QUEUE: queues.unsigned, ...plain });
}, 600_000);

type Step =
  | { readonly open: Omit<OpenRequest, 'digest'> }
  | { readonly case: string; readonly act: string; readonly message: Omit<ActRequest, 'act'> };

const answers = z.array(
  z.looseObject({
    case: z.string().optional(),
    seq: z.int().optional(),
    refused: z.string().optional(),
    unreadable: z.string().optional(),
  }),
);

/** Runs the tool of the example to its end; what it printed, a line per step. */
async function run(taskQueue: string, steps: readonly Step[], keys: { readonly codec?: object } = {}): Promise<z.infer<typeof answers>> {
  const reach = { address: fromSetup('LUYUE_TEST_TEMPORAL'), namespace: fromSetup('LUYUE_TEST_NAMESPACE'), taskQueue };
  const { code, signal, out, err } = await runProgram(python, [tool], { input: JSON.stringify({ ...reach, ...keys, steps }) });
  if (code !== 0) throw new LuyueError('defect.unexpected', `the tool ended with ${code ?? signal}: ${out}${err}`);
  const lines = out.split('\n').filter((line) => line !== '');
  return answers.parse(lines.map((line) => JSON.parse(line)));
}

const throughCodec = () => ({ codec: { url: `http://127.0.0.1:${codec?.port}`, token } });

/** Code with which the run of an opening has ended. */
async function failureOf(id: string): Promise<string> {
  const error: unknown = await h
    .client()
    .workflow.getHandle(id)
    .result()
    .catch((failure: unknown) => failure);
  const cause = error instanceof WorkflowFailedError ? error.cause : undefined;
  return cause instanceof ApplicationFailure ? (cause.type ?? '') : 'it has not failed';
}

let references = 0;

/** A claim as a tool writes it, and the id of its case. */
function claim() {
  const request = { ...medicalNotice(`PY-${++references}`, '+86 139 0000 7000'), source: h.taskQueue, actor: `system:${h.taskQueue}` };
  const open = readOpening(processType(processes, 'claim'), request, Date.now());
  return { request, open, id: caseIdOf(open) };
}

const comment = (request: string): ActRequest => ({ act: 'comment', request, actor: 'an-ning', payload: { text: 'called back' } });

const step = (id: string, { act, ...message }: ActRequest): Step => ({ case: id, act, message });

describe('a tool with the Python SDK of Temporal', () => {
  it('opens a case in development and moves it, under the id and digest that every door gives it; a repeat is the same', async () => {
    const { open, id, request } = claim();
    const { digest: _digest, ...undigested } = open;
    const steps = [{ open: undigested }, step(id, comment('c-1')), step(id, comment('c-1')), { open }];
    const [opened, done, again, reopened] = await run(queues.development, steps);
    expect(opened).toMatchObject({ case: id });
    expect(done).toMatchObject({ case: id, act: 'comment', request: 'c-1' });
    expect(again).toEqual(done);
    expect(reopened?.case).toBe(id);
    const stored = await h.query('select digest, source from case_file where id = $1', [id]);
    expect(stored).toEqual([{ digest: open.digest, source: request.source }]);
    expect(await h.query(`select count(*)::int as n from case_cause where case_id = $1 and cause = 'act:c-1'`, [id])).toEqual([{ n: 1 }]);
    expect((await verifyCase(h.record().db, id, plainColumns)).flaw).toBeNull();
    // Under keys it is told that a worker of development writes without.
    expect(await h.flaw(id)).toMatchObject({ kind: 'plain' });
  });

  it('is refused outside development without an assertion: nothing is opened, nothing done, the attempt is kept', async () => {
    const { open, id } = claim();
    expect(await run(queues.unsigned, [{ open }])).toEqual([{ refused: 'actor.unproven' }]);
    expect(await h.query('select id from case_file where id = $1', [id])).toEqual([]);
    const signed = { open: signer.opening(id, open) };
    expect(await run(queues.unsigned, [signed, step(id, comment('c-1'))])).toEqual([
      expect.objectContaining({ case: id }),
      { refused: 'actor.unproven' },
    ]);
    expect(await h.query('select act, request, code from refusal where case_id = $1 order by id', [id])).toEqual([
      { act: 'open', request: open.digest, code: 'actor.unproven' },
      { act: 'comment', request: 'c-1', code: 'actor.unproven' },
    ]);
  });

  it('is done outside development what a door has signed, and nothing else under its assertion', async () => {
    const { open, id } = claim();
    const signed = signer.act(id, comment('c-1'));
    const changed = { ...signer.act(id, comment('c-2')), actor: 'gao-shan' };
    const steps = [{ open: signer.opening(id, open) }, step(id, signed), step(id, changed)];
    const [opened, done, refused] = await run(queues.unsigned, steps);
    expect([opened?.case, done?.request, refused?.refused]).toEqual([id, 'c-1', 'actor.unproven']);
  });

  it('reaches nothing in production with plain payloads, and keeps no reference from whoever opens rightly', async () => {
    const { open, id } = claim();
    const signed = { open: signer.opening(id, open) };
    const unreadable = { unreadable: expect.stringContaining('binary/encrypted') };
    expect(await run(h.taskQueue, [signed])).toEqual([unreadable]);
    expect(await failureOf(id)).toBe('input.invalid');
    expect(await h.query('select id from case_file where id = $1', [id])).toEqual([]);
    expect(await run(h.taskQueue, [signed], throughCodec())).toEqual([expect.objectContaining({ case: id })]);
    await run(h.taskQueue, [step(id, signer.act(id, comment('c-1')))]);
    expect(timesDone(await h.log(id))).toEqual({});
  });

  it('opens and moves a case in production with the codec server and assertions, and reads the answer', async () => {
    const { open, id } = claim();
    const steps = [{ open: signer.opening(id, open) }, step(id, signer.act(id, comment('c-1'))), step(id, comment('c-2'))];
    const [opened, done, refused] = await run(h.taskQueue, steps, throughCodec());
    expect(opened).toMatchObject({ case: id });
    expect(done).toMatchObject({ case: id, act: 'comment', request: 'c-1' });
    expect(refused).toEqual({ refused: 'actor.unproven' });
    expect(await h.doors().open('claim', claimOf(open))).toMatchObject({ case: id, existed: true });
  });
});

/** The same request as a door takes it. */
const claimOf = ({ process: _process, digest: _digest, content, ...envelope }: OpenRequest) => ({ ...envelope, ...content });

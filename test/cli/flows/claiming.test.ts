import { z } from 'zod';
import { enrolReceiver, markDelivered } from '../../../db/queries/webhook';
import { rowsOf } from '../../db/support';
import { house } from './support';

const { luyue, program, doors, start, record } = house();

jest.setTimeout(120_000);

beforeAll(() => start(), 120_000);

/** A case whose determination waits in the queue of the approvers, and the name of that task. */
async function queued(reference: string): Promise<{ readonly id: string; readonly task: string }> {
  const parties = [{ id: 'claimant', role: 'claimant', name: '王小明' }];
  const { case: id } = await doors().open('sample', {
    source: 'claiming',
    reference,
    line: 'motor',
    branch: 'north',
    parties,
    subject: 's',
  });
  await doors().act(id, { act: 'submit', as: 'party:claimant', payload: { items: ['id-card'] } });
  await doors().act(id, { act: 'assign', as: 'zhou-wei', payload: { to: 'li-ming' } });
  await doors().act(id, { act: 'recommend', as: 'li-ming', payload: { amountFen: 100_00 } });
  const [task] = await rowsOf(record().pool, "select name from task where case_id = $1 and act = 'determine'", [id]);
  return { id, task: String(task?.name) };
}

const ownerOf = async (id: string) =>
  (await rowsOf(record().pool, "select owner from task where case_id = $1 and act = 'determine'", [id]))[0]?.owner;

describe('luyue claim-task and release-task', () => {
  it('take a task out of its queue and put it back; a repeat under the same request is the same', async () => {
    const { id, task } = await queued('CL-1');
    const queue = await ownerOf(id);
    const claimed = await program(['claim-task', id, task, '--as', 'wu-dan', '--request', 'mine', '--json']);
    expect([claimed.code, claimed.json()]).toMatchObject([0, { case: id, act: 'claimTask', request: 'mine' }]);
    expect(await ownerOf(id)).toBe('staff:wu-dan');
    const again = await luyue(['claim-task', id, task, '--as', 'wu-dan', '--request', 'mine', '--json']);
    expect([again.code, again.json()]).toEqual([0, claimed.json()]);
    expect((await luyue(['release-task', id, task, '--as', 'wu-dan'])).code).toBe(0);
    expect(await ownerOf(id)).toBe(queue);
  });

  it('are refused with exit code 3 and the code: to the second, to whoever took part, to whoever may not release', async () => {
    const { id, task } = await queued('CL-2');
    expect(await program(['claim-task', id, task, '--as', 'li-ming'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('actor.four-eyes'),
    });
    await luyue(['claim-task', id, task, '--as', 'wu-dan']);
    expect(await luyue(['claim-task', id, task, '--as', 'chen-xi'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('task.claimed'),
    });
    expect(await luyue(['release-task', id, task, '--as', 'chen-xi'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('actor.role'),
    });
    expect((await luyue(['release-task', id, 'no-such-task', '--as', 'wu-dan'])).code).toBe(3);
    expect((await luyue(['claim-task', 'sample-none', task, '--as', 'wu-dan'])).code).toBe(4);
  });

  it('hand a task to a colleague by assign, not to whoever took part in what it decides on', async () => {
    const { id, task } = await queued('CL-3');
    const assign = (to: string, as = 'zhou-wei') => luyue(['act', id, 'assign', '--data', JSON.stringify({ task, to }), '--as', as]);
    expect((await assign('wu-dan')).code).toBe(0);
    expect(await ownerOf(id)).toBe('staff:wu-dan');
    expect(await assign('li-ming')).toMatchObject({ code: 3, err: expect.stringContaining('actor.four-eyes') });
    expect(await assign('wu-dan', 'xu-yi')).toMatchObject({ code: 3, err: expect.stringContaining('actor.role') });
  });
});

describe('luyue webhooks', () => {
  const shape = z.object({
    receivers: z.array(z.looseObject({ name: z.string(), after: z.number(), deliveredAt: z.number().nullable() })),
  });
  const shown = async (...args: string[]) => shape.parse((await luyue(['webhooks', ...args, '--json'])).json()).receivers;

  it('shows how far each receiver has been told, and tells one everything after a number again', async () => {
    expect(await shown()).toEqual([]);
    await enrolReceiver(record().db, 'core', 0);
    await markDelivered(record().db, { name: 'core', after: 0 }, 4_711);
    expect(await shown()).toMatchObject([{ name: 'core', after: 4_711, deliveredAt: expect.any(Number) }]);
    expect(await shown('core', '--after', '17')).toMatchObject([{ name: 'core', after: 17 }]);
    expect((await luyue(['webhooks'])).out).toContain('17');
  });

  it('needs a receiver that exists and a number', async () => {
    expect((await luyue(['webhooks', 'nobody', '--after', '1'])).code).toBe(4);
    expect((await luyue(['webhooks', 'core'])).code).toBe(2);
    expect((await luyue(['webhooks', 'core', '--after', '-1'])).code).toBe(2);
  });
});

describe('luyue report contacts', () => {
  it('names people on duty without a phone', async () => {
    await record().pool.query(`update staff set phone = null where id = 'cui-hao'`);
    const { out, code } = await program(['report', 'contacts', '--format', 'csv']);
    expect(code).toBe(0);
    expect(out).toContain('staff:cui-hao,north,duty-north,,sms,no-address,');
  });
});

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { house } from './support';

const h = house(randomBytes(32).toString('base64'));
const { luyue, doors, start, record } = h;

jest.setTimeout(120_000);

beforeAll(() => start(), 120_000);

let references = 0;

/** A case of the motor team with a comment, encrypted, and its handler. */
async function opened(text = '客户来电催问'): Promise<{ readonly id: string; readonly handler: string }> {
  const parties = [{ id: 'claimant', role: 'claimant', name: '王小明', phone: '13800000000' }];
  const reference = `P-${++references}`;
  const { case: id } = await doors().open('sample', {
    source: 'personal',
    reference,
    line: 'motor',
    branch: 'north',
    parties,
    subject: 's',
  });
  await doors().act(id, { act: 'comment', as: 'zhou-wei', payload: { text } });
  const { rows } = await record().pool.query('select handler from case_file where id = $1', [id]);
  return { id, handler: z.object({ handler: z.string() }).parse(rows[0]).handler };
}

const personal = (id: string, ...more: string[]) => luyue(['case', id, '--personal', ...more]);

describe('luyue case --personal', () => {
  it('shows the handler whom to call and what was written, and without it nobody', async () => {
    const { id, handler } = await opened();
    const shown = await personal(id, '--as', handler);
    expect([shown.code, shown.out]).toEqual([0, expect.stringMatching(/王小明.*13800000000[\s\S]*客户来电催问/)]);
    expect((await luyue(['case', id])).out).not.toMatch(/王小明|13800000000|客户来电催问/);
    const { rows } = await record().pool.query('select reader, tool, part, why from case_read where case_id = $1 order by id', [id]);
    expect(rows).toEqual([
      { reader: handler, tool: 'cli', part: 'personal:contact', why: 'handler/handling' },
      { reader: handler, tool: 'cli', part: 'personal:content', why: 'handler/handling' },
    ]);
  });

  it('is somebody’s: it names who reads, who is not asked without it, and what a group or purpose may be', async () => {
    const { id } = await opened();
    for (const [words, path] of [
      [['--personal'], '--as'],
      [['--as', 'zhou-wei'], '--personal'],
      [['--personal', '--as', 'zhou-wei', '--group', 'all'], '--group'],
      [['--personal', '--as', 'ma-north', '--purpose', 'because'], '--purpose'],
      [['--personal', '--as', 'ma-north'], '/purpose'],
    ] as const)
      expect(await luyue(['case', id, ...words])).toMatchObject({ code: 2, err: expect.stringContaining(path) });
    expect((await personal(id, '--as', 'nobody')).code).toBe(4);
    expect((await personal(id, '--as', 'system:portal')).code).toBe(3);
  });

  it('shows a clerk of the branch the case without, says so, and another branch nothing', async () => {
    const { id } = await opened();
    const clerk = await personal(id, '--as', 'xu-yi', '--lang', 'en');
    expect([clerk.code, clerk.out]).toEqual([0, expect.stringMatching(/the people of it may not[\s\S]*\[withheld\]/)]);
    expect(clerk.out).not.toMatch(/王小明|催问/);
    expect((await personal(id, '--as', 'liang-yue')).code).toBe(4);
  });

  it('says of what was forgotten that it is', async () => {
    const { id, handler } = await opened();
    await doors().act(id, { act: 'withdraw', as: 'xu-yi', for: 'party:claimant', payload: {} });
    await record().pool.query("update notice set status = 'handed', handed_at = now() where case_id = $1 and status = 'queued'", [id]);
    expect((await luyue(['keys', 'destroy', id, '--as', 'yan-shu', '--ground', 'erasure-request'])).code).toBe(0);
    const shown = await personal(id, '--as', handler, '--lang', 'en');
    expect([shown.code, shown.out.match(/\[forgotten\]/g)?.length]).toEqual([0, 3]);
  });

  it('does not let what people wrote steer the terminal', async () => {
    const { id, handler } = await opened('a\u001b[2J\u202eb\nc');
    const { out } = await personal(id, '--as', handler);
    expect(out).toContain('a\uFFFD[2J\uFFFDb c');
  });
});

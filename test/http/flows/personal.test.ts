import { z } from 'zod';
import { personalGroups } from '../../../domain/org/personal';
import { rowsOf } from '../../db/support';
import { house, opening } from './support';

const h = house();

beforeAll(() => h.start(), 120_000);

jest.setTimeout(60_000);

const query = (text: string, values: unknown[] = []) => rowsOf(h.record().pool, text, values);

const claimant = {
  id: 'claimant',
  role: 'claimant',
  name: '苏晚晴',
  phone: '13900001004',
  email: 'su@example.com',
  idNumber: '110105199001011234',
  account: '6222020000001234',
};

async function open(content = {}): Promise<string> {
  const { json } = await h.post('/v1/processes/sample/cases', { as: 'xu-yi', body: opening({ parties: [claimant], ...content }) });
  return z.string().parse(json.case);
}

const comment = (id: string, as: string, text: string) => h.post(`/v1/cases/${id}/acts/comment`, { as, body: { payload: { text } } });
const personal = (id: string, call: Parameters<typeof h.get>[1], more = '') => h.get(`/v1/cases/${id}/personal${more}`, call);
const handlerOf = async (id: string): Promise<string> =>
  z.string().parse((await query('select handler from case_file where id = $1', [id]))[0]?.handler);
const reads = (id: string) => query('select reader, tool, part, why from case_read where case_id = $1 order by id', [id]);

const known = (value: string) => ({ state: 'known', value });
const withheld = { state: 'withheld', value: null };
const none = { state: 'none', value: null };

describe('the personal values of a case', () => {
  it('are read by the handler: who to call, and what was written; groups that were not asked for stay away', async () => {
    const id = await open();
    const handler = await handlerOf(id);
    await comment(id, handler, '客户来电催问');
    const answer = await personal(id, { as: handler });
    expect(answer).toMatchObject({ status: 200, json: { case: id, right: 'handler', groups: ['contact', 'content'], next: null } });
    expect(answer.json.parties).toEqual([
      {
        ...{ party: 'claimant', role: 'claimant', locale: 'zh-CN', channels: ['sms'] },
        ...{ name: known('苏晚晴'), phone: known('13900001004'), email: known('su@example.com'), address: none },
        ...{ idNumber: withheld, account: withheld },
      },
    ]);
    expect(answer.json.texts).toMatchObject([{ act: 'comment', actor: handler, path: '/text', ...known('客户来电催问') }]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('are recorded as read before they are answered: who, by which tool, which group, by what right and for what', async () => {
    const id = await open();
    const handler = await handlerOf(id);
    await personal(id, { as: handler, tool: 'desk' }, '?group=account&group=identity');
    await personal(id, { as: 'mei-lan' }, '?group=contact&purpose=audit');
    expect(await reads(id)).toEqual([
      { reader: handler, tool: 'desk', part: 'personal:account', why: 'handler/handling' },
      { reader: handler, tool: 'desk', part: 'personal:identity', why: 'handler/handling' },
      { reader: 'mei-lan', tool: null, part: 'personal:contact', why: 'oversight/audit' },
    ]);
    await h.record().pool.query('alter table case_read rename to case_read_away');
    const without = await personal(id, { as: handler });
    await h.record().pool.query('alter table case_read_away rename to case_read');
    expect([without.status, without.text.includes('苏晚晴')]).toEqual([500, false]);
  });

  it.each([
    ['the team', 'zhou-wei', '', 'team'],
    ['whoever oversees the branch and says why', 'ma-north', '?purpose=supervision', 'oversight'],
    ['data protection, for the person themselves', 'yan-shu', '?purpose=subject-request', 'oversight'],
  ])('are read by %s', async (_who, as, more, right) => {
    expect(await personal(await open(), { as }, more)).toMatchObject({
      status: 200,
      json: { right, parties: [{ name: known('苏晚晴') }] },
    });
  });

  it('are asked for with a purpose by whoever looks in from outside; nothing is read without', async () => {
    const id = await open();
    expect(await personal(id, { as: 'ma-north' })).toMatchObject({
      status: 400,
      json: { code: 'input.invalid', issues: [{ path: '/purpose' }] },
    });
    expect(await personal(id, { as: 'ma-north' }, '?purpose=curiosity')).toMatchObject({ status: 400 });
    expect(await reads(id)).toEqual([]);
  });

  it.each([
    ['a clerk who sees the branch', { as: 'xu-yi' }],
    ['an operator who sees the company', { as: 'guo-yan' }],
    ['a handler whose token does not name them', { as: 'zhou-wei', scopes: ['luyue.read', 'luyue.sensitive'] }],
    ['a service account whose token does not name them', { as: 'system:portal', scopes: ['luyue.read'] }],
  ])('are withheld from %s: they get the case without, are told so, and the attempt is recorded', async (_who, call) => {
    const id = await open();
    const all = `?purpose=handling${personalGroups.map((group) => `&group=${group}`).join('')}`;
    const answer = await personal(id, call, all);
    expect(answer).toMatchObject({
      status: 200,
      json: { right: null, groups: [], parties: [{ party: 'claimant', name: withheld, account: withheld }] },
    });
    for (const value of Object.values(claimant).slice(2)) expect(answer.text).not.toContain(value);
    expect(await reads(id)).toEqual([]);
    expect(await query('select act, actor, code from refusal where case_id = $1', [id])).toEqual([
      { act: 'read:personal', actor: call.as, code: 'access.denied' },
    ]);
  });

  it('are not there for whoever may not know of the case: another branch, another line', async () => {
    const health = await open({ line: 'health' });
    for (const as of ['zhou-wei', 'liang-yue', 'guo-yan'])
      expect(await personal(health, { as }, '?purpose=audit')).toMatchObject({ status: 404, json: { code: 'case.not-found' } });
    expect(await personal(health, { as: await handlerOf(health) })).toMatchObject({ status: 200, json: { right: 'handler' } });
  });

  it('are read by a service account with the scope, which says what for', async () => {
    const id = await open();
    const core = { as: 'system:core', scopes: ['luyue.read', 'luyue.personal'] };
    expect(await personal(id, core)).toMatchObject({ status: 400 });
    expect(await personal(id, core, '?purpose=handling')).toMatchObject({ status: 200, json: { right: 'service' } });
    expect(await reads(id)).toMatchObject([{ reader: 'system:core', why: 'service/handling' }, {}]);
  });

  it('say of a value that was erased that it is forgotten, and of one that nobody gave that there is none', async () => {
    const id = await open();
    const handler = await handlerOf(id);
    await comment(id, handler, '请尽快');
    await query('update personal_value set value = null, salt = null where case_id = $1', [id]);
    await query('update party set name = null, phone = null, email = null, id_number = null, account = null where case_id = $1', [id]);
    const forgotten = { state: 'forgotten', value: null };
    expect(await personal(id, { as: handler })).toMatchObject({
      status: 200,
      json: { parties: [{ name: forgotten, phone: forgotten, address: none }], texts: [{ act: 'comment', ...forgotten }] },
    });
  });

  it('come in pages that end between two acts', async () => {
    const id = await open();
    const handler = await handlerOf(id);
    for (const text of ['一', '二', '三']) await comment(id, handler, text);
    const shape = z.object({ texts: z.array(z.object({ value: z.string() })), next: z.int().nullable() });
    const first = shape.parse((await personal(id, { as: handler }, '?limit=2')).json);
    const second = shape.parse((await personal(id, { as: handler }, `?limit=2&after=${first.next}`)).json);
    expect([first, second].map(({ texts }) => texts.map(({ value }) => value))).toEqual([['一', '二'], ['三']]);
    expect(second.next).toBeNull();
  });
});

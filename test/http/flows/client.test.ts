import { recordsOf } from '../../../client/db-records';
import { InvalidInput, NotFound, Refused, Unavailable } from '../../../client/errors';
import { connectHttp } from '../../../client/http';
import { connectLuyue } from '../../../client/luyue';
import { plainColumns } from '../../../db/keys/columns';
import { serveJson } from '../../../dev/json-server';
import { house, opening, processes } from './support';

const h = house();

jest.setTimeout(60_000);

beforeAll(() => h.start(), 120_000);

const tokenOf = (actor: string): Promise<string> => {
  const system = actor.startsWith('party:') ? 'system:portal' : actor;
  const scopes = ['luyue.open', 'luyue.act', 'luyue.read', 'luyue.party', 'luyue.sensitive'];
  return h.token({ subject: system, ...(system.startsWith('system:') ? { scopes } : {}) });
};

const overHttp = (url = h.url()) => connectHttp({ processes, url, token: tokenOf, waitsMs: [10, 10] });

const onTemporal = () => {
  const { connection, namespace = 'default' } = h.engine();
  const engine = { connection, namespace };
  return connectLuyue({ processes, records: recordsOf(h.record().db, plainColumns), engine, taskQueue: h.queue() });
};

const notice = () => {
  const { parties, ...rest } = opening();
  return { ...rest, parties: parties.map(({ id, name, phone }) => ({ id, role: 'claimant' as const, name, phone })) };
};

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => error,
  );

describe.each([
  ['over HTTP', () => overHttp()],
  ['on Temporal', () => onTemporal()],
])('the typed client %s', (_way, connect) => {
  it('opens a case once, however often it is asked, and acts on it with the answers of the contract', async () => {
    const luyue = connect();
    const request = notice();
    const first = await luyue.sample.open(request);
    expect(first).toMatchObject({ existed: false, stage: 'gather', status: 'open' });
    expect(await luyue.sample.open(request)).toEqual({ ...first, existed: true });
    const answer = await luyue.sample(first.case).submit({ items: ['id-card'] }, { as: 'party:claimant', request: 's-1' });
    expect(answer).toMatchObject({ case: first.case, act: 'submit', request: 's-1', entered: 'decide' });
    expect(Date.now() - answer.at).toBeLessThan(60_000);
    expect(await luyue.sample(first.case).submit({ items: ['id-card'] }, { as: 'party:claimant', request: 's-1' })).toEqual(answer);
  });

  it('reads who the people of a case are and what was written, for whoever may, and says of the rest that it is withheld', async () => {
    const luyue = connect();
    const { case: id } = await luyue.sample.open(notice());
    await luyue.sample(id).comment({ text: '客户来电' }, { as: 'zhou-wei' });
    const read = await luyue.sample.personal(id, { as: 'zhou-wei' });
    expect(read).toMatchObject({ case: id, right: 'team', groups: ['contact', 'content'], next: null });
    expect(read.parties).toMatchObject([{ party: 'claimant', name: { state: 'known', value: '张三' }, account: { state: 'none' } }]);
    expect(read.texts).toMatchObject([{ act: 'comment', actor: 'zhou-wei', value: '客户来电' }]);
    expect(Date.now() - (read.texts[0]?.at ?? 0)).toBeLessThan(60_000);
    const narrow = await luyue.sample.personal(id, { as: 'ma-north', groups: ['identity'], purpose: 'audit' });
    expect(narrow).toMatchObject({ right: 'oversight', groups: ['identity'], parties: [{ phone: { state: 'withheld', value: null } }] });
    expect(await luyue.sample.personal(id, { as: 'xu-yi' })).toMatchObject({ right: null, texts: [{ state: 'withheld' }] });
    expect(await errorOf(luyue.sample.personal(id, { as: 'ma-north' }))).toBeInstanceOf(InvalidInput);
    expect(await errorOf(luyue.sample.personal(id, { as: 'liang-yue' }))).toBeInstanceOf(NotFound);
    expect(await errorOf(luyue.sample.personal('sample-none', { as: 'zhou-wei' }))).toBeInstanceOf(NotFound);
  });

  it('tells by its class what an error is and what can be done about it', async () => {
    const luyue = connect();
    const { case: id } = await luyue.sample.open(notice());
    const notNow = await errorOf(luyue.sample(id).determine({ kind: 'granted', amountFen: 1 }, { as: 'wu-dan', ground: 'clear' }));
    expect(notNow).toBeInstanceOf(Refused);
    expect(notNow).toMatchObject({ code: 'act.not-now', possible: expect.arrayContaining(['comment']) });
    const wrong = await errorOf(luyue.sample(id).comment({ text: '' }, { as: 'xu-yi' }));
    expect(wrong).toBeInstanceOf(InvalidInput);
    expect(wrong).toMatchObject({ code: 'input.invalid', data: { issues: [{ path: '/text' }] } });
    expect(await errorOf(luyue.sample('sample-aaaaaaaaaaaaaaaa').comment({ text: 'x' }, { as: 'xu-yi' }))).toBeInstanceOf(NotFound);
    expect(await errorOf(luyue.sample(id).assign({ to: 'chen-xi' }, { as: 'xu-yi' }))).toMatchObject({ code: 'actor.role' });
  });
});

describe('over HTTP', () => {
  it('a request that gets no answer is sent again with the same request id, and given up as nothing lost', async () => {
    const seen: { readonly request: unknown }[] = [];
    const receiver = await serveJson(0, async ({ text }) => {
      seen.push({ request: JSON.parse(text).request });
      return { status: 503, body: { code: 'engine.unavailable', detail: 'away' } };
    });
    try {
      const luyue = overHttp(receiver.url);
      const gone = await errorOf(luyue.sample('sample-aaaaaaaaaaaaaaaa').comment({ text: 'x' }, { as: 'xu-yi' }));
      expect(gone).toBeInstanceOf(Unavailable);
      expect(seen).toHaveLength(3);
      expect(new Set(seen.map(({ request }) => request)).size).toBe(1);
      expect(typeof seen[0]?.request).toBe('string');
    } finally {
      await receiver.close();
    }
  });

  it('nobody listens: unavailable, with the address and without the token', async () => {
    const gone = await errorOf(overHttp('http://127.0.0.1:1').sample.open(notice()));
    expect(gone).toBeInstanceOf(Unavailable);
    expect(String(gone)).toContain('http://127.0.0.1:1');
    expect(String(gone)).not.toContain('ey');
  });

  it('an answer that is none of the API’s is a defect, not a refusal', async () => {
    const receiver = await serveJson(0, async () => ({ status: 418 }));
    try {
      expect(await errorOf(overHttp(receiver.url).sample.open(notice()))).toMatchObject({ code: 'defect.unexpected' });
    } finally {
      await receiver.close();
    }
  });
});

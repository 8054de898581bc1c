import { house, opening, repeated } from './support';

const h = house();

beforeAll(() => h.start(), 120_000);

jest.setTimeout(60_000);

const address = '/v1/processes/sample/cases';
const open = (body: object, as = 'xu-yi', headers = {}) => h.post(address, { as, body, headers });
const opened = async (content = {}): Promise<string> => String((await open(opening(content))).json.case);

describe('opening', () => {
  it('answers 201 with the case, and 200 with the same case when the request is repeated', async () => {
    const body = opening();
    const first = await open(body);
    expect(first).toMatchObject({ status: 201, json: { existed: false, stage: 'gather', status: 'open' } });
    expect(first.headers.get('location')).toBe(`/v1/cases/${first.json.case}`);
    expect(await open(body)).toMatchObject({ status: 200, json: { case: first.json.case, existed: true } });
  });

  it('takes an Idempotency-Key in place of source and reference; two callers may use the same key', async () => {
    const { source: _source, reference: _reference, ...body } = opening();
    const key = { 'idempotency-key': 'key-1' };
    const [first, again, other] = [await open(body, 'xu-yi', key), await open(body, 'xu-yi', key), await open(body, 'he-er', key)];
    expect([first.status, again.status, other.status]).toEqual([201, 200, 201]);
    expect(again.json.case).toBe(first.json.case);
    expect(other.json.case).not.toBe(first.json.case);
    expect(await open(body)).toMatchObject({ status: 400, json: { code: 'input.invalid', issues: [{ path: '/reference' }] } });
  });

  it('refuses a source that is none, also beside an Idempotency-Key', async () => {
    const answer = await open(opening({ source: null }), 'xu-yi', { 'idempotency-key': 'key-2' });
    expect(answer).toMatchObject({ status: 400, json: { code: 'input.invalid', issues: [{ path: '/source' }] } });
  });

  it('with other content is a conflict that names the case only to those who may know of it', async () => {
    const body = opening({ line: 'health' });
    const { json } = await open(body);
    const known = await open({ ...body, subject: 'other' }, 'an-ning');
    expect(known).toMatchObject({ status: 409, json: { code: 'open.conflict', case: json.case } });
    const unknown = await open({ ...body, subject: 'other' }, 'chen-xi');
    expect(unknown).toMatchObject({ status: 409, json: { code: 'open.conflict' } });
    expect(unknown.text).not.toContain(String(json.case));
  });

  it('names every wrong path, and repeats no value', async () => {
    const wrong = {
      ...opening(),
      parties: [{ id: 'claimant', role: 'claimant', name: '王小明', phone: 'call me' }],
      receivedAt: '2026-09-01T10:00:00',
    };
    const local = await open(wrong);
    expect(local).toMatchObject({ status: 400, json: { code: 'input.invalid', issues: [{ path: '/receivedAt' }] } });
    const { receivedAt: _local, ...rest } = wrong;
    const answer = await open(rest);
    expect(answer).toMatchObject({ status: 400, json: { issues: [{ path: '/parties/0/phone' }] } });
    expect(answer.text).not.toContain('call me');
  });

  it('opens no drill where the server opens real cases, and names nobody else as actor', async () => {
    expect(await open(opening({ compressed: '1d=20s' }))).toMatchObject({ status: 400, json: { issues: [{ path: '/compressed' }] } });
    expect(await open(opening({ actor: 'chen-xi' }))).toMatchObject({ status: 403, json: { code: 'access.denied' } });
    const { json } = await open(opening());
    const { json: log } = await h.get(`/v1/cases/${json.case}/log`, { as: 'xu-yi' });
    expect(log).toMatchObject({ events: expect.arrayContaining([expect.objectContaining({ kind: 'opened', actor: 'xu-yi' })]) });
  });

  it('100 requests sent three times each at once are 100 cases', async () => {
    const bodies = Array.from({ length: 100 }, () => opening());
    const sent = [...bodies, ...bodies, ...bodies];
    const answers: (readonly [number, unknown, unknown])[] = [];
    const next = async (): Promise<void> => {
      for (let body = sent.pop(); body !== undefined; body = sent.pop()) {
        // A slow machine may be told to repeat: then nothing is lost by doing so.
        const { status, json } = await repeated(() => open(body));
        answers.push([status, json.case, json.existed]);
      }
    };
    await Promise.all(Array.from({ length: 12 }, next));
    expect(answers.every(([status, , existed]) => status === (existed === true ? 200 : 201))).toBe(true);
    // At most: the answer of the one that opened it may have been 503, and then its repeat finds the case there.
    const opened = answers.flatMap(([status, id]) => (status === 201 ? [id] : []));
    expect(new Set(opened).size).toBe(opened.length);
    expect(new Set(answers.map(([, id]) => id)).size).toBe(100);
    const references = bodies.map(({ reference }) => reference);
    const { rows } = await h.record().pool.query('select count(*)::int as n from case_file where reference = any($1)', [references]);
    expect(rows).toEqual([{ n: 100 }]);
  });
});

describe('one opening sent ten times at once', () => {
  it('has opened the case once: one answer says so, the others found it', async () => {
    for (let round = 0; round < 5; round++) {
      const body = opening();
      const answers = await Promise.all(Array.from({ length: 10 }, () => open(body)));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 9 }, () => 200), 201]);
      expect(new Set(answers.map(({ json }) => json.case)).size).toBe(1);
    }
  });
});

describe('reading a case', () => {
  it('shows it as it stands, by id and by short number, without personal data', async () => {
    const { json } = await open(opening());
    const byId = await h.get(`/v1/cases/${json.case}`, { as: 'xu-yi' });
    const shape = {
      case: json.case,
      process: 'sample',
      stage: 'gather',
      team: 'motor-north',
      stageTitle: { zh: '收集' },
      waitingOn: 'customer',
    };
    expect(byId).toMatchObject({ status: 200, json: { ...shape, state: { stage: 'gather', clocks: {} } } });
    expect(byId.text).not.toContain('张三');
    expect((await h.get(`/v1/cases/${json.number}`, { as: 'xu-yi' })).json).toEqual(byId.json);
  });

  it('shows card, log, clocks in words, tasks and documents', async () => {
    const id = await opened();
    const read = async (part: string) => (await h.get(`/v1/cases/${id}/${part}`, { as: 'xu-yi' })).json;
    expect(await read('card?lang=en')).toMatchObject({ lang: 'en', markdown: expect.stringContaining('Gather') });
    expect(await read('log?limit=2')).toMatchObject({ events: [{ seq: 1, kind: 'opened' }, { seq: 2 }], next: 2 });
    expect(await read('log?after=2&limit=1')).toMatchObject({ events: [{ seq: 3 }], next: 3 });
    expect(await read('clocks')).toMatchObject({
      clocks: expect.arrayContaining([
        expect.objectContaining({
          rule: 'claim-determine-complex',
          basis: 'law',
          explanation: { zh: expect.any(String), en: expect.any(String) },
        }),
      ]),
    });
    expect(await read('tasks')).toMatchObject({
      tasks: [{ act: 'submit', owner: 'party:claimant', actTitle: { zh: '提交' }, state: 'open' }],
    });
    const sha256 = 'c'.repeat(64);
    const attached = await h.post(`/v1/cases/${id}/documents`, {
      as: 'xu-yi',
      body: { type: 'photo', reference: 'dms:1', sha256 },
      headers: { 'idempotency-key': 'doc-1' },
    });
    expect(attached).toMatchObject({ status: 200, json: { act: 'attach', request: 'doc-1' } });
    expect(await read('documents')).toMatchObject({ documents: [{ type: 'photo', reference: 'dms:1', sha256 }] });
  });

  it('shows it as it stood at an instant', async () => {
    const id = await opened();
    const before = await h.get(`/v1/cases/${id}`, { as: 'xu-yi' });
    await h.post(`/v1/cases/${id}/acts/comment`, { as: 'chen-xi', body: { payload: { text: '备注' } } });
    const { json: log } = await h.get(`/v1/cases/${id}/log`, { as: 'xu-yi' });
    const events = Array.isArray(log.events) ? log.events : [];
    expect(events.at(-1)).toMatchObject({ kind: 'acted', fact: { act: 'comment' } });
    const asOf = encodeURIComponent(String(before.json.openedAt));
    expect(await h.get(`/v1/cases/${id}?asOf=${asOf}`, { as: 'xu-yi' })).toMatchObject({
      json: { state: { head: { seq: before.json.headSeq } } },
    });
    const { json: earlier } = await h.get(`/v1/cases/${id}/log?asOf=${asOf}`, { as: 'xu-yi' });
    expect(earlier.events).toEqual(events.slice(0, Number(before.json.headSeq)));
  });

  it('lists cases newest first, a page at a time, each once', async () => {
    const source = 'pages';
    for (let i = 0; i < 5; i++) await open(opening({ source }));
    const numbers: unknown[] = [];
    let cursor = '';
    for (let pages = 0; pages < 5; pages++) {
      const { json } = await h.get(`/v1/cases?source=${source}&limit=2${cursor}`, { as: 'xu-yi' });
      const cases = Array.isArray(json.cases) ? json.cases : [];
      numbers.push(...cases.map((c) => c.number));
      if (json.next === null) break;
      cursor = `&cursor=${json.next}`;
    }
    expect(numbers).toHaveLength(5);
    expect(numbers).toEqual([...numbers].sort((a, b) => Number(b) - Number(a)));
  });
});

describe('what a tool needs to know before it acts', () => {
  it('processes with the JSON Schema of their opening and of every act', async () => {
    const { json } = await h.get('/v1/processes/sample', { as: 'xu-yi' });
    expect(json).toMatchObject({
      stages: { gather: { zh: '收集' } },
      opening: { required: expect.arrayContaining(['line', 'branch', 'parties', 'subject']) },
      acts: {
        determine: { grounds: ['clear', 'doubtful'], payload: { required: ['kind', 'amountFen'] } },
        comment: { kind: 'decision', payload: { required: ['text'] } },
      },
    });
    expect(await h.get('/v1/processes/nothing', { as: 'xu-yi' })).toMatchObject({ status: 404, json: { code: 'process.unknown' } });
  });

  it('rules with their sources, and when a limit is due', async () => {
    expect(await h.get('/v1/rules/claim-determine-life', { as: 'xu-yi' })).toMatchObject({ status: 200, json: { basis: 'law' } });
    const from = encodeURIComponent('2026-09-01T10:00:00+08:00');
    const pause = encodeURIComponent('2026-09-05T10:00:00+08:00..2026-09-12T10:00:00+08:00');
    const paused = await h.get(`/v1/rules/claim-determine-complex/due?from=${from}&pause=${pause}`, { as: 'xu-yi' });
    expect(paused).toMatchObject({ status: 200, json: { dueAt: '2026-10-09T00:00:00+08:00', explanation: { en: expect.any(String) } } });
    expect(await h.get(`/v1/rules/no-such-rule`, { as: 'xu-yi' })).toMatchObject({ status: 404, json: { code: 'rule.unknown' } });
    const local = await h.get('/v1/rules/claim-determine-complex/due?from=2026-09-01T10:00:00', { as: 'xu-yi' });
    expect(local).toMatchObject({ status: 400, json: { code: 'input.invalid' } });
  });

  it('reports for those who may read figures, of the places that they see', async () => {
    await opened();
    const teams = async (as: string) => {
      const { json } = await h.get('/v1/reports/sla-by-team', { as });
      return Array.isArray(json.rows) ? [...new Set(json.rows.map((row) => row.branch))] : json.code;
    };
    await opened({ branch: 'south' });
    expect(await teams('ma-north')).toEqual(['north']);
    expect(await teams('mei-lan')).toEqual(['north', 'south']);
    expect(await h.get('/v1/reports/sla', { as: 'chen-xi' })).toMatchObject({ status: 403, json: { code: 'access.denied' } });
    expect(await h.get('/v1/reports/sla', { as: 'ma-north' })).toMatchObject({ status: 403 });
    expect(await h.get('/v1/reports/sla', { as: 'qin-ruo' })).toMatchObject({
      json: { rows: [{ rule: 'claim-determine-complex', basis: 'law' }] },
    });
    expect(await h.get('/v1/reports/turnover?process=sample', { as: 'qin-ruo' })).toMatchObject({ json: { rows: expect.any(Array) } });
    expect(await h.get('/v1/reports/promises', { as: 'qin-ruo' })).toMatchObject({ status: 200, json: { rows: [] } });
    await h.record().pool.query(`update staff set phone = null where id in ('cui-hao', 'lei-ming')`);
    const unreachable = async (as: string) => (await h.get('/v1/reports/contacts', { as })).text.match(/staff:[a-z-]+/g) ?? [];
    expect(await unreachable('ma-north')).toEqual(['staff:cui-hao']);
    expect(await unreachable('qin-ruo')).toEqual(['staff:cui-hao', 'staff:lei-ming']);
  });
});

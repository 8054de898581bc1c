import { Openings } from '../../codec/openings';
import { createCommit } from '../../db/queries/commit';
import { asJson, base64, codecHouse, type JsonPayload, plain } from './codec-house';
import { RecordedCase, rowsOf, sampleDeps } from './support';

const { record, served, recorded, ask } = codecHouse();

describe('the codec server', () => {
  const encode = (workflow: string | null, { token = 'of-a-tool', payloads = [asJson(plain)] } = {}) =>
    ask({ path: '/encode', token, headers: workflow === null ? {} : { 'x-workflow-id': workflow }, body: { payloads } });
  const keysOf = (id: string) => rowsOf(record().pool, 'select id from data_key where case_id = $1', [id]);

  it('encodes for tools in other languages: for a case that there is, and for one about to be opened', async () => {
    const id = await recorded();
    for (const workflow of [id, 'sample-bcdefghijklmnop2', 'sample-drill-bcdefghijklmnop2']) {
      const response = await encode(workflow);
      expect([workflow, response.status]).toEqual([workflow, 200]);
      const { payloads } = (await response.json()) as { payloads: JsonPayload[] };
      expect(JSON.stringify(payloads)).not.toContain(base64(plain.data));
      const read = await ask({ token: 'of-a-trusted-auditor', body: { payloads } });
      expect(await read.json()).toEqual({ payloads: [asJson(plain)] });
    }
  });

  it.each([
    ['none', null, 400],
    ['of the namespace', '', 400],
    ['of another process', 'invoice-bcdefghijklmnop2', 400],
    ['that no opening has', 'sample-1', 400],
    ['that is longer than one', `sample-${'a'.repeat(200)}`, 400],
  ])('encodes nothing for an id %s, and makes no key for it', async (_what, workflow, status) => {
    const before = await rowsOf(record().pool, 'select count(*) from data_key');
    const response = await encode(workflow);
    expect([response.status, await response.json()]).toMatchObject([status, { error: { code: 'input.invalid' } }]);
    expect(await rowsOf(record().pool, 'select count(*) from data_key')).toEqual(before);
  });

  it('encodes nothing for a case that is not the caller’s to know of, and no heap of payloads', async () => {
    const health = await recorded({ line: 'health' });
    expect([(await encode(health)).status, (await encode(health, { token: 'of-a-handler' })).status]).toEqual([403, 403]);
    expect(await keysOf(health)).toEqual([]);
    expect((await encode(await recorded(), { payloads: Array.from({ length: 51 }, () => asJson(plain)) })).status).toBe(400);
  });

  it('encodes for so many openings that come to nothing, however the caller names them; a case that has come into being counts no longer', async () => {
    let now = Date.now();
    const at = await served({ openings: new Openings(2, () => now) });
    const opening = (id: string) =>
      ask({ path: '/encode', token: 'of-a-tool', headers: { 'x-workflow-id': id }, body: { payloads: [] } }, at);
    const id = (letter: string): string => `sample-${letter.repeat(16)}`;
    const statuses = [];
    for (const letter of ['q', 'r', 'q', 's']) statuses.push((await opening(id(letter))).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    await new RecordedCase(createCommit(record().db, sampleDeps), undefined, {}, id('q')).transition({
      kind: 'open',
      open: new RecordedCase(createCommit(record().db, sampleDeps), 'of-q').open,
    });
    expect([(await opening(id('q'))).status, (await opening(id('s'))).status, (await opening(id('t'))).status]).toEqual([200, 200, 429]);
    now += 3_600_001;
    expect((await opening(id('t'))).status).toBe(200);
  });
});

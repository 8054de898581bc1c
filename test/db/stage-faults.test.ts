import { connect } from '../../db/connect';
import { createCommit } from '../../db/queries/commit';
import { rendererOf } from '../../workflows/kernel/node';
import { runnable as sample } from '../kernel/sample/open';
import { comes } from '../support/worker-process';
import { records, requestOf, sampleDeps, submitted } from './support';

const record = records();

const recommend = { act: 'recommend', request: 'r', actor: 'chen-xi', payload: { amountFen: 5 } };

/** The sample with a defect in its stages, which quotes what the case holds. */
const broken = rendererOf({
  sample: { ...sample, process: { ...sample.process, stage: () => Promise.reject(new TypeError('张三 is not iterable')) } },
});

describe('a stage that fails', () => {
  it('is an error that can be repeated, names process and stage and quotes nothing; nothing is written', async () => {
    const c = await submitted(record().db);
    const request = requestOf(c, { kind: 'act', request: recommend });
    await expect(createCommit(record().db, { ...sampleDeps, render: broken })(request)).rejects.toMatchObject({
      code: 'stage.failed',
      message: "The code of 'sample' fails on the case at stage 'decide' (TypeError).",
    });
    expect((await c.transition({ kind: 'sync' })).kind).toBe('current');
  });

  it('heals with the next build: the same request is written, accepted when it was', async () => {
    const c = await submitted(record().db);
    const request = requestOf(c, { kind: 'act', request: recommend });
    await createCommit(record().db, { ...sampleDeps, render: broken })(request).catch(() => undefined);
    const answer = await createCommit(record().db, sampleDeps)(request);
    expect(answer.kind === 'written' ? answer.events.map(({ at }) => at) : []).toContain(request.at);
  });
});

describe('a build without the process', () => {
  it('says that another has to be asked; a run of another process than the case is refused', async () => {
    const c = await submitted(record().db);
    const request = requestOf(c, { kind: 'act', request: recommend });
    const other = createCommit(record().db, { ...sampleDeps, render: rendererOf({}) });
    await expect(other(request)).rejects.toMatchObject({ code: 'process.elsewhere' });
    const answer = await createCommit(record().db, sampleDeps)({ ...request, process: 'loss' });
    expect(answer).toMatchObject({ kind: 'refused', objection: { code: 'input.invalid' } });
  });
});

describe('a stage that never ends', () => {
  it('does not hold its case for ever: the database ends the session, and another worker goes on', async () => {
    const c = await submitted(record().db);
    const hung = connect(record().url, { idle_in_transaction_session_timeout: 300 });
    const render = () => new Promise<never>(() => undefined);
    void createCommit(hung.db, { ...sampleDeps, render })(requestOf(c, { kind: 'act', request: recommend })).catch(() => undefined);
    await comes('the case goes on', async () => (await c.transition({ kind: 'act', request: recommend })).kind === 'written');
  });
});

import { createCommit } from '../../db/queries/commit';
import { readLog, stateOf } from '../../db/queries/log';
import { type States, stateCache } from '../../db/queries/states';
import type { Commit } from '../../domain/case/commit';
import type { CaseEvent } from '../../domain/case/fact';
import { type CaseState, emptyCase } from '../../domain/case/state';
import { codeOf, granted, opened, RecordedCase, recommended, records, sampleDeps, submitted } from './support';

const record = records();
const fresh = (): Commit => createCommit(record().db, sampleDeps);

/** The course of a case to its payment. */
async function paid(name: string, commit: Commit): Promise<RecordedCase> {
  const c = new RecordedCase(commit, name);
  await c.transition({ kind: 'open', open: c.open });
  await c.act('submit', 'party:claimant', { items: ['id-card'] });
  await c.act('submit', 'party:claimant', { items: ['invoice'] });
  await c.act('recommend', c.state.handler ?? '', { amountFen: 10_000_00 });
  await c.act('determine', 'wu-dan', granted(), { ground: 'clear' });
  await c.act('agree', 'party:claimant', { by: 'claimant' });
  return c;
}

/** What the log says, whichever case, handler and moment it is of. */
const told = ({ name, state: { handler } }: RecordedCase, events: readonly CaseEvent[]): string =>
  JSON.stringify(events.map(({ hash: _hash, recordedAt: _recorded, cause, ...said }) => ({ ...said, cause: cause.split(':')[0] })))
    .replaceAll(/[0-9a-f]{64}/g, 'SALTED')
    .replaceAll(/"request":"r\d+"/g, '"request":"R"')
    .replaceAll(name, 'NAME')
    .replaceAll(handler ?? '', 'HANDLER');

describe('a case that sends the head of its record', () => {
  it('has the same written whether the worker knows it or never saw it', async () => {
    const { db } = record();
    const seen = await paid('course-seen', fresh());
    const unseen = await paid('course-unseen', (request) => fresh()(request));
    const [first, second] = await Promise.all([seen, unseen].map(async (c) => told(c, await readLog(db, c.id))));
    expect(first).toContain('payment-requested');
    expect(second).toEqual(first);
  });

  it('is judged by what another worker has written since', async () => {
    const { db } = record();
    const [one, other] = [fresh(), fresh()];
    const c = new RecordedCase(one);
    await c.transition({ kind: 'open', open: c.open });
    const twin = new RecordedCase(other, c.name, c.open);
    await twin.transition({ kind: 'sync' });
    await twin.act('setReserve', twin.state.handler ?? '', { amountFen: 7_00 });
    await c.transition({ kind: 'sync' });
    await c.act('comment', c.state.handler ?? '', { text: 'later' });
    expect(JSON.parse(JSON.stringify(c.state))).toEqual(await stateOf(db, c.id));
  });

  it('is refused where the record does not have its head', async () => {
    const c = await submitted(record().db);
    const strange = { ...c.state.head, hash: 'f'.repeat(64) };
    const twin = new RecordedCase((request) => c.commit({ ...request, head: strange }), c.name, c.open);
    const answer = await twin.act('comment', 'chen-xi', { text: 'x' });
    expect(answer.kind).toBe('behind');
  });

  it('is asked for a second person by the state of the record', async () => {
    const c = await recommended(record().db);
    const unknown = new RecordedCase((request) => fresh()(request), c.name, c.open);
    await unknown.transition({ kind: 'sync' });
    expect(codeOf(await unknown.act('determine', 'chen-xi', granted(), { ground: 'clear' }))).toBe(
      codeOf(await c.act('determine', 'chen-xi', granted(), { ground: 'clear' })),
    );
  });
});

describe('the states that a worker remembers', () => {
  const read = async (states: States, c: RecordedCase): Promise<CaseState> => states.at(record().db, c.id, c.state.head);

  it('are read from the log once, and are those of the log', async () => {
    const c = await submitted(record().db);
    const states = stateCache();
    const first = await read(states, c);
    expect(first).toEqual(await stateOf(record().db, c.id));
    expect(await read(states, c)).toBe(first);
  });

  it('are given up when a case has gone on, and for the longest unused when there are too many', async () => {
    const [a, b] = [await opened(record().db), await opened(record().db)];
    const states = stateCache(1);
    const before = await read(states, a);
    await a.act('comment', 'chen-xi', { text: 'x' });
    const after = await read(states, a);
    expect(after.head.seq).toBeGreaterThan(before.head.seq);
    await read(states, b);
    expect(await read(states, a)).not.toBe(after);
  });

  it('are nothing for a case that begins', async () => {
    const empty = emptyCase('sample-new');
    expect(await stateCache().at(record().db, empty.id, empty.head)).toEqual(empty);
  });
});

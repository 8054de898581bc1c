import { randomBytes } from 'node:crypto';
import { createCommit } from '../../db/queries/commit';
import { actLastsMs, outageMs, signerOf } from '../../db/record/assertion';
import { skewMs } from '../../db/record/time';
import { codeOf, noted, RecordedCase, records, requestOf, rowsOf, sampleDeps } from './support';

const record = records();
const door = { id: 'http', secret: randomBytes(32) };
const proof = { keys: new Map([[door.id, door.secret]]), required: true };
const hourMs = 3_600_000;

/** An opened case on a record whose time is moved apart from that of the case. */
async function apart(options: { readonly proof?: typeof proof } = {}) {
  const time = { now: 0 };
  const c = new RecordedCase(createCommit(record().db, { ...sampleDeps, ...options, clock: () => time.now }));
  time.now = c.now;
  const signer = signerOf(door, () => c.now);
  const opened = await c.transition({ kind: 'open', open: signer.opening(c.id, c.open) });
  expect(opened.kind).toBe('written');
  return { c, time, signer };
}

const attempts = async (c: RecordedCase) =>
  (await rowsOf(record().pool, 'select act, actor, code from refusal where case_id = $1 order by id', [c.id])).map((row) => ({ ...row }));

/** The first rung of a case, as its run names it. */
function rungOf({ state }: RecordedCase) {
  const [clock] = Object.values(state.clocks).filter(({ next }) => next !== null);
  if (clock?.next == null) throw new Error('the sample has a clock with a rung');
  return { rung: { kind: 'rung', clock: clock.id, startedSeq: clock.startedSeq, rung: clock.next.name } as const, next: clock.next };
}

describe('a rung', () => {
  it('is refused before its instant by the time of the records, whatever the case says, and the attempt is kept', async () => {
    const { c, time } = await apart();
    const { rung, next } = rungOf(c);
    const head = c.state.head;
    time.now = next.at - skewMs - 1;
    c.now = next.at;
    expect(codeOf(await c.transition(rung))).toBe('accepted.untrue');
    c.now = time.now;
    expect(codeOf(await c.transition(rung))).toBe('rung.early');
    expect(c.state.head).toEqual(head);
    expect(await attempts(c)).toEqual(['accepted.untrue', 'rung.early'].map((code) => ({ act: 'rung', actor: 'system:clock', code })));
  });

  it('is written at its instant, as its clock in the record has it', async () => {
    const { c, time } = await apart();
    const { rung, next } = rungOf(c);
    c.now = next.at;
    time.now = next.at - skewMs;
    const answer = await c.transition(rung);
    expect(answer.kind === 'written' ? answer.events[0]?.fact : null).toMatchObject({ kind: 'rung', rung: next });
  });

  it('that its clock does not wait for changes nothing', async () => {
    const { c, time } = await apart();
    const { rung, next } = rungOf(c);
    [c.now, time.now] = [next.at, next.at];
    for (const other of [{ rung: 'breach-9' }, { startedSeq: rung.startedSeq + 1 }, { clock: 'toString' }, { clock: 'x' }])
      expect((await c.transition({ ...rung, ...other })).kind).toBe('current');
  });
});

describe('the instant at which a case says it has accepted something', () => {
  it('may lie hours back: records that were away move no limit', async () => {
    const { c, time } = await apart();
    time.now = c.now + 20 * hourMs;
    const answer = await c.act('comment', 'chen-xi', { text: 'x' });
    expect(answer.kind === 'written' ? answer.events[0]?.at : null).toBe(c.now);
  });

  it('is refused where it lies after the time of the records', async () => {
    const { c, time } = await apart();
    c.now = time.now + skewMs;
    expect((await c.act('comment', 'chen-xi', { text: 'x' })).kind).toBe('written');
    c.now += 1;
    expect(codeOf(await c.act('comment', 'chen-xi', { text: 'x' }))).toBe('accepted.untrue');
  });

  it('is refused where the case has recorded something later already', async () => {
    const { c } = await apart();
    c.now -= skewMs;
    expect((await c.act('comment', 'chen-xi', { text: 'x' })).kind).toBe('written');
    c.now -= skewMs + 1;
    expect(codeOf(await c.act('comment', 'chen-xi', { text: 'x' }))).toBe('accepted.untrue');
  });

  it.each([Number.NaN, 1.5, Number.POSITIVE_INFINITY])('is refused where it is none: %s', async (at) => {
    const { c } = await apart();
    expect(codeOf(await c.commit({ ...requestOf(c, noted('x')), at }))).toBe('accepted.untrue');
  });
});

describe('what a door has signed', () => {
  const signed = { proof };

  it('and a case has accepted in time is written after an outage of a day', async () => {
    const { c, time, signer } = await apart(signed);
    const request = signer.act(c.id, { act: 'comment', request: 'waited', actor: 'xu-yi', payload: { text: 'x' } });
    time.now = c.now + actLastsMs + outageMs - 1;
    const answer = await c.transition({ kind: 'act', request });
    expect(answer.kind === 'written' ? answer.events[0]?.at : null).toBe(c.now);
  });

  it('is not written later than that, under whatever instant', async () => {
    const { c, time, signer } = await apart(signed);
    const request = signer.act(c.id, { act: 'comment', request: 'overheard', actor: 'xu-yi', payload: { text: 'x' } });
    time.now = c.now + actLastsMs + outageMs;
    expect(codeOf(await c.transition({ kind: 'act', request }))).toBe('actor.unproven');
  });

  it('was not accepted before it was signed', async () => {
    const { c, time, signer } = await apart(signed);
    const early = c.now;
    c.now += 2 * hourMs;
    const request = signer.act(c.id, { act: 'comment', request: 'early', actor: 'xu-yi', payload: { text: 'x' } });
    time.now = c.now;
    c.now = early;
    expect(codeOf(await c.transition({ kind: 'act', request }))).toBe('actor.unproven');
    expect(await attempts(c)).toEqual([{ act: 'comment', actor: 'xu-yi', code: 'actor.unproven' }]);
  });
});

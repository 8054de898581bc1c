import { randomBytes } from 'node:crypto';
import { createCommit } from '../../db/queries/commit';
import { actLastsMs, type DoorKey, type Signer, signerOf, unsigned } from '../../db/record/assertion';
import type { ActRequest } from '../../domain/case/act';
import { codeOf, RecordedCase, records, rowsOf, sampleDeps } from './support';

const record = records();
const door: DoorKey = { id: 'http', secret: randomBytes(32) };
const keys = new Map([[door.id, door.secret]]);
const required = { ...sampleDeps, proof: { keys, required: true } };
const minuteMs = 60_000;

let cases = 0;

/** A sample case that a commit with the proof of doors has opened. */
async function signedCase(): Promise<{ c: RecordedCase; signer: Signer }> {
  const c = new RecordedCase(createCommit(record().db, required), `signed-${++cases}`);
  const signer = signerOf(door, () => c.now);
  const answer = await c.transition({ kind: 'open', open: signer.opening(c.id, c.open) });
  expect(answer.kind).toBe('written');
  return { c, signer };
}

let requests = 0;
const comment = (actor: string, text = 'x'): ActRequest => ({ act: 'comment', request: `c${++requests}`, actor, payload: { text } });

describe('an act that a door has signed', () => {
  it('is done, with personal values and everything else that it carries', async () => {
    const { c, signer } = await signedCase();
    const request = { ...comment('xu-yi'), occurredAt: c.now, evidence: 'doc-1', onBehalfOf: 'party:claimant' };
    expect((await c.transition({ kind: 'act', request: signer.act(c.id, request) })).kind).toBe('written');
  });

  it('leaves no trace of its signature in the log', async () => {
    const { c, signer } = await signedCase();
    await c.transition({ kind: 'act', request: signer.act(c.id, comment('xu-yi')) });
    const rows = await rowsOf(record().pool, 'select fact::text as fact from case_event where case_id = $1', [c.id]);
    expect(rows.filter(({ fact }) => String(fact).includes('assertion'))).toEqual([]);
  });

  it('is not believed where anything of it was changed: actor, principal, request, payload, personal text, instant, case', async () => {
    const { c, signer } = await signedCase();
    const base = signer.act(c.id, comment('xu-yi'));
    const { c: other } = await signedCase();
    const changes: readonly Partial<ActRequest>[] = [
      { actor: 'zhou-wei' },
      { onBehalfOf: 'party:claimant' },
      { request: 'another' },
      { payload: { text: 'y' } },
      { occurredAt: c.now },
      { evidence: 'doc-1' },
    ];
    for (const change of changes)
      expect(codeOf(await c.transition({ kind: 'act', request: { ...base, ...change } }))).toBe('actor.unproven');
    expect(codeOf(await other.transition({ kind: 'act', request: base }))).toBe('actor.unproven');
    expect((await c.transition({ kind: 'act', request: base })).kind).toBe('written');
  });

  it('is believed for a while and no longer', async () => {
    const { c, signer } = await signedCase();
    const [early, late] = [signer.act(c.id, comment('xu-yi')), signer.act(c.id, comment('xu-yi'))];
    c.now += actLastsMs - minuteMs;
    expect((await c.transition({ kind: 'act', request: early })).kind).toBe('written');
    c.now += minuteMs;
    expect(codeOf(await c.transition({ kind: 'act', request: late }))).toBe('actor.unproven');
  });

  it('is answered again as the first time, also when its signature has run out', async () => {
    const { c, signer } = await signedCase();
    const request = signer.act(c.id, comment('xu-yi'));
    await c.transition({ kind: 'act', request });
    c.now += 2 * actLastsMs;
    expect((await c.transition({ kind: 'act', request })).kind).toBe('same');
  });

  it('is not believed where the door is not known, or another door’s secret was used', async () => {
    const { c } = await signedCase();
    const stranger = signerOf({ id: 'stranger', secret: randomBytes(32) }, () => c.now);
    const impostor = signerOf({ id: door.id, secret: randomBytes(32) }, () => c.now);
    for (const signer of [stranger, impostor])
      expect(codeOf(await c.transition({ kind: 'act', request: signer.act(c.id, comment('xu-yi')) }))).toBe('actor.unproven');
  });
});

describe('an act without a signature', () => {
  it('is refused, changes nothing, and the attempt is kept', async () => {
    const { c } = await signedCase();
    const before = c.state.head;
    expect(codeOf(await c.transition({ kind: 'act', request: comment('zhou-wei') }))).toBe('actor.unproven');
    expect(c.state.head).toEqual(before);
    const kept = await rowsOf(record().pool, 'select actor, act, code from refusal where case_id = $1', [c.id]);
    expect(kept).toEqual([{ actor: 'zhou-wei', act: 'comment', code: 'actor.unproven' }]);
  });

  it('is believed in development, but a wrong signature is not even there', async () => {
    const commit = createCommit(record().db, { ...sampleDeps, proof: { keys, required: false } });
    const c = new RecordedCase(commit, 'development');
    expect((await c.transition({ kind: 'open', open: unsigned.opening(c.id, c.open) })).kind).toBe('written');
    expect((await c.transition({ kind: 'act', request: comment('xu-yi') })).kind).toBe('written');
    const wrong = signerOf({ id: door.id, secret: randomBytes(32) }, () => c.now).act(c.id, comment('xu-yi'));
    expect(codeOf(await c.transition({ kind: 'act', request: wrong }))).toBe('actor.unproven');
  });
});

describe('an opening', () => {
  it('is refused without a signature, or with other content than was signed; then the reference is still free', async () => {
    const commit = createCommit(record().db, required);
    const c = new RecordedCase(commit, 'opening');
    const signer = signerOf(door, () => c.now);
    expect(codeOf(await c.transition({ kind: 'open', open: c.open }))).toBe('actor.unproven');
    const signed = signer.opening(c.id, c.open);
    expect(codeOf(await c.transition({ kind: 'open', open: { ...signed, actor: 'zhou-wei' } }))).toBe('actor.unproven');
    expect(codeOf(await c.transition({ kind: 'open', open: { ...signed, content: { ...signed.content, subject: 'z' } } }))).toBe(
      'actor.unproven',
    );
    expect((await c.transition({ kind: 'open', open: signed })).kind).toBe('written');
  });

  it('may wait in the engine for days until a worker comes', async () => {
    const c = new RecordedCase(createCommit(record().db, required), 'waited');
    const open = signerOf(door, () => c.now).opening(c.id, c.open);
    c.now += 7 * 86_400_000;
    expect((await c.transition({ kind: 'open', open })).kind).toBe('written');
  });
});

describe('what nobody sends', () => {
  it('needs no signature: clocks run out and cases catch up', async () => {
    const { c } = await signedCase();
    const [clock] = Object.values(c.state.clocks).filter(({ next }) => next !== null);
    if (clock?.next == null) throw new Error('the sample has a clock with a rung');
    c.now = clock.next.at;
    const rung = { kind: 'rung', clock: clock.id, startedSeq: clock.startedSeq, rung: clock.next.name } as const;
    expect((await c.transition(rung)).kind).toBe('written');
    expect((await c.transition({ kind: 'sync' })).kind).toBe('current');
  });
});

describe('a reopening', () => {
  it('is an act like any other: signed, or refused', async () => {
    const { c, signer } = await signedCase();
    const withdraw: ActRequest = { act: 'withdraw', request: 'w', actor: 'xu-yi', onBehalfOf: 'party:claimant', payload: {} };
    await c.transition({ kind: 'act', request: signer.act(c.id, withdraw) });
    expect(c.state.status).toBe('closed');
    const reopen = { request: 'again', actor: 'zhou-wei', stage: 'decide', ground: 'new-facts' };
    expect(codeOf(await c.transition({ kind: 'reopen', reopen }))).toBe('actor.unproven');
    expect(codeOf(await c.transition({ kind: 'reopen', reopen: { ...signer.reopening(c.id, reopen), stage: 'gather' } }))).not.toBeNull();
    expect((await c.transition({ kind: 'reopen', reopen: signer.reopening(c.id, reopen) })).kind).toBe('written');
  });
});

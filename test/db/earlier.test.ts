import { randomBytes } from 'node:crypto';
import { createCommit } from '../../db/queries/commit';
import { signerOf } from '../../db/record/assertion';
import type { ActRequest } from '../../domain/case/act';
import type { Commit, CommitAnswer, CommitRequest } from '../../domain/case/commit';
import { forEarlierBuilds } from '../../workflows/kernel/engine/earlier-builds';
import { stolen } from '../support/stolen';
import { codeOf, opened, RecordedCase, records, requestOf, rowsOf, sampleDeps, submitted } from './support';

const record = records();
const door = { id: 'http', secret: randomBytes(32) };
const required = { ...sampleDeps, proof: { keys: new Map([[door.id, door.secret]]), required: true } };

/** A request as the build before this one sent it, with facts of one's own making in it. */
function earlier(c: RecordedCase, cause: string, rest: object): CommitRequest;
function earlier(c: RecordedCase, cause: string, rest: object): unknown {
  const { id, head } = c.state;
  const proposal = { kind: 'facts', facts: [stolen] };
  return { case: id, cause, at: c.now, actor: 'x', before: { id, head }, proposal, sealed: [], workflowId: id, runId: 'r', ...rest };
}

const commit = (): Commit => createCommit(record().db, sampleDeps);
const kindsIn = (answer: CommitAnswer): readonly string[] => (answer.kind === 'written' ? answer.events.map(({ fact }) => fact.kind) : []);
const sealedText = { path: '/text', subject: null, value: '已核实' };

describe('a request of the build before', () => {
  it('has its act rendered, with its personal values, and its facts left alone', async () => {
    const c = await submitted(record().db);
    const request = { act: 'comment', request: 'old', actor: 'chen-xi', payload: { text: { sealed: true } } };
    const answer = await commit()(earlier(c, 'act:old', { request, sealed: [sealedText] }));
    expect(kindsIn(answer)).toEqual(['acted']);
    expect(await rowsOf(record().pool, "select value from personal_value where case_id = $1 and path = '/text'", [c.id])).toEqual([
      { value: '已核实' },
    ]);
  });

  it('is believed where a door has signed what it carries, and not otherwise', async () => {
    const c = new RecordedCase(createCommit(record().db, required));
    const signer = signerOf(door, () => c.now);
    await c.transition({ kind: 'open', open: signer.opening(c.id, c.open) });
    const signed = signer.act(c.id, { act: 'comment', request: 'old', actor: 'chen-xi', payload: { text: '已核实' } });
    const bare: ActRequest = { ...signed, payload: { text: { sealed: true } } };
    const changed = earlier(c, 'act:old', { request: bare, sealed: [{ ...sealedText, value: '其他' }] });
    expect(codeOf(await createCommit(record().db, required)(changed))).toBe('actor.unproven');
    const whole = earlier(c, 'act:old', { request: bare, sealed: [sealedText] });
    expect(kindsIn(await createCommit(record().db, required)(whole))).toEqual(['acted']);
  });

  it('has a rung written as its clock has it, also after an extension', async () => {
    const c = await opened(record().db);
    const [clock] = Object.values(c.state.clocks).filter(({ next }) => next !== null);
    if (clock?.next == null) throw new Error('the sample has a clock with a rung');
    c.now = clock.next.at;
    const answer = await commit()(earlier(c, `rung:${clock.id}:${clock.startedSeq}+1:${clock.next.name}`, {}));
    expect(answer.kind === 'written' ? answer.events[0]?.fact : null).toMatchObject({ kind: 'rung', rung: clock.next });
    expect(kindsIn(answer)).not.toContain('payment-requested');
  });

  it('has a case opened and reopened', async () => {
    const c = new RecordedCase(commit());
    const { content } = c.open;
    expect(kindsIn(await commit()(earlier(c, `open:${c.open.digest}`, { opening: { ...c.open, content } })))).toContain('opened');
    await c.transition({ kind: 'sync' });
    await c.act('withdraw', 'party:claimant');
    const request = { act: 'reopen', request: 'again', actor: 'zhou-wei', ground: 'new-facts', payload: { stage: 'decide' } };
    expect(kindsIn(await commit()(earlier(c, 'reopen:again', { request })))).toContain('reopened');
  });

  it.each(['open:x', 'rung:x', 'nothing', ''])('that says nothing but facts (%j) is refused', async (cause) => {
    const c = await submitted(record().db);
    expect(codeOf(await commit()(earlier(c, cause, {})))).toBe('input.invalid');
    expect(await rowsOf(record().pool, 'select key from payment where case_id = $1', [c.id])).toEqual([]);
  });
});

describe('a request of this build', () => {
  it('is the same here where it has what the build before looks for', async () => {
    const c = await submitted(record().db);
    const request = requestOf(c, { kind: 'act', request: { act: 'comment', request: 'new', actor: 'chen-xi', payload: { text: 'x' } } });
    expect(kindsIn(await commit()(forEarlierBuilds(request)))).toEqual(['acted']);
  });

  it('has for the build before the head, no personal values, and a refusal to repeat', async () => {
    const c = await submitted(record().db);
    const { id, head } = c.state;
    expect(forEarlierBuilds(requestOf(c, { kind: 'sync' }))).toMatchObject({
      before: { id, head },
      proposal: { kind: 'refusal', objection: { code: 'case.busy' } },
      sealed: [],
    });
  });
});

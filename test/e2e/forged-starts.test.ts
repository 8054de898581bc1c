import { randomUUID } from 'node:crypto';
import { type DoorKey, signerOf } from '../../client/identity';
import type { Commit, CommitRequest } from '../../domain/case/commit';
import type { CaseEvent } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { caseActor } from '../../domain/org/systems';
import { stolen } from '../support/stolen';
import { attackedHouse, comment, forgedState, opening, outcomeOf, workersKey } from './attacked-house';
import { door } from './house';

const h = attackedHouse();

jest.setTimeout(120_000);

/** A start as anybody who reaches the engine can send it; what became of the run, or `running` where it goes on. */
async function started(workflowId: string, input: object): Promise<unknown> {
  const handle = await h.engine().start('claim', { taskQueue: h.taskQueue, workflowId, args: [input] });
  await outcomeOf(handle.executeUpdate('sync'));
  const { status } = await handle.describe();
  // Only of a run that has ended: who still waits when the connection closes fails in whatever test comes next.
  return status.name === 'RUNNING' ? 'running' : outcomeOf(handle.result());
}

const carried = (state: CaseState) => ({ kind: 'carried', state, published: {} });

describe('a forged start', () => {
  it('as an opening that nobody signed, or that was signed for another case, opens nothing', async () => {
    const id = await h.open('FORGED-SEEN');
    const signed = signerOf(door).opening('claim-of-another', opening('FORGED-OPEN'));
    for (const [name, forged] of [
      ['unsigned', opening('FORGED-OPEN')],
      ['of-another', signed],
    ] as const) {
      const workflowId = `claim-forged-${name}`;
      expect(await h.harmless(id, () => started(workflowId, { kind: 'open', open: forged }))).toEqual({ failed: 'actor.unproven' });
      expect(await h.refusals(workflowId)).toContain('actor.unproven');
      expect(await h.query('select id from case_file where id = $1', [workflowId])).toEqual([]);
    }
  });

  it.each<readonly [string, DoorKey, (parent: string) => string, string]>([
    ['and a door has signed for a person', door, () => 'an-ning', 'access.denied'],
    ['and a door has signed for that case', door, caseActor, 'actor.unproven'],
    ['and a worker has signed for another case', workersKey, () => caseActor('claim-another'), 'access.denied'],
    ['and a worker has signed for that case', workersKey, caseActor, 'act.refused'],
  ])('as an opening asked for by a case that has not asked, %s, opens nothing', async (_what, key, by, code) => {
    const parent = await h.open(`FORGED-PARENT-${randomUUID()}`);
    const workflowId = `claim-forged-${randomUUID()}`;
    const asked = { ...opening('child'), source: parent, actor: by(parent), parent: { case: parent, name: 'child' } };
    const signed = signerOf(key).opening(workflowId, asked);
    expect(await h.harmless(parent, () => started(workflowId, { kind: 'open', open: signed }))).toEqual({ failed: code });
    expect(await h.query('select id from case_file where id = $1', [workflowId])).toEqual([]);
  });

  it('as an opening of a case that is there catches up, and is refused the rest', async () => {
    const id = await h.open('FORGED-AGAIN');
    await h.terminate(id);
    const other = { ...opening('FORGED-AGAIN'), digest: 'other' };
    expect(await h.harmless(id, () => started(id, { kind: 'open', open: other }))).toEqual({ failed: 'open.conflict' });
  });

  it('as a reopening that nobody signed enters nothing', async () => {
    const id = await h.open('FORGED-REOPEN');
    await h.doors().act(id, { act: 'withdraw', as: 'an-ning', for: 'party:claimant', payload: {} });
    await h.engine().getHandle(id).result();
    const reopen = { request: 'forged', actor: 'an-ning', stage: 'assess', ground: 'new-facts' };
    expect(await h.harmless(id, () => started(id, { kind: 'reopen', reopen }))).toEqual({ failed: 'actor.unproven' });
    expect(await h.refusals(id)).toContain('actor.unproven');
  });

  it('as a case that goes on from its record goes on from its record', async () => {
    const id = await h.open('FORGED-RESUME');
    await h.terminate(id);
    expect(await h.harmless(id, () => started(id, { kind: 'resume' }))).toBe('running');
    expect(await h.state(id)).toEqual(await h.folded(id));
  });

  it('as a case carried over with a state of one’s own takes the state of the record, and writes by that alone', async () => {
    const id = await h.open('FORGED-CARRIED');
    await h.terminate(id);
    const state = await h.folded(id);
    const start = () => h.engine().start('claim', { taskQueue: h.taskQueue, workflowId: id, args: [carried(forgedState(state))] });
    await h.harmless(id, start);
    expect(await h.state(id)).toMatchObject({ notes: { forged: true } });
    await h.doors().act(id, { act: 'comment', as: 'an-ning', payload: { text: '已核实' } });
    expect(await h.query('select key from payment where case_id = $1', [id])).toEqual([]);
    expect(await h.flaw(id)).toBeNull();
    expect(await h.state(id)).toEqual(await h.folded(id));
  });

  it('as a case carried over from beyond its record parks itself, says so, and writes nothing', async () => {
    const id = await h.open('FORGED-BEYOND');
    await h.terminate(id);
    const state = await h.folded(id);
    const beyond = { ...forgedState(state), head: { seq: state.head.seq + 5, hash: 'f'.repeat(64) } };
    expect(await h.harmless(id, () => started(id, carried(beyond)))).toBe('running');
    const sent = () =>
      outcomeOf(
        h
          .engine()
          .getHandle(id)
          .executeUpdate('comment', { args: [signerOf(door).act(id, comment('beyond'))] }),
      );
    expect(await h.harmless(id, sent)).toEqual({ failed: 'case.trouble' });
  });

  it('with nothing of all this in it is refused', async () => {
    const id = await h.open('FORGED-NOTHING');
    expect(await h.harmless(id, () => started('claim-forged-nothing', { kind: 'begin' }))).toEqual({ failed: 'input.invalid' });
  });
});

describe('a foreign run under the id of a case', () => {
  it('that goes on as one of the product with a forged state makes a case that goes by its record', async () => {
    const id = await h.open('FORGED-RENEWED');
    await h.terminate(id);
    const input = carried(forgedState(await h.folded(id)));
    await h
      .engine()
      .start('renew', { workflowId: id, taskQueue: h.ownQueue, args: [{ workflowType: 'claim', taskQueue: h.taskQueue, input }] });
    expect(await h.harmless(id, () => h.sync(id))).toMatchObject({ trouble: null });
    expect(await h.state(id)).toEqual(await h.folded(id));
  });
});

describe('a foreign worker on the queue of the product', () => {
  const invented = (request: CommitRequest): CaseEvent => {
    const seq = request.head.seq + 1;
    return { seq, at: request.at, recordedAt: request.at, cause: 'act:forged', actor: 'an-ning', hash: `${seq}`.repeat(64), fact: stolen };
  };

  it('that answers for commit what was never written deceives its run alone: the record is as it was, and the run parks itself', async () => {
    const id = await h.open('FOREIGN-WRITTEN');
    const forging: Commit = async (request) => ({ kind: 'written', events: [invented(request)] });
    expect(await h.harmless(id, () => h.meanwhile(forging, () => h.send(id, comment('forged'))))).toMatchObject({ act: 'comment' });
    expect(await h.harmless(id, () => h.send(id, comment('after')))).toEqual({ failed: 'case.trouble' });
    expect(await h.query('select key from payment where case_id = $1', [id])).toEqual([]);
  });

  it('that answers a state of its own deceives the case until it is brought up to its record', async () => {
    const id = await h.open('FOREIGN-STATE');
    const state = await h.folded(id);
    const forging: Commit = async () => ({ kind: 'current', state: forgedState(state) });
    await h.harmless(id, () => h.meanwhile(forging, () => h.sync(id)));
    expect(await h.state(id)).toMatchObject({ notes: { forged: true } });
    await h.sync(id);
    expect(await h.state(id)).toEqual(await h.folded(id));
    expect(await h.send(id, comment('later'))).toMatchObject({ act: 'comment' });
    expect(await h.flaw(id)).toBeNull();
  });

  it('that gives one case what the record has answered another leads to nothing', async () => {
    const [id, other] = [await h.open('FOREIGN-ONE'), await h.open('FOREIGN-OTHER')];
    const events = await h.log(other);
    const replaying: Commit = async () => ({ kind: 'written', events });
    await h.harmless(id, () => h.meanwhile(replaying, () => h.send(id, comment('replayed'))));
    expect(await h.send(id, comment('afterwards'))).toMatchObject({ act: 'comment' });
    expect(await h.flaw(id)).toBeNull();
  });
});

import { randomUUID } from 'node:crypto';
import { signerOf } from '../../client/identity';
import type { ActRequest } from '../../domain/case/act';
import type { Cause } from '../../domain/case/cause';
import type { CommitRequest } from '../../domain/case/commit';
import type { CaseState } from '../../domain/case/state';
import { LuyueError } from '../../domain/errors';
import { stolen } from '../support/stolen';
import { attackedHouse, comment, opening, strange } from './attacked-house';
import { door } from './house';

const h = attackedHouse();

jest.setTimeout(120_000);

/** A request as the run of a case sends it. */
const requestOf = (state: CaseState, cause: Cause, at = Date.now()): CommitRequest => ({
  case: state.id,
  process: 'claim',
  cause,
  at,
  head: state.head,
  workflowId: state.id,
  runId: 'own',
});

const act = (request: ActRequest): Cause => ({ kind: 'act', request });

/** What builds before this one sent, with facts of one's own making. */
const factsOf = ({ id, head }: CaseState, cause: string, rest: object = {}) => ({
  case: id,
  cause,
  at: Date.now(),
  actor: 'system:clock',
  before: { id, head },
  proposal: { kind: 'facts', facts: [stolen] },
  sealed: [],
  workflowId: id,
  runId: 'own',
  ...rest,
});

const hourMs = 3_600_000;

/** The first rung of a case that is not due for an hour. */
function laterRung({ clocks }: CaseState): Extract<Cause, { kind: 'rung' }> {
  const found = Object.values(clocks).find((clock) => clock.state === 'running' && (clock.next?.at ?? 0) > Date.now() + hourMs);
  if (found?.next == null) throw new LuyueError('defect.unexpected', 'the claim has no later rung');
  return { kind: 'rung', clock: found.id, startedSeq: found.startedSeq, rung: found.next.name };
}

describe('a forged call of the activity commit', () => {
  let id = '';
  let other = '';
  let state: CaseState;

  beforeAll(async () => {
    [id, other] = [await h.open('FORGED-CALL'), await h.open('FORGED-OTHER')];
    const { actor: as, ...rest } = comment('before');
    await h.doors().act(id, { ...rest, as });
    state = await h.folded(id);
    await h.terminate(id);
  });

  const signer = signerOf(door);

  it.each<readonly [string, () => unknown, object, string | null]>([
    ['an act that nobody signed', () => requestOf(state, act(comment('f1'))), { objection: { code: 'actor.unproven' } }, 'actor.unproven'],
    [
      'an act under a key of one’s own',
      () => requestOf(state, act(signerOf(strange).act(id, comment('f2')))),
      { objection: { code: 'actor.unproven' } },
      'actor.unproven',
    ],
    [
      'an act that was signed for another case',
      () => requestOf(state, act(signer.act(other, comment('f3')))),
      { objection: { code: 'actor.unproven' } },
      'actor.unproven',
    ],
    [
      'an act that was signed, with another content',
      () => requestOf(state, act({ ...signer.act(id, comment('f4')), payload: { text: '其他' } })),
      { objection: { code: 'actor.unproven' } },
      'actor.unproven',
    ],
    [
      'an act that was signed two days ago, under an instant of then',
      () => {
        const then = Date.now() - 48 * hourMs;
        return requestOf(state, act(signerOf(door, () => then).act(id, comment('f5'))), then);
      },
      { objection: { code: 'actor.unproven' } },
      'actor.unproven',
    ],
    [
      'an act under an instant before it was signed',
      () => requestOf(state, act(signer.act(id, comment('f6'))), Date.now() - hourMs),
      { objection: { code: 'actor.unproven' } },
      'actor.unproven',
    ],
    [
      'an act of tomorrow',
      () => requestOf(state, act({ ...signerOf(door, () => Date.now() + 24 * hourMs).act(id, comment('f7')) }), Date.now() + 24 * hourMs),
      { objection: { code: 'accepted.untrue' } },
      'accepted.untrue',
    ],
    ['a rung before its time', () => requestOf(state, laterRung(state)), { objection: { code: 'rung.early' } }, 'rung.early'],
    [
      'a rung before its time, under an instant of later',
      () => requestOf(state, laterRung(state), Date.now() + 4_000 * hourMs),
      { objection: { code: 'accepted.untrue' } },
      'accepted.untrue',
    ],
    ['a rung that no clock has', () => requestOf(state, { kind: 'rung', clock: 'x', startedSeq: 1, rung: 'y' }), { kind: 'current' }, null],
    ['a look at the record', () => requestOf(state, { kind: 'sync' }), { kind: 'current' }, null],
    ['facts under a rung', () => factsOf(state, 'rung:x:1:y'), { kind: 'current' }, null],
    [
      'facts under an act',
      () => factsOf(state, 'act:f8', { request: comment('f8') }),
      { objection: { code: 'actor.unproven' } },
      'actor.unproven',
    ],
    ['facts under nothing', () => factsOf(state, 'open:x'), { objection: { code: 'input.invalid' } }, null],
    ['no cause', () => ({ case: id, at: 1, head: state.head }), { objection: { code: 'input.invalid' } }, null],
    ['nothing', () => ({}), { objection: { code: 'input.invalid' } }, null],
    [
      'an opening with other content',
      () => requestOf({ ...state, head: { seq: 0, hash: '' } }, { kind: 'open', open: { ...opening('FORGED-CALL'), digest: 'other' } }),
      { objection: { code: 'open.conflict' } },
      null,
    ],
    [
      'a reopening that nobody signed',
      () => requestOf(state, { kind: 'reopen', reopen: { request: 'f9', actor: 'an-ning', stage: 'assess', ground: 'new-facts' } }),
      { objection: { code: 'actor.unproven' } },
      'actor.unproven',
    ],
    [
      'the act of another process’s run',
      () => ({ ...requestOf(state, act(signer.act(id, comment('f10')))), process: 'complaint' }),
      { objection: { code: 'input.invalid' } },
      null,
    ],
  ])('with %s, from a run under the id of the case, changes nothing', async (_what, request, expected, recorded) => {
    const before = await h.refusals(id);
    expect(await h.harmless(id, () => h.calls(id, 'commit', request()))).toMatchObject(expected);
    expect(await h.refusals(id)).toEqual(recorded === null ? before : [...before, recorded]);
  });

  it('from a run under another id changes nothing, says nothing of the case, and is recorded, also for what was signed', async () => {
    const before = await h.refusals(id);
    for (const cause of [act(signer.act(id, comment('f11'))), laterRung(state), { kind: 'sync' }] satisfies Cause[])
      expect(await h.harmless(id, () => h.calls(`run-${randomUUID()}`, 'commit', requestOf(state, cause)))).toMatchObject({
        kind: 'refused',
        objection: { code: 'access.denied' },
      });
    expect(await h.refusals(id)).toEqual([...before, 'access.denied', 'access.denied', 'access.denied']);
  });

  it('with an act that was done once is answered with what was written then', async () => {
    const [first] = (await h.log(id)).filter(({ cause }) => cause === 'act:before');
    const again = await h.harmless(id, () => h.calls(id, 'commit', requestOf(state, act(comment('before')))));
    expect(again).toMatchObject({ kind: 'same', events: [{ seq: first?.seq, hash: first?.hash }] });
  });

  it.each<readonly [string, object]>([
    ['somebody else', { actor: 'gao-shan' }],
    ['other content', { payload: { text: '其他' } }],
  ])('with the request of an act that was done once, and %s, is told nothing of it', async (_what, other) => {
    const again = await h.harmless(id, () => h.calls(id, 'commit', requestOf(state, act({ ...comment('before'), ...other }))));
    expect(again).toMatchObject({ kind: 'refused', objection: { code: 'request.reused' } });
    expect(again).not.toHaveProperty('events');
  });

  it('is the one way in: what was signed is done by it, so that the refusals above are no accident', async () => {
    expect(await h.calls(id, 'commit', requestOf(state, act(signer.act(id, comment('signed')))))).toMatchObject({ kind: 'written' });
    expect(await h.flaw(id)).toBeNull();
  });
});

describe('a forged call of the activity of the boards', () => {
  it('is told the figures, and changes nothing', async () => {
    const id = await h.open('FORGED-BOARD');
    expect(
      await h.harmless(id, () => h.calls(`run-${randomUUID()}`, 'boardCount', { process: 'claim', processes: ['claim'] })),
    ).toMatchObject({ engineOpen: 0 });
  });
});

it('there is no other activity to call', async () => {
  const id = await h.open('FORGED-NONE');
  expect(await h.harmless(id, () => h.calls(`run-${randomUUID()}`, 'pay', stolen))).toHaveProperty('failed');
});

import { Draft } from '../../workflows/kernel/draft';
import { Effects } from '../../workflows/kernel/effects';
import { meetByNotices } from '../../workflows/kernel/told';
import { openSample } from './sample/open';

const duty = [['claim-guidance', 'sample-told']] as const;

/** What a case records, one thing after the other, at instants of its own. */
async function recorded() {
  const { state, now } = await openSample();
  const draft = new Draft(state, now, 'system:test');
  const c = new Effects(draft);
  const told = (): number => {
    c.announce(`told:${c.case.head.seq}`, 'sample-told', [{ kind: 'party', party: 'claimant' }], {}, { report: 'handed' });
    return c.case.head.seq;
  };
  const handed = (notice: number, at: number) => draft.emit({ kind: 'reported', notice, status: 'handed', at });
  const clock = () => c.clock('claim-guidance');
  return { c, now, told, handed, clock, meet: () => meetByNotices(c, duty) };
}

describe('a duty to tell is met by its notice', () => {
  it('when that is with its channel, and not while it is queued', async () => {
    const { c, now, told, handed, clock, meet } = await recorded();
    c.start('claim-guidance', { startsAt: now });
    const notice = told();
    meet();
    expect(clock()?.state).toBe('running');
    handed(notice, now + 5);
    meet();
    expect(clock()).toMatchObject({ state: 'met', metAt: now + 5 });
  });

  it('in the first instant of the limit where it was with its channel before: Civil Code art. 137', async () => {
    const { c, now, told, handed, clock, meet } = await recorded();
    handed(told(), now - 5);
    c.start('claim-guidance', { startsAt: now });
    meet();
    expect(clock()).toMatchObject({ state: 'met', metAt: now });
  });

  it('but not by that of an earlier matter, where the limit has begun again and something is told of the new one', async () => {
    const { c, now, told, handed, clock, meet } = await recorded();
    c.start('claim-guidance', { startsAt: now - 100 });
    handed(told(), now - 50);
    meet();
    expect(clock()?.state).toBe('met');
    c.start('claim-guidance', { startsAt: now });
    const second = told();
    meet();
    expect(clock()?.state).toBe('running');
    handed(second, now + 5);
    meet();
    expect(clock()).toMatchObject({ state: 'met', metAt: now + 5 });
  });

  it('not by one that was taken back', async () => {
    const { c, now, told, clock, meet } = await recorded();
    c.recall(told());
    c.start('claim-guidance', { startsAt: now });
    meet();
    expect(clock()?.state).toBe('running');
  });
});

import { loadOrg } from '../../db/queries/org';
import { peopleOf } from '../../db/queries/people';
import { writeDelegations } from '../../worker/letters/delegations';
import { company, opened, type RecordedCase, records, rowsOf, sampleDeps, submitted } from '../db/support';

const store = records();
const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const wednesday = at('2026-09-02T09:30');

interface Term {
  readonly to: string;
  readonly upToFen?: number;
}

/** The company with one delegation, or without any. */
const arrange = (term: Term | null): Promise<void> => {
  const delegation = { principal: 'chen-xi', substitute: 'li-ming', from: '2026-09-01T00:00:00+08:00', ...term };
  return loadOrg(store().db, { ...(company as object), delegations: term === null ? [] : [delegation] }, 'system:test');
};

const tell = (now = wednesday): Promise<readonly string[]> => writeDelegations(store().db, peopleOf(store().db), now);

/** The letters written since the last look: `kind staff`, and all their words. */
async function news(): Promise<{ readonly to: readonly string[]; readonly words: string }> {
  const rows = await rowsOf(store().pool, 'delete from letter returning id, subject, body');
  const to = rows.map(({ id }) => String(id).replace(/:\d+:/, ' ')).sort((a, b) => (a < b ? -1 : 1));
  return { to, words: rows.map(({ subject, body }) => `${String(subject)}\n${String(body)}`).join('\n') };
}

const told = async (now?: number) => {
  await tell(now);
  return news();
};

const both = ['delegation chen-xi', 'delegation li-ming'];
const bothEnded = ['delegation-ended chen-xi', 'delegation-ended li-ming'];

beforeEach(async () => {
  await arrange(null);
  await told();
});

describe('a delegation for a term', () => {
  const week: Term = { to: '2026-09-08T00:00:00+08:00' };

  it('is told to both persons once, with names, dates and authority', async () => {
    await arrange(week);
    const { to, words } = await told();
    expect(to).toEqual(both);
    expect(words).toContain('li-ming 自 2026-09-01 00:00 起至 2026-09-08 00:00 代理 chen-xi');
    expect(words).toContain('代理人本人的权限');
    expect((await told()).to).toEqual([]);
  });

  it('is told once by two workers that look at the same time', async () => {
    await arrange(week);
    const ids = (await Promise.all([tell(), tell(), tell()])).flat();
    expect(new Set(ids).size).toBe(2);
    expect((await news()).to).toEqual(both);
  });

  it('is told again when it is changed, and when it is changed back', async () => {
    await arrange(week);
    expect((await told()).words).not.toContain('此前的通知');
    await arrange({ ...week, upToFen: 500_000 });
    const changed = await told();
    expect(changed.to).toEqual(both);
    expect(changed.words).toContain('5000.00 元以内');
    expect(changed.words).toContain('此前的通知以本通知为准');
    await arrange(week);
    expect((await told()).to).toEqual(both);
  });

  it('that is withdrawn before its end is told as withdrawn, once; made again, it is told again', async () => {
    await arrange(week);
    await told();
    await arrange(null);
    const withdrawn = await told();
    expect(withdrawn.to).toEqual(bothEnded);
    expect(withdrawn.words).toContain('委托代理已撤回：chen-xi → li-ming');
    expect(withdrawn.words).toContain('起至 2026-09-08 00:00 代理 chen-xi');
    expect((await told()).to).toEqual([]);
    await arrange(week);
    expect((await told()).to).toEqual(both);
  });

  it('is not told after its end, nor is the end to which it came by itself', async () => {
    await arrange(week);
    await told();
    expect((await told(at('2026-09-08T00:00'))).to).toEqual([]);
    await arrange(null);
    expect((await told(at('2026-09-08T00:01'))).to).toEqual([]);
    await arrange(week);
    expect((await told(at('2026-09-08T00:02'))).to).toEqual([]);
  });
});

describe('a task that somebody else is asked to do', () => {
  /** A case of chen-xi, its recommendation delegated. */
  async function delegated(to: string): Promise<{ readonly c: RecordedCase; readonly task: string; readonly number: number }> {
    const c = await submitted(store().db);
    const task = Object.values(c.state.expectations).find(({ act }) => act === 'recommend')?.name ?? '';
    expect(await c.act('delegate', 'chen-xi', { task, to })).toMatchObject({ kind: 'written' });
    const [row] = await rowsOf(store().pool, 'select number from case_file where id = $1', [c.id]);
    return { c, task, number: Number(row?.number) };
  }

  it('is told to both, once, with the case, the task and since when', async () => {
    const { number } = await delegated('li-ming');
    const { to, words } = await told();
    expect(to).toEqual(both);
    expect(words).toContain(`sample ${number} recommend：chen-xi → li-ming`);
    expect(words).toContain('自 2026-09-01 09:00 起由 li-ming 代 chen-xi 办理，至办结为止');
    expect((await told()).to).toEqual([]);
  });

  it('and then somebody else: whoever no longer does it hears of it', async () => {
    const { c, task } = await delegated('li-ming');
    await told();
    await c.act('delegate', 'chen-xi', { task, to: 'wu-dan' });
    const { to, words } = await told();
    expect(to).toEqual(['delegation chen-xi', 'delegation wu-dan', 'delegation-ended li-ming']);
    expect(words).toContain('由 wu-dan 代 chen-xi 办理');
    expect(words).toContain('以下委托已撤回');
  });

  it('and who is then excused from the case, is told that it is withdrawn', async () => {
    const { c } = await delegated('li-ming');
    await told();
    expect(await c.act('recuse', 'zhou-wei', { staff: 'li-ming' }, { ground: 'interest' })).toMatchObject({ kind: 'written' });
    expect((await told()).to).toEqual(bothEnded);
  });

  it('and is done by them, needs no word of its end', async () => {
    const { c } = await delegated('li-ming');
    await told();
    expect(await c.act('recommend', 'li-ming', { amountFen: 1_000_00 })).toMatchObject({ kind: 'written' });
    expect((await told()).to).toEqual([]);
    expect(await rowsOf(store().pool, 'select 1 from told_delegation where subject like $1', [`task:${c.id}:%`])).toEqual([]);
  });

  it('in an exercise is told to nobody; in compressed time with the mark of it', async () => {
    for (const marks of [{ drill: true }, { compressed: '1d=20s' }] as const) {
      const c = await opened(store().db, sampleDeps, marks);
      await c.act('submit', 'party:claimant', { items: ['id-card'] });
      await c.act('assign', 'zhou-wei', { to: 'chen-xi' });
      const task = Object.values(c.state.expectations).find(({ act }) => act === 'recommend')?.name ?? '';
      expect(await c.act('delegate', 'chen-xi', { task, to: 'li-ming' })).toMatchObject({ kind: 'written' });
    }
    const { to, words } = await told();
    // Of the compressed case alone: one letter each.
    expect(to).toEqual(both);
    expect(words).toContain('时间压缩 1d=20s】');
  });
});

import { z } from 'zod';
import { house, opening } from './support';

const h = house();

const pageShape = z.object({
  tasks: z.array(
    z.looseObject({
      case: z.string(),
      seq: z.int(),
      urgency: z.string(),
      dueAt: z.string().nullable(),
      openedAt: z.string(),
      owner: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});
type Task = z.infer<typeof pageShape>['tasks'][number];

const page = async (query: string, as: string) => pageShape.parse((await h.get(`/v1/tasks?${query}`, { as })).json);

async function all(query: string, as: string): Promise<readonly Task[]> {
  const found: Task[] = [];
  for (let cursor = ''; ; ) {
    const { tasks, next } = await page(`${query}${cursor}`, as);
    found.push(...tasks);
    if (next === null) return found;
    cursor = `&cursor=${next}`;
  }
}

const nameOf = ({ case: id, seq }: Task): string => `${id}:${seq}`;
const bands = ['breached', 'urgent', 'warn', 'ok', 'paused', 'none'];
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

jest.setTimeout(60_000);

beforeAll(async () => {
  await h.start();
  // Received at different times, so that some limits are over and some are near.
  const received = [40, 40, 29.5, 29.5, 3, 2, 1, undefined, undefined, undefined];
  const sent = received.map((days) => opening(days === undefined ? {} : { receivedAt: daysAgo(days) }));
  const bodies = [...sent, opening({ branch: 'south' }), opening({ line: 'health' })];
  for (const body of bodies) {
    const { json } = await h.post('/v1/processes/sample/cases', { as: 'xu-yi', body });
    await h.post(`/v1/cases/${json.case}/acts/submit`, { as: 'qin-ruo', body: { payload: { items: ['x'] } } });
    const as = { as: 'system:intake', scopes: ['luyue.act', 'luyue.party', 'luyue.sensitive'] };
    await h.post(`/v1/cases/${json.case}/acts/submit`, { ...as, body: { payload: { items: ['x'] }, as: 'party:claimant' } });
  }
}, 180_000);

describe('tasks', () => {
  it('of the caller: assigned ones, and with the inbox those of people they stand in for', async () => {
    const [chen, li] = [await all('of=mine', 'chen-xi'), await all('of=mine', 'li-ming')];
    expect(chen.length + li.length).toBe(10);
    expect(chen.every(({ owner }) => owner === 'staff:chen-xi')).toBe(true);
    expect(await all('of=mine', 'tang-yu')).toEqual([]);
    // tang-yu stands in for an-ning, who handles health claims in the north.
    expect((await all('of=inbox', 'tang-yu')).map(({ owner }) => owner)).toContain('staff:an-ning');
  });

  it('of the team, and of all that the caller may know of', async () => {
    const branches = async (of: string, as: string) => new Set((await all(`of=${of}`, as)).map((task) => `${task.branch} ${task.line}`));
    expect((await all('of=team', 'zhou-wei')).length).toBe(10);
    expect(await branches('all', 'xu-yi')).toEqual(new Set(['north motor']));
    expect(await branches('all', 'ma-north')).toEqual(new Set(['north motor', 'north health']));
    expect(await branches('all', 'qin-ruo')).toEqual(new Set(['north motor', 'north health', 'south motor']));
  });

  it.each(['urgency', 'due'])('sorted by %s come page by page, each once, whatever the size of the page', async (sort) => {
    const whole = await all(`of=team&sort=${sort}&limit=200`, 'zhou-wei');
    for (const limit of [1, 3, 10])
      expect((await all(`of=team&sort=${sort}&limit=${limit}`, 'zhou-wei')).map(nameOf)).toEqual(whole.map(nameOf));
    for (const limit of [1, 3]) {
      const [mine, pages] = [
        await all(`of=inbox&sort=${sort}&limit=200`, 'chen-xi'),
        await all(`of=inbox&sort=${sort}&limit=${limit}`, 'chen-xi'),
      ];
      expect(pages.map(nameOf)).toEqual(mine.map(nameOf));
      expect(mine.length).toBeGreaterThan(2);
    }
    const rank = (task: Task): readonly [number, string] => [sort === 'urgency' ? bands.indexOf(task.urgency) : 0, task.dueAt ?? '9'];
    const ranks = whole.map(rank);
    const sorted = [...ranks].sort(([a, x], [b, y]) => a - b || (x < y ? -1 : x > y ? 1 : 0));
    expect(ranks).toEqual(sorted);
    expect(new Set(whole.map(({ urgency }) => urgency)).size).toBeGreaterThan(1);
  });

  it('are filtered by act, stage and due date', async () => {
    expect(await all('of=team&act=recommend&stage=decide&process=sample', 'zhou-wei')).toHaveLength(10);
    expect(await all('of=team&act=determine', 'zhou-wei')).toEqual([]);
    const due = await all(`of=team&dueBy=${encodeURIComponent(new Date().toISOString())}`, 'zhou-wei');
    expect(due.length).toBeGreaterThan(0);
    expect(due.length).toBeLessThan(10);
  });

  it('a cursor of another order, and a made-up one, are refused', async () => {
    const { next } = await page('of=team&sort=due&limit=1', 'zhou-wei');
    for (const cursor of [String(next), 'bm9uc2Vuc2U'])
      expect(await h.get(`/v1/tasks?of=team&cursor=${cursor}`, { as: 'zhou-wei' })).toMatchObject({
        status: 400,
        json: { issues: [{ path: '/query/cursor' }] },
      });
  });
});

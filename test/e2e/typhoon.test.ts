import { typhoon, typhoonClaims } from '../../dev/cast/typhoon';
import type { JsonObject } from '../../domain/case/fact';
import { comes } from '../support/worker-process';
import { house } from './house';

const h = house();
const dayMs = 86_400_000;
const begun = Date.now();

jest.setTimeout(420_000);

let requests = 0;
const does = (id: string, act: string, as: string, payload: JsonObject = {}, more: { readonly ground?: string } = {}) =>
  h.doors().act(id, { act, as, payload, request: `typhoon-${++requests}`, ...more });

/** Opens them a few at a time; gives their ids. */
async function openAll(openings: readonly JsonObject[]): Promise<readonly string[]> {
  const waiting = [...openings];
  const ids: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) ids.push((await h.doors().open('claim', next)).case);
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return ids;
}

const childOf = async (id: string, name: string): Promise<string> => {
  await comes(`${name} is open`, async () => (await h.folded(id)).children[name]?.status === 'opened', 60_000);
  return (await h.folded(id)).children[name]?.case ?? '';
};

const claimsOf = async (where: string): Promise<number> =>
  Number((await h.query(`select count(*)::int as n from case_file where process = 'claim' and ${where}`))[0]?.n);

const adult = { role: 'complainant', locale: 'zh-CN', channels: ['sms'] };
const complaint = {
  source: 'counter',
  reference: 'TY-C-1',
  line: 'claims',
  branch: 'south',
  parties: [{ ...adult, id: 'complainant', name: '梁国强', phone: '+86 139 0000 8801' }],
  kind: 'complaint',
  channel: 'counter',
  dispute: { facts: '台风受灾客户集体到柜面反映查勘迟缓。', insurance: 'property' },
  joint: { complainants: 25, faceToFace: true, representatives: ['complainant'] },
  cause: 'disaster',
  place: '440402',
};

describe('a typhoon', () => {
  let emergency = '';
  let early: readonly string[] = [];
  let mass = '';

  beforeAll(async () => {
    await h.worker();
  });

  it('is reported, its duty roster is called, somebody answers and somebody commands', async () => {
    const struckAt = begun - typhoon.daysAgo * dayMs;
    const content = { kind: 'natural-disaster', detectedAt: struckAt, occurredAt: struckAt, place: '4404', persons: 3000, provinces: 1 };
    const request = { source: 'duty', reference: 'TY-E-1', line: 'natural-disaster', branch: 'south', ...content };
    emergency = (await h.doors().open('emergency', request)).case;
    await does(emergency, 'answerCall', 'lei-ming');
    const { state } = { state: await h.folded(emergency) };
    await does(emergency, 'confirmLevel', 'qiao-an', { level: String(state.notes.level) });
    await does(emergency, 'takeCommand', 'fang-heng');
    expect((await h.folded(emergency)).stage).toBe('respond');
  });

  it('reaches the 150 claims that are open when it is declared, in bulk', async () => {
    early = await openAll(typhoonClaims(1, 150, begun));
    const from = begun - (typhoon.daysAgo + 1) * dayMs;
    await does(emergency, 'declareEvent', 'fang-heng', { event: typhoon.event, places: [...typhoon.places], from, processes: ['claim'] });
    await does(emergency, 'tagCases', 'fang-heng', { event: typhoon.event, bulk: 'first' });
    await comes('every claim has answered', async () => (await h.folded(emergency)).bulks.first?.ended !== undefined, 120_000);
    expect((await h.folded(emergency)).bulks.first?.ended).toMatchObject({ done: 150, refused: 0 });
    expect(await claimsOf(`event = '${typhoon.event}' and 'catastrophe' = any(flags)`)).toBe(150);
  });

  it('reaches the 50 claims that come after it at intake: all 200 take the fast lane, none of them late at birth', async () => {
    const late = await openAll(typhoonClaims(151, 50, begun));
    expect(await claimsOf(`event = '${typhoon.event}' and 'catastrophe' = any(flags)`)).toBe(200);
    for (const id of [early[0], early[149], late[0], late[49]]) {
      const { clocks } = await h.folded(id ?? '');
      const targets = Object.values(clocks).filter(({ rule }) => rule.startsWith('claim-catastrophe-'));
      expect(targets.length).toBeGreaterThan(0);
      expect(targets.filter(({ breachedAt }) => breachedAt !== undefined)).toEqual([]);
    }
  });

  it('brings a complaint of 25 people face to face, which is major and asks for an emergency of its own', async () => {
    const opened = (await h.doors().open('complaint', complaint)).case;
    mass = await childOf(opened, 'major');
    const [parent, child] = [await h.folded(opened), await h.folded(mass)];
    expect(parent.flags).toContain('major');
    expect(parent.links).toContainEqual({ to: mass, as: 'child' });
    expect(child).toMatchObject({ process: 'emergency', line: 'mass-complaint', parent: { case: opened, name: 'major' } });
    expect(child.links).toContainEqual({ to: opened, as: 'parent' });
  });

  it('is stood down by a second person, and its review opens an improvement', async () => {
    await does(emergency, 'proposeStandDown', 'qiao-an');
    await does(emergency, 'standDown', 'fang-heng', { decision: 'approved' });
    const { handler } = await h.folded(emergency);
    const lessons = [{ cause: 'preparedness', area: 'claims', severity: 'high', improve: true }];
    await does(emergency, 'review', handler ?? '', { lessons, planChange: false });
    await does(emergency, 'approveReview', 'fang-heng', { decision: 'approved' });
    const [name = ''] = Object.keys((await h.folded(emergency)).children);
    const improvement = await childOf(emergency, name);
    const opened = await h.folded(improvement);
    expect(opened).toMatchObject({ process: 'improvement', parent: { case: emergency, name }, opening: { from: 'emergency' } });
    expect((await h.folded(emergency)).links).toContainEqual({ to: improvement, as: 'child' });
  });

  it('is found in the engine by its code, and the card of the emergency names what is tied to it', async () => {
    const client = h.client().workflow;
    const query = `EventCode = '${typhoon.event}' and WorkflowType = 'claim'`;
    await comes('200 claims are listed', async () => (await client.count(query)).count === 200, 60_000);
    const card = await client.getHandle(emergency).query<string, []>('card');
    const [improvement] = Object.values((await h.folded(emergency)).children);
    expect(card).toContain(typhoon.event);
    expect(card).toContain(improvement?.case ?? 'none');
    expect(await client.getHandle(mass).query<string, []>('card')).toContain('来自');
  });

  it('leaves records in which nothing is wrong', async () => {
    for (const id of [emergency, mass, early[0] ?? '', early[75] ?? '']) expect(await h.flaw(id)).toBeNull();
  });
});

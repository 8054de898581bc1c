import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveDates } from '../../cli/dates';
import { readOpening } from '../../client/open';
import { processes } from '../../client/processes';
import { openTasks } from '../../domain/case/wait-set';
import { categories, channels, kinds } from '../../domain/processes/complaint/vocabulary';
import { runnables } from '../../workflows/runnables';
import { dayMs, start } from '../support/dates';
import { MemoryRecord } from '../support/memory';
import { MemoryVehicle } from '../support/played-case';
import { ruleWorld } from '../support/rule-world';

const runnable = runnables.complaint;
const texts = readFileSync(join(__dirname, '../../examples/complaints.ndjson'), 'utf8').trimEnd().split('\n');
const requests = texts.map((text) => readOpening(processes.complaint, resolveDates(JSON.parse(text), start), start));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** The texts under these names in each of a list. */
function valuesOf(list: unknown, ...names: readonly string[]): readonly string[] {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return items.filter(isRecord).flatMap((item) => names.flatMap((name) => (typeof item[name] === 'string' ? [item[name]] : [])));
}

async function opened(reference: string): Promise<MemoryVehicle> {
  const request = requests.find((r) => r.reference === reference);
  if (request === undefined) throw new Error(`there is no example ${reference}`);
  const vehicle = new MemoryVehicle(runnable, new MemoryRecord(ruleWorld()), `complaint-${reference.toLowerCase()}`, start);
  await vehicle.open(request);
  return vehicle;
}

describe('examples/complaints.ndjson', () => {
  it.each(requests.map((request) => [request.reference, request.content] as const))(
    '%s opens what somebody classifies, and keeps names, addresses and the matter out of its log',
    async (reference, content) => {
      const { state, record } = await opened(reference);
      expect(state).toMatchObject({ status: 'open', stage: 'intake', raised: null });
      expect(openTasks(state).map((task) => task.act)).toContain('classify');
      const secrets = [
        ...valuesOf(content.parties, 'name', 'phone', 'email', 'address'),
        ...valuesOf([content.dispute], 'number', 'facts', 'demand'),
      ];
      expect(secrets.length).toBeGreaterThanOrEqual(3);
      for (const secret of secrets) expect(JSON.stringify(record.events)).not.toContain(secret);
    },
  );

  it('holds each under a reference of its own, of both branches', () => {
    expect(new Set(requests.map((r) => `${r.source}/${r.reference}`)).size).toBe(requests.length);
    expect(new Set(requests.map((r) => r.branch))).toEqual(new Set(['north', 'south']));
  });

  it('holds every channel, every kind, and categories that there are', () => {
    expect(new Set(requests.map((r) => r.content.channel))).toEqual(new Set(Object.keys(channels)));
    expect(new Set(requests.map((r) => r.content.kind))).toEqual(new Set(Object.keys(kinds)));
    for (const { line } of requests) expect(Object.keys(categories)).toContain(line);
  });

  it('holds one of twenty-five people face to face after a typhoon: it is major, and asks for its emergency at once', async () => {
    const { state } = await opened('TS-2026-0003');
    expect(state).toMatchObject({ branch: 'south', place: '440402', flags: expect.arrayContaining(['joint', 'major']) });
    expect(state.children.major).toMatchObject({ status: 'requested' });
  });

  it('holds a transfer whose body has set a date: it runs beside the limit of the law', async () => {
    const { clocks } = (await opened('TS-2026-0008')).state;
    expect(clocks['complaint-transfer-order']).toMatchObject({ state: 'running', dueAt: start + 24 * dayMs });
    expect(clocks['complaint-resolve-simple']).toMatchObject({ state: 'running' });
  });

  it('holds a joint complaint that names no representatives yet: somebody asks for them', async () => {
    const { state } = await opened('TS-2026-0009');
    expect(openTasks(state).map((task) => task.act)).toContain('recordJoint');
  });

  it('holds what others submit, with and without an authorisation', () => {
    const submitted = requests.filter((r) => typeof r.content.submitter === 'string');
    expect(submitted.map((r) => valuesOf(r.content.documents, 'type').includes('authorisation'))).toEqual([false, true]);
  });

  it('holds one whose limit is a day away, and a second about the same matter', () => {
    expect(requests.some((r) => r.receivedAt === start - 14 * dayMs)).toBe(true);
    const matters = requests.flatMap((r) => valuesOf([r.content.dispute], 'number'));
    expect(matters.length - new Set(matters).size).toBe(1);
  });
});

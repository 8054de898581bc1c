import { caseIdOf } from '../../db/record/identity';
import type { JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { comes } from '../support/worker-process';
import { claimant, house, medicalNotice, papers } from './house';

const h = house();

jest.setTimeout(180_000);

const hourMs = 3_600_000;
const place = '440106';
const phone = (no: number): string => `+86 139 0000 6${String(no).padStart(3, '0')}`;

async function claim(reference: string, no: number, more: JsonObject = {}): Promise<string> {
  return (await h.doors().open('claim', { ...medicalNotice(reference, phone(no)), place, ...more })).case;
}

/** Writes into the outbox of a case, as its commit would. */
async function leaves(from: string, to: string, act: string, request: string, payload: JsonObject): Promise<void> {
  await h.query(
    `insert into case_message (case_id, seq, to_case, act, request, payload, status, next_attempt_at) values ($1, 1, $2, $3, $4, $5, 'queued', now())`,
    [from, to, act, request, JSON.stringify(payload)],
  );
}

const messageTo = async (to: string) => (await h.query('select status, last_error from case_message where to_case = $1', [to]))[0];
const ofRecord = async (id: string): Promise<CaseState> => h.folded(id);

beforeAll(async () => {
  await h.worker();
});

describe('a typhoon over open claims', () => {
  let declarer = '';
  let inside: readonly string[] = [];

  it('reaches them through the engine, one by one, also when the worker is killed in the middle', async () => {
    declarer = await claim('TY-0', 0, { place: '110000' });
    inside = await Promise.all(Array.from({ length: 12 }, (_, i) => claim(`TY-${i + 1}`, i + 1)));
    const elsewhere = await claim('TY-99', 99, { place: '450000' });
    const now = Date.now();
    await h.query(
      `insert into declared_event (event, case_id, seq, places, from_at, to_at, processes, declared_at) values ('TY2611', $1, 1, '{4401}', $2, null, '{claim}', now())`,
      [declarer, new Date(now - 48 * hourMs).toISOString()],
    );
    const running = await h.worker();
    await h.query(
      `insert into bulk_run (case_id, seq, bulk, act, payload, "select", state, started_at, next_attempt_at)
       values ($1, 1, 'tag', 'joinEvent', '{"event":"TY2611"}', '{"event":"TY2611"}', 'queued', now(), now())`,
      [declarer],
    );
    await comes('the first', async () => (await h.query(`select 1 from case_file where event = 'TY2611'`)).length > 0);
    await running.kill();
    const ended = async () => (await h.query('select state, done, refused from bulk_run where case_id = $1', [declarer]))[0];
    await comes('ended', async () => (await ended())?.state === 'ended', 90_000);
    expect(await ended()).toEqual({ state: 'ended', done: 12, refused: 0 });
    for (const id of inside) {
      const state = await ofRecord(id);
      expect(state.event).toBe('TY2611');
      expect(state.flags).toContain('catastrophe');
      const targets = Object.values(state.clocks).filter((clock) => clock.rule.startsWith('claim-catastrophe'));
      expect(targets.length).toBeGreaterThan(0);
      expect(targets.every((clock) => clock.breachedAt === undefined)).toBe(true);
      expect((await h.log(id)).filter(({ fact }) => fact.kind === 'event-joined')).toHaveLength(1);
    }
    expect((await ofRecord(elsewhere)).event).toBeNull();
  });

  it('is found in the engine by its code', async () => {
    const client = h.engine().client.workflow;
    await comes('listed', async () => (await client.count(`EventCode = 'TY2611' and Kind = 'claim.health'`)).count === inside.length);
  });

  it('a new claim belongs to at intake, unless it happened elsewhere', async () => {
    const [own, other] = [await claim('TY-NEW', 50), await claim('TY-FAR', 51, { place: '450000' })];
    expect(await ofRecord(own)).toMatchObject({ event: 'TY2611', opening: { catastrophe: 'TY2611' } });
    expect((await ofRecord(other)).event).toBeNull();
  });
});

describe('a case that another asked for', () => {
  const content = (no: number): JsonObject => {
    const { parties: _parties, source: _s, reference: _r, receivedAt: _a, line: _l, branch: _b, ...rest } = medicalNotice('x', phone(no));
    return { ...rest, parties: [{ ...claimant, phone: phone(no) }], documents: papers('claim-form') };
  };
  const opening = (parent: string, name: string, more: JsonObject = {}): JsonObject => ({
    process: 'claim',
    source: parent,
    reference: name,
    // As the build before named it: its messages are still queued when this one comes.
    actor: `system:${parent}`,
    receivedAt: Date.now(),
    line: 'health',
    branch: 'north',
    parent: { case: parent, name },
    content: content(70),
    ...more,
  });

  it('is opened once by the engine, knows who asked, and reports', async () => {
    const parent = await claim('ASK-1', 60);
    const child = caseIdOf({ process: 'claim', source: parent, reference: 'review' });
    await leaves(parent, child, 'open', `open:${child}`, opening(parent, 'review'));
    await comes('delivered', async () => (await messageTo(child))?.status === 'delivered');
    await h.query(`update case_message set status = 'queued', next_attempt_at = now() where to_case = $1`, [child]);
    await comes('delivered again', async () => (await messageTo(child))?.status === 'delivered');
    expect((await ofRecord(child)).parent).toEqual({ case: parent, name: 'review' });
    expect((await h.log(child)).filter(({ fact }) => fact.kind === 'opened')).toHaveLength(1);
    await comes('report', async () => (await h.log(parent)).some(({ fact }) => fact.kind === 'acted' && fact.act === 'childReported'));
  });

  it('whose content does not fit is refused, and the one that asked is told', async () => {
    const parent = await claim('ASK-2', 61);
    const child = caseIdOf({ process: 'claim', source: parent, reference: 'misfit' });
    await leaves(parent, child, 'open', `open:${child}`, opening(parent, 'misfit', { content: { lossAt: 1 } }));
    await comes('refused', async () => (await messageTo(child))?.status === 'refused', 90_000);
    const heard = (await h.log(parent)).flatMap(({ fact }) =>
      fact.kind === 'acted' && fact.act === 'childReported' ? [fact.payload] : [],
    );
    expect(heard).toEqual([{ name: 'misfit', status: 'refused' }]);
  });

  it('that its record refuses to open is refused too: the run that has failed is not waited for', async () => {
    const parent = await claim('ASK-3', 62);
    const key = { source: parent, reference: 'taken' };
    // The same source and reference as a drill: another id, so the record refuses the second.
    await h.doors().open('claim', { ...medicalNotice('x', phone(63)), ...key, compressed: '1d=1h', actor: 'guo-yan' });
    const child = caseIdOf({ process: 'claim', ...key });
    await leaves(parent, child, 'open', `open:${child}`, opening(parent, 'taken'));
    await comes('refused', async () => (await messageTo(child))?.status === 'refused', 90_000);
    expect((await messageTo(child))?.last_error).toMatch(/^open\.conflict: /);
    const heard = (await h.log(parent)).flatMap(({ fact }) =>
      fact.kind === 'acted' && fact.act === 'childReported' ? [fact.payload] : [],
    );
    expect(heard).toEqual([{ name: 'taken', status: 'refused' }]);
  });
});

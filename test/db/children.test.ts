import { plainColumns } from '../../db/keys/columns';
import { claimMessages } from '../../db/queries/outbox-messages';
import { claimNotices, markHanded } from '../../db/queries/outbox-notices';
import { channels } from '../../domain/case/fact';
import type { OpenRequest } from '../../domain/case/opening';
import { jsonLog } from '../../worker/log';
import { startMessages } from '../../worker/messages';
import type { Running } from '../../worker/relay';
import { comes, quickPace } from '../notices/office';
import { RecordedPort } from './recorded-port';
import { opened, type RecordedCase, records, rowsOf, sampleDeps } from './support';

const record = records();
const lead = 'zhou-wei';
let port = new RecordedPort(record);
const running: Running[] = [];
const lines: string[] = [];

beforeEach(() => {
  port = new RecordedPort(record);
  lines.splice(0);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((courier) => courier.stop()));
});

const courier = (): void => {
  running.push(startMessages({ db: record().db, cases: port, pace: quickPace, log: jsonLog((line) => lines.push(line)) }));
};

/** A case that has asked for another under the name `review`. */
async function asking(marks: Partial<OpenRequest> = {}): Promise<RecordedCase> {
  const parent = await opened(record().db, sampleDeps, { process: 'disaster', content: {}, ...marks });
  port.add(parent);
  expect(await parent.act('ask', lead, { name: 'review', subject: 's' })).toMatchObject({ kind: 'written' });
  return parent;
}

const statusOf = (parent: RecordedCase) => parent.state.children.review?.status;
const childOf = (parent: RecordedCase): string => parent.state.children.review?.case ?? '';
const messagesTo = (id: string) =>
  rowsOf(record().pool, 'select act, request, payload, status, last_error from case_message where to_case = $1 order by seq', [id]);

/** The case it asked for, when it has reported that it is open. */
async function child(parent: RecordedCase): Promise<RecordedCase> {
  await comes('opened', () => statusOf(parent) === 'opened');
  const found = port.case(childOf(parent));
  if (found === undefined) throw new Error('the case asked for was not opened');
  return found;
}

describe('a case that asks for another', () => {
  it('leaves the request in the outbox, with its own marks and nothing personal', async () => {
    const parent = await asking({ drill: true, compressed: '1d=20s' });
    const [message] = await messagesTo(childOf(parent));
    expect(message).toMatchObject({ act: 'open', request: `open:${childOf(parent)}`, status: 'queued' });
    expect(message?.payload).toEqual({
      process: 'disaster',
      source: parent.id,
      reference: 'review',
      actor: `system:case.${parent.id}`,
      receivedAt: parent.now,
      line: 'motor',
      branch: 'north',
      parent: { case: parent.id, name: 'review' },
      content: { subject: 's' },
      drill: true,
      compressed: '1d=20s',
    });
    expect(childOf(parent)).toMatch(/^disaster-drill-/);
  });

  it('gets it once, whoever sends the request and how often', async () => {
    const parent = await asking();
    courier();
    courier();
    const review = await child(parent);
    await rowsOf(record().pool, `update case_message set status = 'queued', next_attempt_at = now() where to_case = $1`, [review.id]);
    await comes('sent again', async () => (await messagesTo(review.id))[0]?.status === 'delivered');
    expect(port.heard.filter((line) => line.startsWith(`${review.id} open done`)).length).toBeGreaterThanOrEqual(2);
    expect(await rowsOf(record().pool, 'select parent, source from case_file where id = $1', [review.id])).toEqual([
      { parent: parent.id, source: parent.id },
    ]);
    expect(await rowsOf(record().pool, `select 1 from case_event where case_id = $1 and kind = 'opened'`, [review.id])).toHaveLength(1);
  });

  it('hears when it has ended and when it is entered again', async () => {
    const parent = await asking();
    courier();
    const review = await child(parent);
    await review.act('end', lead);
    await comes('closed', () => statusOf(parent) === 'closed');
    expect(parent.state.children.review).toMatchObject({ outcome: 'over', case: review.id });
    await review.transition({ kind: 'reopen', reopen: { request: 're', actor: lead, stage: 'run', ground: 'new-facts' } });
    await comes('open again', () => statusOf(parent) === 'opened');
    expect(parent.state.children.review?.outcome).toBeUndefined();
  });

  it('hears reports in their order, whatever is held up on the way', async () => {
    const parent = await asking();
    const [message] = (await claimMessages(record().db, { count: 100, leaseMs: 0 })).filter((m) => m.toCase === childOf(parent));
    await port.open(message?.payload ?? {});
    await port.case(childOf(parent))?.act('end', lead);
    const claimed = async () => (await claimMessages(record().db, { count: 100, leaseMs: 0 })).filter((m) => m.toCase === parent.id);
    expect((await claimed()).map((m) => m.payload.status)).toEqual(['opened']);
    expect((await claimed()).map((m) => m.payload.status)).toEqual(['opened']);
    courier();
    await comes('closed', () => statusOf(parent) === 'closed');
  });

  it('is told that it cannot be opened, and why stands in the outbox', async () => {
    const parent = await asking();
    port.misfit = 'input.invalid: no such content';
    courier();
    await comes('refused', () => statusOf(parent) === 'refused');
    await comes('marked', async () => (await messagesTo(childOf(parent)))[0]?.status === 'refused');
    expect((await messagesTo(childOf(parent)))[0]).toMatchObject({ last_error: 'input.invalid: no such content' });
  });

  it('and has closed meanwhile: the report is no fault, and heard when it is entered again', async () => {
    const parent = await asking();
    courier();
    const review = await child(parent);
    await parent.act('end', lead);
    await review.act('end', lead);
    const report = async () => (await messagesTo(parent.id)).find((m) => JSON.stringify(m.payload).includes('closed'));
    await comes('given up', async () => (await report())?.status === 'refused');
    expect(lines.filter((line) => line.includes('"warn"') || line.includes('"error"'))).toEqual([]);
    await parent.transition({ kind: 'reopen', reopen: { request: 're', actor: lead, stage: 'run', ground: 'new-facts' } });
    await comes('heard', () => statusOf(parent) === 'closed');
  });
});

const warned = (of: RecordedCase) =>
  rowsOf(record().pool, 'select id, status, channel from notice where case_id = $1 order by seq', [of.id]);
const due = async (of: RecordedCase) => {
  const taken = await Promise.all(channels.map((channel) => claimNotices(record().db, channel, { count: 100, leaseMs: 0 }, plainColumns)));
  return taken.flat().filter((n) => n.caseId === of.id);
};
const disaster = (marks: Partial<OpenRequest> = {}) => opened(record().db, sampleDeps, { process: 'disaster', content: {}, ...marks });

describe('a notice that is taken back', () => {
  it('is not sent any more', async () => {
    const of = await disaster();
    await of.act('warn', lead);
    expect(await due(of)).toHaveLength(1);
    const [notice] = Object.values(of.state.notices);
    await of.act('recall', lead, { notice: notice?.seq ?? 0 });
    expect(await due(of)).toEqual([]);
    expect(await warned(of)).toMatchObject([{ status: 'recalled' }]);
    expect(of.state.notices[notice?.seq ?? 0]?.status).toBe('recalled');
  });

  it('in the transition that tells it never leaves', async () => {
    const of = await disaster();
    await of.act('warn', lead, { twice: true });
    expect(await warned(of)).toMatchObject([{ status: 'recalled' }]);
    expect(await due(of)).toEqual([]);
  });

  it('holds up none that comes after it', async () => {
    const of = await disaster();
    await of.act('warn', lead);
    const [notice] = Object.values(of.state.notices);
    await of.act('warn', lead);
    await of.act('recall', lead, { notice: notice?.seq ?? 0 });
    expect(await due(of)).toHaveLength(1);
  });

  it('while it is being sent counts as sent', async () => {
    const of = await disaster();
    await of.act('warn', lead);
    const [held] = await due(of);
    const [notice] = Object.values(of.state.notices);
    await of.act('recall', lead, { notice: notice?.seq ?? 0 });
    await markHanded(record().db, held?.id ?? '', { at: 1, providerId: 'p' });
    expect(await warned(of)).toMatchObject([{ status: 'handed' }]);
  });
});

describe('notices of an exercise', () => {
  it('leave by the drill channel, whoever they are for and whatever the notice asks for', async () => {
    const of = await disaster({ drill: true });
    await of.act('warn', lead);
    await of.act('escalate', lead, { reason: 'x' });
    const rows = await warned(of);
    expect(rows.length).toBeGreaterThan(1);
    expect(new Set(rows.map((row) => row.channel))).toEqual(new Set(['drill']));
    const real = await disaster();
    await real.act('warn', lead);
    expect((await warned(real)).map((row) => row.channel)).toEqual(['email']);
  });
});

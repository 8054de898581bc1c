import { type ComplaintGroup, complaintFigures } from '../../db/queries/complaint-report';
import { remedies } from '../../domain/processes/complaint/vocabulary';
import { runnables } from '../../workflows/runnables';
import { cst, dayMs, start } from '../support/dates';
import { RecordedCase } from './recorded-case';
import { records } from './support';

const connection = records();
const runnable = runnables.complaint;
const name = '诸葛明镜';
const paper = (type: string) => ({ type, reference: `dms:${type}`, sha256: 'a'.repeat(64) });
let cases = 0;

interface Given {
  readonly at?: number;
  readonly line?: string;
  readonly channel?: string;
  readonly kind?: string;
  readonly compressed?: string;
}

/** A complaint whose complainant takes no messages: the decision is told by hand. ye-qing leads the team of the north. */
class RecordedComplaint extends RecordedCase {
  get handler(): string {
    return this.state.handler ?? '';
  }

  async classified(kind = 'complaint'): Promise<void> {
    await this.does('classify', this.handler, { kind, standing: 'self', repetition: 'none' });
  }

  async decided(result: string): Promise<void> {
    const facts = [{ text: '已核实。' }];
    const content = { result, facts, basis: ['contract'], reasons: [{ code: 'delayed' }], remedies: Object.keys(remedies) };
    await this.does('investigate', this.handler, { facts: '已核实。' });
    await this.does('propose', this.handler, content);
    await this.does('decide', 'ye-qing', { result: 'approved' });
    await this.does('recordDelivery', this.handler, { method: 'post', proof: paper('receipt') });
  }

  async rechecked(result: 'changed' | 'upheld' | 'sent-back'): Promise<void> {
    await this.does('applyRecheck', 'party:complainant', { reason: '不服。', application: paper('application') });
    const isChanged = result === 'changed';
    const findings = { process: 'proper', time: 'in-time', result: result === 'upheld' ? 'right' : 'wrong' };
    await this.does('recheck', 'qin-ruo', { result, findings, text: '已核查。', ...(isChanged ? { changedTo: 'justified' } : {}) });
  }
}

async function opened({ at = start, line = 'claims', channel = 'hotline', kind = 'complaint', compressed }: Given = {}) {
  const recorded = new RecordedComplaint(runnable, connection, `complaint-recorded-${++cases}`, at);
  const party = { id: 'complainant', role: 'complainant', locale: 'zh-CN', channels: ['log'], name, phone: '13900009999' };
  await recorded.open({
    process: 'complaint',
    source: 'test',
    reference: `C-${cases}`,
    digest: 'd',
    actor: 'xu-yi',
    receivedAt: at,
    line,
    branch: 'north',
    ...(compressed === undefined ? {} : { compressed }),
    content: { parties: [party], kind, channel, dispute: { number: `P-${cases}`, insurance: 'motor', facts: '核定太慢。' } },
  });
  return recorded;
}

const july = { from: cst('2026-07-01'), to: cst('2026-08-01'), drills: false };
const figures = (group: ComplaintGroup, period = july) => complaintFigures(connection().db, group, period);

describe('the figures of complaints', () => {
  beforeAll(async () => {
    const justified = await opened();
    await justified.classified();
    await justified.decided('unjustified');
    await justified.does('codeCause', justified.handler, { causes: ['slow-claim', 'documents-burden'] });
    await justified.rechecked('changed');

    const late = await opened({ channel: 'letter' });
    await late.classified();
    await late.until(start + 16 * dayMs);
    await late.decided('unjustified');
    await late.rechecked('upheld');
    await late.does('codeCause', late.handler, { causes: ['slow-claim'] });

    // Late already, sent back and decided in time under the limit that began again: it stays late.
    const again = await opened({ channel: 'letter', line: 'underwriting' });
    await again.classified();
    await again.until(start + 16 * dayMs);
    await again.decided('unjustified');
    await again.rechecked('sent-back');
    await again.delivers('complaint-recheck-result');
    await again.decided('justified');

    // New facts in time, entered after the breach: what was taken back is no missed limit.
    const renewed = await opened({ channel: 'letter', line: 'surrender' });
    await renewed.classified();
    await renewed.does('submitDocuments', 'party:complainant', { documents: [paper('postmark')] });
    await renewed.until(start + 16 * dayMs);
    await renewed.does(
      'addFacts',
      'party:complainant',
      { facts: '附上录音。' },
      { occurredAt: start + 14 * dayMs, evidence: 'dms:postmark' },
    );
    await renewed.decided('justified');

    const extended = await opened({ line: 'sales' });
    await extended.classified();
    await extended.does('extendComplex', extended.handler, {}, { ground: 'facts-unclear' });
    await extended.does('withdraw', 'party:complainant', {});

    const agreed = await opened({ line: 'sales', channel: 'web' });
    await agreed.classified();
    await agreed.does('agreeTerms', agreed.handler, { limit: { unit: 'calendarDays', count: 20 }, agreement: paper('agreement') });
    await agreed.does('designateMajor', 'ye-qing', {}, { ground: 'designated' });

    const overdue = await opened({ line: 'service' });
    await overdue.classified();
    await overdue.until(start + 16 * dayMs);

    const enquiry = await opened({ line: 'service', channel: 'web', kind: 'enquiry' });
    await enquiry.classified('enquiry');
    await enquiry.does('handOver', enquiry.handler, { receiver: 'customer-service' });
    await enquiry.delivers('complaint-handed-over');

    // 1 August 00:30 in Shanghai is 31 July in London.
    await opened({ at: cst('2026-08-01T00:30') });
    await opened({ compressed: '1d=20s' });
  });

  const nothing = {
    handedOver: 0,
    open: 0,
    inTime: 0,
    late: 0,
    overdue: 0,
    extended: 0,
    withdrawn: 0,
    rechecks: 0,
    recheckChanged: 0,
    major: 0,
  };
  const one = { ...nothing, received: 1, meanDays: null };

  it('count what was decided in time and late, extended under the law, withdrawn, handed over and changed by a recheck', async () => {
    await expect(figures('line')).resolves.toEqual([
      { ...nothing, by: 'claims', received: 2, open: 2, inTime: 1, late: 1, rechecks: 2, recheckChanged: 1, meanDays: 8 },
      // A limit that the parties agreed on is no extension of the law.
      { ...nothing, by: 'sales', received: 2, open: 1, extended: 1, withdrawn: 1, major: 1, meanDays: null },
      { ...nothing, by: 'service', received: 2, open: 1, overdue: 1, handedOver: 1, meanDays: null },
      { ...nothing, by: 'surrender', received: 1, open: 1, inTime: 1, meanDays: 2 },
      { ...nothing, by: 'underwriting', received: 1, open: 1, late: 1, rechecks: 1, recheckChanged: 1, meanDays: 0 },
    ]);
  });

  it('count a complaint under each of its root causes, and what has none apart', async () => {
    const rows = await figures('cause');
    expect(rows.map(({ by, received, recheckChanged }) => [by, received, recheckChanged])).toEqual([
      ['documents-burden', 1, 1],
      ['slow-claim', 2, 1],
      [null, 6, 1],
    ]);
  });

  it('tell channels, branches, teams and handlers apart', async () => {
    const received = async (group: ComplaintGroup) => (await figures(group)).map((row) => [row.by, row.received]);
    await expect(received('channel')).resolves.toEqual([
      ['hotline', 3],
      ['letter', 3],
      ['web', 2],
    ]);
    await expect(received('branch')).resolves.toEqual([['north', 8]]);
    await expect(received('team')).resolves.toEqual([['complaints-north', 8]]);
    const byHandler = await received('handler');
    expect(byHandler.map(([who]) => who)).toEqual(['kong-le', 'sun-wen']);
    expect(byHandler.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(8);
  });

  it('put a month where China has it, and count drills only where they are asked for', async () => {
    const all = { from: july.from, to: cst('2026-09-01'), drills: false };
    const months = (await figures('month', all)).map((row) => [row.by, row.received]);
    expect(months).toEqual([
      ['2026-07', 8],
      ['2026-08', 1],
    ]);
    await expect(figures('branch', { ...july, drills: true })).resolves.toEqual([expect.objectContaining({ by: 'north', received: 9 })]);
    await expect(figures('month', { ...july, from: july.to, to: cst('2026-08-01T00:30') })).resolves.toEqual([]);
    await expect(figures('month', { ...all, from: july.to })).resolves.toEqual([{ ...one, by: '2026-08', open: 1 }]);
  });

  it('hold nothing personal', async () => {
    const groups = ['month', 'branch', 'line', 'cause', 'channel', 'team', 'handler'] as const;
    const text = JSON.stringify(await Promise.all(groups.map((group) => figures(group))));
    for (const personal of [name, '13900009999', 'P-1', '核定太慢']) expect(text).not.toContain(personal);
  });
});

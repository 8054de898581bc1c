import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Ended, runProgram } from '../support/program';
import { comes } from '../support/worker-process';
import { claimant, door, house, papers } from './house';

const h = house();
const phone = '+86 139 0000 5000';
const injured = '+86 139 0000 5001';

jest.setTimeout(120_000);

/** Runs `luyue ARGS --json` to its end. */
function luyue(...args: string[]): Promise<Ended> {
  // The environment is the worker's, whose key speaks for no people.
  const LUYUE_DOOR_KEY = `${door.id}:${door.secret.toString('base64url')}`;
  const env = { ...process.env, ...h.environment(), LUYUE_DOOR_KEY, LUYUE_EXISTING: '1', LUYUE_DIR: h.folder };
  return runProgram(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...args, '--json'], { env });
}

const openedShape = z.object({ opened: z.number(), existed: z.number(), cases: z.array(z.object({ case: z.string() })) });

const notice = {
  source: 'callcenter',
  reference: 'DOOR-1',
  receivedAt: '@-2h',
  line: 'motor',
  branch: 'north',
  parties: [
    { ...claimant, phone },
    { id: 'third-1', role: 'third-party', locale: 'zh-CN', channels: ['sms'], name: '李伤', phone: injured, account: '6222000077' },
  ],
  lossAt: '@-1d',
  request: true,
  policy: { number: 'P-1', from: '@-200d', to: '@+165d' },
  exposures: [{ id: 'ctpl-1', cover: 'ctpl', claimant: 'third-1', limitFen: 20_000_000 }],
  documents: papers('claim-form', 'id-card', 'accident-certificate', 'driving-licence', 'vehicle-licence'),
};

describe('a compulsory motor claim through the doors', () => {
  const file = join(h.folder, 'notices.ndjson');
  let id = '';

  /** An act that has to succeed, once the case expects it. */
  async function act(name: string, as: string, payload: object, ...more: string[]): Promise<void> {
    if (name !== 'contact')
      await comes(`${name} is expected`, async () => Object.values((await h.folded(id)).expectations).some((e) => e.act === name));
    const { code, err, out } = await luyue('act', id, name, '--as', as, '--data', JSON.stringify(payload), ...more);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ case: id, act: name });
  }

  beforeAll(() => h.worker());

  it('is opened by a file, and by the same file no second time', async () => {
    writeFileSync(file, `${JSON.stringify(notice)}\n`);
    const first = await luyue('open', 'claim', '--file', file);
    const { opened, cases } = openedShape.parse(JSON.parse(first.out));
    expect([first.code, opened]).toEqual([0, 1]);
    id = cases[0]?.case ?? '';
    expect(openedShape.parse(JSON.parse((await luyue('open', 'claim', '--file', file)).out))).toMatchObject({ opened: 0, existed: 1 });
    const letters = ['您的报案已受理', '交强险索赔需提供', '请补充理赔资料：维修发票。'];
    await comes('the letters of the opening', () => h.texts(phone).length >= letters.length);
    for (const words of letters) expect(h.texts(phone)).toContainEqual(expect.stringContaining(words));
  });

  it('goes through the hands of handler, surveyor, claimant and approver', async () => {
    const handler = (await h.folded(id)).handler ?? '';
    await act('contact', handler, { by: 'phone' });
    await act('submitDocuments', 'party:claimant', { documents: papers('repair-invoice') });
    await act('survey', 'tian-ye', { finding: 'confirmed', onSite: true });
    await act('recommend', handler, { exposure: 'ctpl-1', kind: 'granted', claimedFen: 650_000, amountFen: 650_000 });
    const own = await luyue('act', id, 'determine', '--as', handler, '--data', '{"exposure":"ctpl-1","kind":"granted","amountFen":650000}');
    expect([own.code, own.out]).toEqual([3, expect.stringMatching(/actor\.(four-eyes|role|authority)/)]);
    await act('determine', 'wu-dan', { exposure: 'ctpl-1', kind: 'granted', amountFen: 650_000 });
    await comes('word of the result', () => h.texts(injured).some((text) => text.includes('人民币 6,500.00 元')));
    await act('agree', 'party:third-1', { exposure: 'ctpl-1' });
  });

  it('is paid by the bank once, closed, and the closing letter is with the insured', async () => {
    await comes('the end of the claim', async () => (await h.folded(id)).outcome === 'paid');
    const payments = h.bank().ledger.list();
    expect(payments.map((p) => [p.amountFen, p.payee, p.state])).toEqual([[650_000, '6222000077', 'confirmed']]);
    await comes('the closing letter', () => h.texts(phone).some((text) => text.includes('本案已结案（已赔付）')));
    const closing = h.texts(phone).filter((text) => text.includes('本案已结案'));
    expect(closing).toEqual([expect.stringMatching(/累计支付 人民币 6,500\.00 元/)]);
    const shown = await luyue('case', id);
    expect(JSON.parse(shown.out)).toMatchObject({ state: { status: 'closed', outcome: 'paid' } });
    expect((await luyue('verify')).code).toBe(0);
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../cli/run';
import { tableWithin, widthOf } from '../../../cli/table';
import { processes } from '../../../client/processes';
import { writeStackFile } from '../../../dev/stack-file';
import { documentTypes } from '../../../domain/processes/claim/vocabulary';
import { temporaryFolder } from '../../support/folder';

const folder = temporaryFolder();

async function luyue(args: readonly string[], env: NodeJS.ProcessEnv = { LUYUE_DIR: join(folder, 'none') }) {
  let said = '';
  const print = (text: string): void => {
    said += `${text}\n`;
  };
  const code = await run(args, { env, processes, definitions: () => ({}) }, { out: print, err: print });
  return { code, said };
}

/** A folder whose stack ran once. */
function stopped(): string {
  const dir = join(folder, 'stopped');
  mkdirSync(dir, { recursive: true });
  writeStackFile(dir, {
    postgres: { url: 'postgres://127.0.0.1:1/luyue', port: 1, pid: 1 },
    engine: { address: '127.0.0.1:1', namespace: 'luyue', port: 1, pid: 1, version: '1' },
    mail: { host: '127.0.0.1', port: 1 },
    messages: { port: 1, url: 'http://x', smsUrl: 'http://x', webhookUrl: 'http://x', webhookSecret: 'x' },
    bank: { port: 1, url: 'http://x' },
  });
  writeFileSync(join(dir, 'note'), '');
  return dir;
}

describe('a newcomer', () => {
  it('who types luyue alone sees every command and which to begin with', async () => {
    const { code, said } = await luyue([]);
    expect([code, said]).toEqual([2, expect.stringContaining('luyue up --demo')]);
    for (const command of ['tasks', 'staff', 'board', 'reconcile']) expect(said).toContain(command);
  });

  it.each([
    ['an unknown language', ['processes', '--lang', 'de'], /'de' is not one of zh, en/],
    ['a language that is missing', ['processes', '--lang'], /--lang/],
    ['a date without time', ['due', 'claim-pay', '--from', '2026-09-01'], /2026-09-01T00:00:00\+08:00/],
  ])('who gives %s is told what is possible', async (_what, args, words) => {
    const { code, said } = await luyue(args);
    expect([code, said]).toEqual([2, expect.stringMatching(words)]);
  });

  it('whose environment names an unknown language is told the variable', async () => {
    expect(await luyue(['processes'], { LUYUE_LANG: 'fr' })).toEqual({ code: 2, said: expect.stringContaining('LUYUE_LANG') });
  });

  it.each([
    ['was never started', () => join(folder, 'none')],
    ['is stopped', stopped],
  ])('whose stack %s is told so at once, and how it is started', async (_how, dir) => {
    const { code, said } = await luyue(['tasks', '--lang', 'en'], { LUYUE_DIR: dir() });
    expect([code, said]).toEqual([5, expect.stringMatching(/stack\.failed[\s\S]*luyue up/)]);
  });

  it('finds the codes of documents, stages and acts of a process, and of an unknown one which there are', async () => {
    const { said } = await luyue(['processes', 'claim']);
    for (const code of [...Object.keys(documentTypes), 'submitDocuments', 'documents']) expect(said).toContain(code);
    expect(await luyue(['processes', 'klaim'])).toEqual({ code: 2, said: expect.stringMatching(/claim/) });
  });
});

describe('a table in a terminal', () => {
  const head = ['号', '案件', '种类', '环节', '等待', '时限', '下一到期', '升级', '结果'];
  const row = [
    1234,
    'improvement-drill-abcdefghijklmnop',
    'claim.agricultural',
    'documents',
    'approver',
    'breached',
    '2026-12-01 24:00',
    2,
    'without-payment',
  ];

  it.each([80, 120, 200])('of %i columns is no wider, and keeps number, kind, stage and due date', (width) => {
    const text = tableWithin(width, head, [row], [1, 8, 7, 4]);
    for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
    for (const cell of ['1234', 'claim.agricultural', 'documents', '2026-12-01 24:00']) expect(text).toContain(cell);
  });

  it('leaves nothing out where there is room', () => {
    expect(tableWithin(200, head, [row], [1, 8, 7, 4])).toContain('improvement-drill-abcdefghijklmnop');
  });
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { jsonOf, meaningOf, reportOf } from '../../../cli/errors';
import { choiceOption, instantOption, pauseOption, speedOption } from '../../../cli/options';
import { run } from '../../../cli/run';
import { quoted, repeatOf } from '../../../cli/shell';
import { type ErrorCode, errorCatalogue, LuyueError } from '../../../domain/errors';
import { sampleContract } from '../../kernel/sample/contract';
import { samplePayloads } from '../../kernel/sample/schema';
import { temporaryFolder } from '../../support/folder';

const folder = temporaryFolder();
const processes = { sample: { contract: sampleContract, payloads: samplePayloads } };

/** One call in this process: exit code and what was printed where. */
async function luyue(...args: string[]) {
  const printed = { out: '', err: '' };
  const settings = { env: { LUYUE_DIR: folder }, processes, definitions: () => ({}) };
  const code = await run(args, settings, {
    out: (text) => {
      printed.out += `${text}\n`;
    },
    err: (text) => {
      printed.err += `${text}\n`;
    },
  });
  return { code, ...printed };
}

describe('exit codes', () => {
  it('follow the kind of the error: 1 defect, 2 input, 3 refused, 4 not found, 5 unavailable', () => {
    const codes: readonly (readonly [ErrorCode, number])[] = [
      ['defect.unexpected', 1],
      ['input.invalid', 2],
      ['act.not-now', 3],
      ['case.not-found', 4],
      ['engine.unavailable', 5],
    ];
    for (const [code, exit] of codes) expect(reportOf(new LuyueError(code, 'x'), 'r').exit).toBe(exit);
  });

  it('a defect has a reference, and nothing else has', () => {
    const report = reportOf(new TypeError('x is not a function'), 'r');
    expect([report.exit, report.text('en')]).toEqual([
      1,
      expect.stringMatching(/^error defect\.unexpected: .*\n {2}[0-9a-f]{8}: TypeError/),
    ]);
  });

  it('only what can be repeated names the command to repeat', () => {
    expect(reportOf(new LuyueError('engine.unavailable', 'x'), 'luyue act').text('en')).toContain('Repeat: luyue act');
    expect(reportOf(new LuyueError('act.not-now', 'x'), 'luyue act').text('en')).not.toContain('luyue act');
    expect(jsonOf(new LuyueError('act.not-now', 'x'), null)).not.toHaveProperty('repeat');
  });

  it('every error has a meaning in both languages', () => {
    const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorCatalogue, code);
    for (const code of Object.keys(errorCatalogue).filter(isCode)) {
      expect(meaningOf(code, 'zh')).toMatch(/[\u4e00-\u9fff]/);
      expect(meaningOf(code, 'en')).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe('a call', () => {
  it('with an unknown command, option or missing option is bad input', async () => {
    expect(await luyue('nothing')).toMatchObject({ code: 2, err: expect.stringContaining("unknown command 'nothing'") });
    expect(await luyue('due', 'claim-pay')).toMatchObject({ code: 2, err: expect.stringContaining('--from') });
    expect(await luyue('tasks', '--wrong')).toMatchObject({ code: 2, err: expect.stringContaining('--wrong') });
  });

  it('prints one JSON document with --json, for an error too', async () => {
    const { code, out, err } = await luyue('rules', 'claim-payy', '--json');
    expect([code, err]).toEqual([4, '']);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'rule.unknown', data: { near: expect.arrayContaining(['claim-pay']) } } });
  });

  it('speaks Chinese unless told otherwise, wherever the option stands', async () => {
    expect((await luyue('processes')).out).toContain('样例');
    expect((await luyue('processes', '--lang', 'en')).out).toContain('Sample');
    expect((await luyue('--lang', 'en', 'processes')).out).toContain('Sample');
    expect((await luyue('rules', 'x', '--lang=en')).err).toContain('error rule.unknown');
  });

  it('shows help and is done', async () => {
    expect(await luyue('--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('verify') });
  });

  it('computes a due date without any server, as the design prints it', async () => {
    const { code, out } = await luyue(
      ...['due', 'claim-determine-complex', '--from', '2026-09-01T10:00:00+08:00'],
      ...['--pause', '2026-09-05T10:00:00+08:00..2026-09-12T10:00:00+08:00', '--json'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ruleId: 'claim-determine-complex', dueAt: '2026-10-09T00:00:00+08:00', missingYears: [] });
    expect((await luyue('due', 'claim-pay', '--from', '2026-09-01')).code).toBe(2);
  });

  it('lists the holiday data and keeps a year that is added', async () => {
    expect((await luyue('calendar')).out).toContain('2026');
    expect(await luyue('calendar', 'add', '/nowhere/2027.json')).toMatchObject({
      code: 2,
      err: expect.stringContaining('calendar.invalid'),
    });
  });

  it('aligns columns by what is seen: a Chinese character takes two', async () => {
    const rows = (await luyue('rules')).out.split('\n').slice(0, 5);
    const width = (text: string): number => [...text].reduce((sum, c) => sum + (/[\u2e80-\uffdc]/.test(c) ? 2 : 1), 0);
    const columns = rows.map((row) => width(row.slice(0, row.search(/ (类别|duty|limit)/))));
    expect(new Set(columns).size).toBe(1);
  });
});

describe('options', () => {
  it('read a pause, closed or open', () => {
    expect(pauseOption('2026-09-05T00:00:00Z..2026-09-06T00:00:00Z')).toEqual({ from: Date.UTC(2026, 8, 5), to: Date.UTC(2026, 8, 6) });
    expect(pauseOption('2026-09-05T00:00:00Z..')).toEqual({ from: Date.UTC(2026, 8, 5) });
  });

  it.each([
    () => pauseOption('2026-09-05T00:00:00Z'),
    () => pauseOption('2026-09-06T00:00:00Z..2026-09-05T00:00:00Z'),
    () => pauseOption('2026-09-05..2026-09-06'),
    () => instantOption('--from', '2026-09-05T10:00'),
    () => speedOption('20s=1d'),
    () => speedOption('fast'),
    () => choiceOption('--format', 'pdf', ['table', 'csv']),
  ])('refuse what they cannot be (%#)', (wrong) => {
    expect(wrong).toThrow(LuyueError);
  });
});

describe('the command to repeat', () => {
  it('comes back from a shell word for word', () => {
    const words = ['act', 'c-1', '--data', '{"why": "it\'s $HOME `x` \\n \'\'"}', '--as', '王', '', 'a b'];
    const { stdout } = spawnSync('/bin/sh', ['-c', `printf '%s\\0' ${words.map(quoted).join(' ')}`], { encoding: 'utf8' });
    expect(stdout.split('\0').slice(0, -1)).toEqual(words);
  });

  it('names what the call made up', () => {
    expect(repeatOf(['act', 'c-1'], ['--request', 'r1'], { npm_lifecycle_event: 'luyue' })).toBe('npm run luyue -- act c-1 --request r1');
  });
});

describe('a reader who has gone', () => {
  it.each(['rules --json', 'rules', 'processes'])('ends what `luyue %s` prints, without a word and without another exit code', (words) => {
    const script = `${process.execPath} --import tsx cli/main.ts ${words} | head -c 1 > /dev/null; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('/bin/bash', ['-c', script], { cwd: join(__dirname, '../../..'), encoding: 'utf8' });
    expect([stdout.trim(), stderr]).toEqual(['0', '']);
  });
});

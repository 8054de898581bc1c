import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../dev/waiting';
import { temporaryFolder } from '../support/folder';
import { commandsIn } from '../support/readme';
import { Demo } from './demo';

// Everything that the README tells a newcomer to type, on the demo, as it is printed there; and again minutes later.

const project = join(__dirname, '../..');
const readme = readFileSync(join(project, 'README.md'), 'utf8');
const needsTyphoon = (command: string): boolean => command.includes('luyue -- bulk');
const minutesMs = 180_000;

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start(join(folder, 'stack'), '');
  // On a new machine the engine and its UI server are built first.
}, 1_500_000);

afterAll(() => demo?.stop(), 120_000);

const folder = temporaryFolder();

interface Ended {
  readonly command: string;
  readonly code: number | null;
  readonly said: string;
}

function type(command: string): Ended {
  const env = { ...process.env, LUYUE_DIR: demo.dir };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: project, env, encoding: 'utf8' });
  return { command, code: status, said: `${stdout}${stderr}` };
}

const failed = (ended: readonly Ended[]): readonly Ended[] => ended.filter(({ code }) => code !== 0);

/** The typhoon has come when its bulk act has been told of. */
const hasTyphoon = (): Promise<boolean> =>
  until(() => type('npm run -s luyue -- bulk TF-2026-0000 open-claims').code === 0, 600_000, 5_000);

describe('the tour of the README', () => {
  jest.setTimeout(1_500_000);
  const commands = commandsIn(readme).filter((command) => command.startsWith('npm run luyue -- '));

  it('has its commands', () => {
    expect(commands.length).toBeGreaterThan(15);
  });

  it('goes through from the first command to the last as soon as the demo is up', async () => {
    expect(failed(commands.filter((command) => !needsTyphoon(command)).map(type))).toEqual([]);
    expect(await hasTyphoon()).toBe(true);
    expect(failed(commands.filter(needsTyphoon).map(type))).toEqual([]);
  });

  it('goes through again minutes later', async () => {
    await until(() => false, minutesMs);
    expect(failed(commands.map(type))).toEqual([]);
  });

  it('then still meets a demo that lives: cases are open, tasks wait, promises were kept', () => {
    const board = JSON.parse(type('npm run -s luyue -- board --json').said);
    expect(board.open).toBeGreaterThan(5);
    expect(board.promises.kept).toBeGreaterThan(0);
    expect(JSON.parse(type('npm run -s luyue -- tasks --json').said).tasks.length).toBeGreaterThan(5);
  });
});

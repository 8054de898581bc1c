import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { sourceFiles } from '../support/sources';

const root = resolve(__dirname, '../..');

/** Ways to read the clock of the machine. */
const readings = /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\.now\b|\bcurrentTimeMs\b|\bhrtime\b/;

/** Files of unit tests that may read it, each with the reason why its outcome is the same on any day. */
const reasons: Readonly<Record<string, string>> = {
  'test/http/parts/tokens.test.ts':
    'tokens are valid around now: jose compares them with the clock; all their times count from one reading',
  'test/structure/stages.test.ts': 'names readings that a stage may not do',
  'test/chaos/checks/gather.ts': 'gathers what a run of the chaos has left; unit tests judge evidence that they make themselves',
};

interface Project {
  readonly displayName: string;
  readonly testMatch: readonly string[];
}

const { projects } = jest.requireActual<{ readonly projects: readonly Project[] }>('../../jest.config.js');
const globs = projects.filter(({ displayName }) => ['unit', 'replay'].includes(displayName)).flatMap(({ testMatch }) => testMatch);

/** The first folders of a glob of the configuration: `test/{domain,cli/parts}` names two. */
const foldersOf = (glob: string): readonly string[] => {
  const [, listed, single] = /^<rootDir>\/test\/(?:\{([^}]+)\}|(\w+))\//.exec(glob) ?? [];
  return (listed?.split(',') ?? [single ?? '']).map((folder) => `test/${folder}/`);
};

const folders = globs.flatMap(foldersOf);
const tests = sourceFiles(root).filter((file) => folders.some((folder) => file.startsWith(folder)));

const importPattern = /^(?:import|export)\s+(?!type\s)[^;']*?from\s+'(\.[^']+)';/gms;

const fileOf = (path: string): readonly string[] => [`${path}.ts`, join(path, 'index.ts')].filter((file) => existsSync(join(root, file)));

/** Files of the tests that are reached from these, with themselves. Types carry no readings. */
function reached(from: readonly string[]): ReadonlySet<string> {
  const seen = new Set(from);
  for (const file of seen) {
    const text = readFileSync(join(root, file), 'utf8');
    const targets = [...text.matchAll(importPattern)].map(([, target = '']) => relative(root, resolve(root, file, '..', target)));
    for (const target of targets.flatMap(fileOf)) if (target.startsWith('test/')) seen.add(target);
  }
  return seen;
}

const isReader = (file: string): boolean => readings.test(readFileSync(join(root, file), 'utf8'));
/** This file names what it forbids. */
const self = relative(root, __filename);

describe('the clock of the machine', () => {
  const readers = [...reached(tests)].filter((file) => file !== self && isReader(file));

  it('is looked for in all files of the unit and replay tests', () => {
    expect(folders.length).toBeGreaterThan(12);
    for (const folder of folders) expect([folder, tests.some((file) => file.startsWith(folder))]).toEqual([folder, true]);
    expect(reached(tests).size).toBeGreaterThan(tests.length);
  });

  it('is read by none of them: their outcome is the same on any day', () => {
    expect(readers.filter((file) => !(file in reasons))).toEqual([]);
  });

  it('is read where a reason is given', () => {
    expect(Object.keys(reasons).filter((file) => !readers.includes(file))).toEqual([]);
  });

  it.each(['Date.now()', 'new Date()', 'await env.currentTimeMs()', 'performance.now()', 'process.hrtime()'])('is known by %s', (text) => {
    expect(readings.test(text)).toBe(true);
  });

  it('is no instant that is named', () => {
    expect(readings.test("new Date(at); new Date('2026-07-07'); Date.parse(text); Date.UTC(2026, 6, 7)")).toBe(false);
  });

  it('is read by no file of the domain', () => {
    expect(sourceFiles(root).filter((file) => file.startsWith('domain/') && isReader(file))).toEqual([]);
  });
});

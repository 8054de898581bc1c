import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { sourceFiles } from '../support/sources';

const root = resolve(__dirname, '../..');

/** Who may import whom. A folder that is not named may import itself and `domain` only. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  workflows: ['domain'],
  db: ['domain'],
  activities: ['db', 'domain'],
  codec: ['db', 'domain'],
  worker: ['activities', 'codec', 'db', 'domain', 'workflows'],
  client: ['domain', 'workflows', 'db'],
  http: ['client', 'codec', 'db', 'domain'],
  // `luyue preview` renders the stages of open cases: pure code, no engine.
  cli: ['client', 'codec', 'db', 'dev', 'domain', 'workflows'],
  dev: ['worker', 'client', 'codec', 'db', 'domain'],
};

/** Arrows that carry types only. */
const typeOnly: ReadonlySet<string> = new Set(['workflows -> activities', 'client -> workflows']);

/** What of a folder a value may be taken from: a worker hands the stages to commit, and starts workflows by their types only. */
const onlyFrom: Readonly<Record<string, readonly string[]>> = { 'worker -> workflows': ['workflows/runnables', 'workflows/kernel/node'] };

interface Import {
  readonly from: string;
  readonly target: string;
  readonly isType: boolean;
}

const importPattern = /^(?:import|export)\s+(?:(type\s)?[^;']*?from\s+)?'([^']+)';/gms;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(importPattern)].map(([, type, target = '']) => ({
    from: file,
    target: target.startsWith('.') ? relative(root, resolve(root, file, '..', target)) : target,
    isType: type !== undefined,
  }));
}

const folderOf = (path: string): string => path.split('/')[0] ?? '';
const layers = Object.keys(allowed);
const files = sourceFiles(root).filter((file) => layers.includes(folderOf(file)));
const imports = files.flatMap(importsOf);

describe('the arrows of the design', () => {
  it('reads the imports it judges', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it('every import goes along an arrow', () => {
    const wrong = imports.filter(({ from, target, isType }) => {
      const [source, to] = [folderOf(from), folderOf(target)];
      if (!layers.includes(to) || source === to) return false;
      const arrow = `${source} -> ${to}`;
      if (!isType && onlyFrom[arrow]?.includes(target) === false) return true;
      return !(allowed[source]?.includes(to) && (isType || !typeOnly.has(arrow))) && !(isType && typeOnly.has(arrow));
    });
    expect(wrong).toEqual([]);
  });

  it('the domain imports no package but zod, and zod only in schemas at the edges', () => {
    const packages = imports.filter(({ from, target }) => folderOf(from) === 'domain' && !layers.includes(folderOf(target)));
    const edges = /schema\.ts$|payload\.ts$|processes\/(guards|generate)\.ts$/;
    expect(
      packages.filter(({ from, target }) => !(target === 'zod' && edges.test(from)) && !/processes\/generate\.ts$/.test(from)),
    ).toEqual([]);
  });

  it('workflow files import schemas as types only, and only the engine folder and the boards know the SDK', () => {
    const inWorkflows = imports.filter(({ from }) => folderOf(from) === 'workflows');
    expect(inWorkflows.filter(({ target, isType }) => /schema$|payload$/.test(target) && !isType)).toEqual([]);
    const sdk = inWorkflows.filter(({ target }) => target.startsWith('@temporalio/')).map(({ from }) => from);
    expect([...new Set(sdk)].filter((file) => !/^workflows\/(kernel\/engine|boards)\//.test(file))).toEqual([]);
  });

  it('what cases share knows no engine, nor does anything that it imports', () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { target } of imports.filter(({ from, isType }) => from === `${file}.ts` && !isType)) visit(target);
    };
    visit('workflows/shared');
    expect(seen).toContain('workflows/kernel/runner');
    expect([...seen].filter((file) => /^@temporalio|^workflows\/(kernel\/engine|boards)\//.test(file))).toEqual([]);
  });

  it.each(['../kernel/sample/workflows', '../../workflows/index'])(
    'the workflow bundle of %s holds no zod, no drizzle and no pg',
    async (path) => {
      const { code } = await bundleWorkflowCode({
        workflowsPath: require.resolve(path),
        logger: new DefaultLogger('ERROR'),
      });
      expect(code).toContain('runCase');
      expect(code).not.toMatch(/node_modules\/(zod|drizzle-orm|pg)\//);
    },
  );
});

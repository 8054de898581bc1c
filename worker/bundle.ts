import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type BundleOptions as SdkOptions } from '@temporalio/worker';
import type { Language } from '../domain/words';

export interface BundleOptions {
  /** Module whose exports are the workflows. */
  readonly workflowsPath: string;
  /** Folders and files that the bundle is made of: any change makes a new bundle. */
  readonly sources: readonly string[];
  /** Module that cases share with all it imports: loaded once, not once per case. It keeps nothing of a case. */
  readonly sharedPath?: string;
  /** Module of the failure converter, where it is not the usual one. */
  readonly failureConverterPath?: string | undefined;
  /** Folder where bundles are kept. */
  readonly cacheDir: string;
  /** What the card speaks; `zh` where it is not given. */
  readonly language?: Language;
}

export interface WorkflowBundle {
  readonly codePath: string;
  /** It was there already. */
  readonly reused: boolean;
}

const isSource = (path: string): boolean => path.endsWith('.ts') || path.endsWith('.json');

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return names.flatMap((entry) => (entry.isDirectory() || isSource(entry.name) ? filesIn(join(path, entry.name)) : []));
}

/** SHA-256 over paths and contents of all sources, over how they are bundled and over the SDK's version, which must be the running worker's. */
export function sourceHash({ workflowsPath, sharedPath, sources, failureConverterPath }: Omit<BundleOptions, 'cacheDir'>): string {
  const root = dirname(resolve(workflowsPath));
  const hash = createHash('sha256');
  for (const file of [require.resolve('@temporalio/worker/package.json'), __filename]) hash.update(readFileSync(file));
  for (const file of sources.flatMap((source) => filesIn(resolve(source)))) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash
    .update(relative(root, resolve(workflowsPath)))
    .update([sharedPath, failureConverterPath].map((path) => (path === undefined ? '\0' : `\0${relative(root, resolve(path))}`)).join(''))
    .digest('hex')
    .slice(0, 24);
}

type Webpack = Parameters<NonNullable<SdkOptions['webpackConfigHook']>>[0];
type Rule = NonNullable<NonNullable<Webpack['module']>['rules']>[number];

const project = join(__dirname, '..');
const engine = join(project, 'workflows', 'kernel', 'engine');

/** Interceptor that writes what the UI shows beside a case. */
export const detailsPath = join(engine, 'details.ts');

/** The workflows of this project, and all that their bundle is made of. */
export const caseSources = {
  workflowsPath: join(project, 'workflows', 'index.ts'),
  sharedPath: join(project, 'workflows', 'shared.ts'),
  sources: [join(project, 'workflows'), join(project, 'domain')],
} as const satisfies Partial<BundleOptions>;

/** The rule for TypeScript as the SDK writes it. */
interface Compiling {
  readonly test: RegExp;
  readonly use: { readonly loader: string; readonly options: { readonly jsc: object } };
}

const isCompiling = (rule: Rule | Compiling): rule is Compiling =>
  typeof rule === 'object' && rule !== null && rule.test instanceof RegExp && rule.test.test('x.ts') && !rule.test.test('x.js');

const forOurNode = ({ use, ...rule }: Compiling) => {
  const jsc = { ...use.options.jsc, target: 'es2022' };
  return { ...rule, use: { ...use, options: { ...use.options, jsc } } };
};

/** Not for the language of 2017: spreads, which the fold is made of, run natively and not as a function that copies name by name. */
const compiled = (rule: Rule): Rule => (isCompiling(rule) ? forOurNode(rule) : rule);

/**
 * Workflow code reads no environment: what the card speaks is decided when the bundle is made. It changes no command, so that
 * workers of both languages replay each other's cases.
 */
const configured =
  (language: Language) =>
  (config: Webpack): Webpack => {
    const alias = language === 'zh' ? {} : { './language$': join(engine, `language.${language}.ts`) };
    const rules = (config.module?.rules ?? []).map(compiled);
    return {
      ...config,
      module: { ...config.module, rules },
      resolve: { ...config.resolve, alias: { ...config.resolve?.alias, ...alias } },
    };
  };

/** How our workflows are bundled beside what the SDK does by itself. */
export const bundling = (
  language: Language,
  sharedPath?: string,
): Required<Pick<SdkOptions, 'webpackConfigHook' | 'preloadModules' | 'workflowInterceptorModules'>> => ({
  workflowInterceptorModules: [detailsPath],
  webpackConfigHook: configured(language),
  preloadModules: [join(engine, 'stacks.ts'), ...(sharedPath === undefined ? [] : [resolve(sharedPath)])],
});

/** The workflows as one file, bundled only when a source has changed since. Takes seconds the first time. */
export async function bundleWorkflows(options: BundleOptions): Promise<WorkflowBundle> {
  const { language = 'zh' } = options;
  const codePath = join(options.cacheDir, `workflows-${sourceHash(options)}${language === 'zh' ? '' : `-${language}`}.js`);
  if (existsSync(codePath)) return { codePath, reused: true };
  const { workflowsPath, sharedPath, failureConverterPath } = options;
  const { code } = await bundleWorkflowCode({
    workflowsPath: resolve(workflowsPath),
    logger: new DefaultLogger('ERROR'),
    ...bundling(language, sharedPath),
    ...(failureConverterPath === undefined ? {} : { failureConverterPath }),
  });
  mkdirSync(options.cacheDir, { recursive: true });
  // Written aside: a second process never reads half a bundle.
  const draft = `${codePath}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, codePath);
  return { codePath, reused: false };
}

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
  /** Module of the failure converter, where it is not the usual one. */
  readonly failureConverterPath?: string;
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

/** SHA-256 over paths and contents of all sources and over the SDK's version, which must be the running worker's. */
export function sourceHash({ workflowsPath, sources, failureConverterPath }: Omit<BundleOptions, 'cacheDir'>): string {
  const root = dirname(resolve(workflowsPath));
  const hash = createHash('sha256').update(readFileSync(require.resolve('@temporalio/worker/package.json')));
  for (const file of sources.flatMap((source) => filesIn(resolve(source)))) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash
    .update(relative(root, resolve(workflowsPath)))
    .update(failureConverterPath === undefined ? '' : `\0${relative(root, resolve(failureConverterPath))}`)
    .digest('hex')
    .slice(0, 24);
}

/**
 * Workflow code reads no environment: what the card speaks is decided when the bundle is made. It changes no command, so that
 * workers of both languages replay each other's cases.
 */
export const speaking = (language: Language): Required<Pick<SdkOptions, 'webpackConfigHook'>> => ({
  webpackConfigHook: (config) => {
    const alias =
      language === 'zh' ? {} : { './language$': join(__dirname, '..', 'workflows', 'kernel', 'engine', `language.${language}.ts`) };
    return { ...config, resolve: { ...config.resolve, alias: { ...config.resolve?.alias, ...alias } } };
  },
});

/** The workflows as one file, bundled only when a source has changed since. Takes seconds the first time. */
export async function bundleWorkflows(options: BundleOptions): Promise<WorkflowBundle> {
  const { language = 'zh' } = options;
  const codePath = join(options.cacheDir, `workflows-${sourceHash(options)}${language === 'zh' ? '' : `-${language}`}.js`);
  if (existsSync(codePath)) return { codePath, reused: true };
  const { workflowsPath, failureConverterPath } = options;
  const { code } = await bundleWorkflowCode({
    workflowsPath: resolve(workflowsPath),
    logger: new DefaultLogger('ERROR'),
    ...speaking(language),
    ...(failureConverterPath === undefined ? {} : { failureConverterPath }),
  });
  mkdirSync(options.cacheDir, { recursive: true });
  // Written aside: a second process never reads half a bundle.
  const draft = `${codePath}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, codePath);
  return { codePath, reused: false };
}

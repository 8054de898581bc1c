import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { failureConverterPath } from '../../../codec/converter';
import { sourceHash } from '../../../worker/bundle';

const project = join(__dirname, '..', '..', '..');

/** `next`: changed stages. `swapped`: two commands of the shell in another order, which no recorded history allows. */
export type Variant = 'next' | 'swapped';

const paths = { next: require.resolve('./variants/next.workflows'), swapped: require.resolve('../../../workflows/index') } as const;
const publishes = { next: {}, swapped: { './publish$': require.resolve('../../replay/variants/swapped.publish') } } as const;

/** Path of the workflows of another version as one file; made once for each state of the sources. */
export async function variantBundle(variant: Variant): Promise<string> {
  const workflowsPath = paths[variant];
  const sources = [join(project, 'workflows'), join(project, 'domain'), join(__dirname, 'variants'), join(project, 'test/replay/variants')];
  const folder = join(tmpdir(), 'luyue-chaos-bundles');
  const file = join(folder, `${variant}-${sourceHash({ workflowsPath, sources, failureConverterPath })}.js`);
  if (existsSync(file)) return file;
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    logger: new DefaultLogger('ERROR'),
    failureConverterPath,
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, alias: { ...config.resolve?.alias, ...publishes[variant] } },
    }),
  });
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, file);
  return file;
}

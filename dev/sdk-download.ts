import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from './system-error';

/** A tool that the Temporal SDK can download by itself. */
export interface SdkTool {
  readonly artifact: 'cli' | 'temporal-test-server';
  /** The name under which SDK 1.24.0 keeps it. */
  readonly file: string;
}

export const sdkCli: SdkTool = { artifact: 'cli', file: 'temporal-sdk-typescript-1.24.0' };
export const sdkTestServer: SdkTool = { artifact: 'temporal-test-server', file: 'temporal-test-server-sdk-typescript-1.24.0' };

const reachLimitMs = 3_000;
const downloadLimitMs = 120_000;

/** The tool as an earlier run of the SDK left it, in its own place or in our cache folder. */
export const findSdkTool = (tool: SdkTool, cache: string): string | undefined =>
  [join(cache, tool.file), join(tmpdir(), tool.file)].find((file) => existsSync(file));

const isReachable = async (tool: SdkTool): Promise<boolean> => {
  try {
    const answer = await fetch(`https://temporal.download/${tool.artifact}/default`, { signal: AbortSignal.timeout(reachLimitMs) });
    return answer.ok;
  } catch {
    return false;
  }
};

/**
 * Has the SDK download the tool into the cache folder if its site answers within three seconds (LUYUE_OFFLINE=1: it is
 * not asked). Undefined with a reason told to `onRefused` when that is not possible: there are other ways.
 */
export const downloadSdkTool = async (
  tool: SdkTool,
  cache: string,
  env: NodeJS.ProcessEnv,
  onRefused: (reason: string) => void,
): Promise<string | undefined> => {
  if (env.LUYUE_OFFLINE === '1' || !(await isReachable(tool))) {
    onRefused('the download site of the Temporal SDK is not reachable');
    return undefined;
  }
  try {
    await withinLimit(runOnce(tool, cache));
    return findSdkTool(tool, cache);
  } catch (error) {
    onRefused(`the Temporal SDK could not download it: ${messageOf(error)}`);
    return undefined;
  }
};

/** The SDK downloads only to start: so the server is started once and stopped. */
const runOnce = async (tool: SdkTool, downloadDir: string): Promise<void> => {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const server = { executable: { type: 'cached-download', downloadDir, ttl: '365 days' } } as const;
  const environment = await (tool.artifact === 'cli'
    ? TestWorkflowEnvironment.createLocal({ server })
    : TestWorkflowEnvironment.createTimeSkipping({ server }));
  await environment.teardown();
};

const withinLimit = async (work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${downloadLimitMs / 1000} s`)), downloadLimitMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};

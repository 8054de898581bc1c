import { join } from 'node:path';
import { cacheFolder } from './cache';
import { goInstall } from './go-install';
import { withLock } from './lock';
import { askVersion } from './programs';
import type { Report } from './progress';

/** The UI server that demo, guide and pictures are of. */
export const uiVersion = '2.54.1';

const moduleOf = (version: string): string => `github.com/temporalio/ui-server/v2/cmd/server@v${version}`;

/** Every version has a folder of its own: Go calls each of them `server`. */
const binOf = (version: string, cache: string): string => join(cache, `ui-server-${version}`);

/** The UI server that was built before, if it is the one of this version. Builds nothing. */
export const findUi = (version = uiVersion, env: NodeJS.ProcessEnv = process.env): string | undefined => {
  const path = join(binOf(version, cacheFolder(env)), 'server');
  return askVersion(path, ['--version'], env)?.includes(version) ? path : undefined;
};

/**
 * Finds the UI server, or builds it with Go.
 * @throws LuyueError stack.no-engine where there is no recent Go or the build fails; its log is named.
 */
export const obtainUi = async (report: Report, version = uiVersion, env: NodeJS.ProcessEnv = process.env): Promise<string> => {
  const cache = cacheFolder(env);
  const build = async (): Promise<string> => {
    const title = `building the UI server ${version} of Temporal`;
    const bin = binOf(version, cache);
    const log = `build-ui-${version}.log`;
    await goInstall({ title, minutes: 1, packages: [moduleOf(version)], bin, cache, log, env, report });
    return join(bin, 'server');
  };
  const waiting = (pid: string): void => report('waiting', `process ${pid} is getting the UI server of Temporal`);
  return (
    findUi(version, env) ??
    (await withLock(join(cache, `ui-${version}.lock`), async () => findUi(version, env) ?? (await build()), waiting))
  );
};

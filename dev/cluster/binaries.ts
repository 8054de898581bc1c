import { join } from 'node:path';
import { cacheFolder } from '../cache';
import { goInstall } from '../go-install';
import { withLock } from '../lock';
import { askVersion } from '../programs';
import type { Report } from '../progress';

/** The release of the Temporal server that a cluster is made of. */
export const clusterVersion = '1.32.1';

const modulePath = 'go.temporal.io/server/cmd';

export interface ClusterBinaries {
  readonly server: string;
  /** Makes and updates the schemas. */
  readonly sqlTool: string;
}

const binariesIn = (bin: string): ClusterBinaries => ({ server: join(bin, 'server'), sqlTool: join(bin, 'sql') });

const isThere = ({ server, sqlTool }: ClusterBinaries): boolean =>
  askVersion(server, ['--version'])?.includes(clusterVersion) === true && askVersion(sqlTool, ['--version']) !== undefined;

/**
 * The programs of a Temporal cluster: those in the cache, else built with Go.
 * @throws LuyueError stack.no-engine where there is no recent Go or the build fails.
 */
export const obtainCluster = async (report: Report): Promise<ClusterBinaries> => {
  const cache = cacheFolder();
  const bin = join(cache, `cluster-${clusterVersion}`);
  const binaries = binariesIn(bin);
  if (isThere(binaries)) return binaries;
  const packages = [`${modulePath}/server@v${clusterVersion}`, `${modulePath}/tools/sql@v${clusterVersion}`];
  const flags = ['-tags', 'disable_grpc_modules'];
  const step = {
    title: `building the Temporal server ${clusterVersion}`,
    minutes: 4,
    packages,
    flags,
    bin,
    cache,
    log: 'build-cluster.log',
    report,
  };
  await withLock(
    join(cache, 'cluster.lock'),
    async () => (isThere(binaries) ? undefined : goInstall(step)),
    (pid) => report('waiting', `process ${pid} is building the Temporal server`),
  );
  return binaries;
};

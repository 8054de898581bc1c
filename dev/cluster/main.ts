import { join } from 'node:path';
import { searchAttributes } from '../../domain/case/attributes';
import { createDatabase } from '../postgres';
import type { Progress } from '../progress';
import { stackDir } from '../stack';
import { startCluster } from './cluster';

/** `npm run cluster`: a real Temporal cluster on PostgreSQL, until Ctrl-C; its data stay in the stack's folder. */

const show = ({ part, state, detail, elapsedMs }: Progress): void =>
  console.log(`${part}: ${state} ${detail} (${(elapsedMs / 1000).toFixed(1)} s)`);

/** Until Ctrl-C. A timer, because waiting for a signal alone does not keep a process. */
const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    const kept = setInterval(() => undefined, 3_600_000);
    const end = () => {
      clearInterval(kept);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  });

async function main(): Promise<void> {
  const cluster = await startCluster({ dir: join(stackDir(), 'cluster'), searchAttributes, onProgress: show });
  try {
    await createDatabase(cluster.postgres.url, 'luyue');
    const records = new URL(cluster.postgres.url);
    records.pathname = '/luyue';
    console.log(`TEMPORAL_ADDRESS=${cluster.address} TEMPORAL_NAMESPACE=${cluster.namespace} DATABASE_URL=${records.href}`);
    console.log('Workers, doors and luyue up --existing take these. Ctrl-C stops the cluster; the data stay.');
    await interrupted();
  } finally {
    await cluster.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

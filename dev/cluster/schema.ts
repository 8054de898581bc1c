import { spawnSync } from 'node:child_process';
import { Client } from 'pg';
import { LuyueError } from '../../domain/errors';
import { createDatabase } from '../postgres';
import { surroundings } from '../surroundings';
import type { ClusterBinaries } from './binaries';
import { type ClusterStore, mainDatabase, sqlPlugin, visibilityDatabase } from './config';

const schemas = [
  { database: mainDatabase, name: 'postgresql/v12/temporal' },
  { database: visibilityDatabase, name: 'postgresql/v12/visibility' },
] as const;

const hasSchema = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query("select 1 from information_schema.tables where table_name = 'schema_version'");
    return rows.length > 0;
  } finally {
    await client.end();
  }
};

const run = ({ sqlTool }: ClusterBinaries, { host, user, password }: ClusterStore, args: readonly string[]): void => {
  const [name = '', port = ''] = host.split(':');
  const env = { ...surroundings(), SQL_PLUGIN: sqlPlugin, SQL_HOST: name, SQL_PORT: port, SQL_USER: user, SQL_PASSWORD: password };
  const { status, stdout, stderr } = spawnSync(sqlTool, args, { encoding: 'utf8', env, timeout: 120_000 });
  if (status === 0) return;
  const tail = `${stdout}${stderr}`.trimEnd().split('\n').slice(-5).join('\n');
  throw new LuyueError('stack.failed', `Temporal's schema: ${args.join(' ')} failed:\n${tail}`);
};

/**
 * Makes the two databases of a cluster and brings their schemas to the server's version.
 * @param url address of any database of the PostgreSQL
 * @throws LuyueError stack.failed with the end of what the tool said.
 */
export const prepareSchemas = async (binaries: ClusterBinaries, store: ClusterStore, url: string): Promise<void> => {
  for (const { database, name } of schemas) {
    await createDatabase(url, database);
    const own = new URL(url);
    own.pathname = `/${database}`;
    if (!(await hasSchema(own.href))) run(binaries, store, ['--database', database, 'setup-schema', '-v', '0.0']);
    run(binaries, store, ['--database', database, 'update-schema', '--schema-name', name]);
  }
};

import { chownSync, cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';

const stopped = z.object({ labelfile: z.string() });

/** Files that belong to the running server, or are made anew when the copy starts. */
const left = [
  'postmaster.pid',
  'postmaster.opts',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];

/** A file may be gone between the listing and the copy: the log of the server, copied at the end, has what happened to it. */
function copyLive(from: string, to: string): void {
  mkdirSync(to, { mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyLive(source, target);
    else
      try {
        cpSync(source, target);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      }
  }
}

function ownedLike(path: string, owner: { readonly uid: number; readonly gid: number }): void {
  chownSync(path, owner.uid, owner.gid);
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) ownedLike(join(path, name), owner);
}

/**
 * A base backup of a running PostgreSQL by its low-level functions (docs/backup.md): `dir` becomes the folder of an embedded
 * server with the same password. `meanwhile` runs while the files are copied.
 */
export async function baseBackup(url: string, from: string, dir: string, meanwhile: () => Promise<unknown>): Promise<void> {
  const [source, target] = [join(from, 'data'), join(dir, 'data')];
  mkdirSync(dir, { recursive: true });
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_backup_start('luyue', true)");
    copyLive(source, target);
    await meanwhile();
    const { rows } = await client.query('select labelfile from pg_backup_stop(false)');
    writeFileSync(join(target, 'backup_label'), stopped.parse(rows[0]).labelfile);
  } finally {
    await client.end();
  }
  // What was written up to the end of the backup makes the copied files one state.
  rmSync(join(target, 'pg_wal'), { recursive: true });
  copyLive(join(source, 'pg_wal'), join(target, 'pg_wal'));
  for (const name of left) rmSync(join(target, name), { recursive: true, force: true });
  for (const name of left.slice(2)) mkdirSync(join(target, name), { mode: 0o700 });
  cpSync(join(from, 'password'), join(dir, 'password'));
  ownedLike(dir, statSync(source));
}

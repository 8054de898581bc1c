import type { ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { type DoorKey, readDoorKeys } from '../client/identity';
import type { DatabaseRoles } from '../db/grants';
import { type KeySource, readKeySource } from '../db/keys/source';
import { masterKeyFile } from '../dev/master-key';
import { applicationRole } from '../dev/postgres';
import { readStackFile } from '../dev/stack-file';
import { LuyueError } from '../domain/errors';
import { doorKeyOf } from './door-key';
import { folderOf, type Session } from './session';

/** The services that a call works on. */
export interface Target {
  readonly databaseUrl: string;
  /** The owner of the record: migrations and the company. The same where there is no role beside it. */
  readonly ownerUrl: string;
  /** Roles that get their rights with the schema; null where nobody names one. */
  readonly roles: DatabaseRoles | null;
  readonly temporal: { readonly namespace: string; readonly options: ConnectionOptions };
  readonly taskQueue: string;
  /** What this door signs acts with; null: only a worker in development believes them. */
  readonly doorKey: DoorKey | null;
  /** Where the keys are; read when a call needs them. Throws LuyueError config.invalid. */
  readonly keys: () => KeySource;
  /** Address of the Temporal UI, where it is known. */
  readonly uiUrl: string | null;
}

function existing({ env }: Session): Target {
  if (!env.DATABASE_URL)
    throw new LuyueError('config.invalid', 'DATABASE_URL: is missing; --existing works on the services of the environment.', {
      issues: [{ path: 'DATABASE_URL', reason: 'is missing' }],
    });
  const given = Object.entries(env).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  const { namespace = 'luyue', connectionOptions } = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(given) });
  return {
    databaseUrl: env.DATABASE_URL,
    ownerUrl: env.LUYUE_OWNER_URL || env.DATABASE_URL,
    roles: env.LUYUE_DB_APPLICATION ? { application: env.LUYUE_DB_APPLICATION, reader: env.LUYUE_DB_READER || undefined } : null,
    temporal: { namespace, options: connectionOptions },
    taskQueue: env.LUYUE_TASK_QUEUE || 'luyue',
    doorKey: env.LUYUE_DOOR_KEY ? (readDoorKeys(env.LUYUE_DOOR_KEY, 'LUYUE_DOOR_KEY')[0] ?? null) : null,
    keys: () => readKeySource(env),
    uiUrl: env.LUYUE_UI_URL || null,
  };
}

function embedded(session: Session): Target {
  const folder = folderOf(session);
  const stack = readStackFile(folder);
  if (stack === undefined) throw new LuyueError('stack.failed', `No stack has been started in ${folder}: begin with \`luyue up\`.`);
  return {
    databaseUrl: stack.postgres.applicationUrl ?? stack.postgres.url,
    ownerUrl: stack.postgres.url,
    roles: stack.postgres.applicationUrl === undefined ? null : { application: applicationRole },
    temporal: { namespace: stack.engine.namespace, options: { address: stack.engine.address } },
    taskQueue: 'luyue',
    doorKey: readDoorKeys(doorKeyOf(session), 'door-key')[0] ?? null,
    keys: () => readKeySource({ LUYUE_MASTER_KEY_FILE: masterKeyFile(folder), LUYUE_PLAIN: 'accept' }),
    // The stack names the page of its namespace.
    uiUrl: stack.engine.uiUrl === undefined ? null : new URL(stack.engine.uiUrl).origin,
  };
}

/**
 * The embedded stack of the folder, or with `--existing` what the environment names. The environment alone changes nothing: a
 * forgotten variable never sends a drill to production.
 * @throws LuyueError stack.failed where nothing was started, input.invalid where a variable is missing.
 */
export const targetOf = (session: Session): Target => (session.existing ? existing(session) : embedded(session));

import { readFileSync, statSync } from 'node:fs';
import { LuyueError } from '../../domain/errors';
import type { Database } from '../connect';
import { keyBytes } from './cipher';
import { type PersonalColumns, plainColumns, sealedColumns } from './columns';
import { Keyring } from './keyring';
import { localMaster, type MasterKey } from './master';
import { transitMaster } from './transit';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that say where the master key is. */
export const keyVariables = [
  'LUYUE_MASTER_KEY',
  'LUYUE_MASTER_KEY_FILE',
  'LUYUE_KMS_URL',
  'LUYUE_KMS_KEY',
  'LUYUE_KMS_TOKEN',
  'LUYUE_PLAIN',
] as const;

/** Where the keys of a process come from. `plain`: development without encryption. */
export type KeySource =
  | { readonly kind: 'plain' }
  | {
      readonly kind: 'master';
      readonly master: MasterKey;
      /** Payloads that come in without encryption are read (development); otherwise they are refused. */
      readonly acceptPlain: boolean;
    };

const wrong = (detail: string): LuyueError => new LuyueError('config.invalid', detail, { issues: [detail] });

/** 32 bytes in base64 each, separated by white space or commas; the first one wraps, the others only unwrap. */
function mastersIn(text: string, where: string): readonly [Buffer, ...Buffer[]] {
  const [first, ...older] = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => Buffer.from(part, 'base64'));
  if (first === undefined || [first, ...older].some(({ length }) => length !== keyBytes))
    throw wrong(`${where}: must hold keys of 32 bytes in base64 (openssl rand -base64 32)`);
  return [first, ...older];
}

/** A key that others on the machine can read is none. */
function readKeyFile(file: string): string {
  try {
    if ((statSync(file).mode & 0o077) !== 0) throw wrong(`LUYUE_MASTER_KEY_FILE: ${file} can be read by others (chmod 600)`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof LuyueError) throw error;
    throw wrong(`LUYUE_MASTER_KEY_FILE: ${file} cannot be read`);
  }
}

function transitIn(env: Environment, url: string): MasterKey {
  const { LUYUE_KMS_KEY: key, LUYUE_KMS_TOKEN: token } = env;
  if (!URL.canParse(url)) throw wrong('LUYUE_KMS_URL: must be an http or https address');
  if (!key || !token) throw wrong(`${key ? 'LUYUE_KMS_TOKEN' : 'LUYUE_KMS_KEY'}: is missing`);
  return transitMaster({ url, key, token });
}

function masterIn(env: Environment): MasterKey | null {
  const { LUYUE_MASTER_KEY: text, LUYUE_MASTER_KEY_FILE: file, LUYUE_KMS_URL: url } = env;
  if ([text, file, url].filter(Boolean).length > 1) throw wrong('LUYUE_MASTER_KEY, LUYUE_MASTER_KEY_FILE, LUYUE_KMS_URL: only one of them');
  if (url) return transitIn(env, url);
  if (file) return localMaster(mastersIn(readKeyFile(file), 'LUYUE_MASTER_KEY_FILE'));
  return text ? localMaster(mastersIn(text, 'LUYUE_MASTER_KEY')) : null;
}

const local = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\]|)$/;

/** Host of an address such as `host:port` or `postgres://host/name`; empty where none is named. */
function hostOf(address: string | undefined): string {
  if (!address) return '';
  const url = address.includes('://') ? address : `tcp://${address}`;
  return URL.canParse(url) ? new URL(url).hostname : address;
}

/** Development is on one machine: elsewhere `what` is refused. @throws LuyueError config.invalid */
export function requireDevelopment(env: Environment, what: string): void {
  if (env.NODE_ENV === 'production') throw wrong(`${what}: is for development, and NODE_ENV is production`);
  for (const name of ['TEMPORAL_ADDRESS', 'DATABASE_URL'])
    if (!local.test(hostOf(env[name]))) throw wrong(`${what}: is for development, and ${name} names another machine`);
}

/**
 * The keys that the environment names. Without a master key nothing starts, unless LUYUE_PLAIN=1 says that this is development.
 * @throws LuyueError config.invalid; no value is shown.
 */
export function readKeySource(env: Environment): KeySource {
  const master = masterIn(env);
  const plain = env.LUYUE_PLAIN ?? '';
  if (!['', '1', 'accept'].includes(plain)) throw wrong("LUYUE_PLAIN: must be '1' (no encryption) or 'accept' (read what comes in plain)");
  // Elsewhere nothing plain goes out or is read.
  if (plain !== '') requireDevelopment(env, 'LUYUE_PLAIN');
  if (plain === '1') {
    if (master !== null) throw wrong('LUYUE_PLAIN: is 1, and there is a master key: only one of both');
    return { kind: 'plain' };
  }
  if (master === null)
    throw wrong(
      'LUYUE_MASTER_KEY_FILE, LUYUE_MASTER_KEY or LUYUE_KMS_URL: one is needed (LUYUE_PLAIN=1 runs development without encryption)',
    );
  return { kind: 'master', master, acceptPlain: plain === 'accept' };
}

/** The keys of a process, in use. */
export interface Keys {
  readonly columns: PersonalColumns;
  /** Null where nothing is encrypted. */
  readonly keyring: Keyring | null;
  readonly acceptPlain: boolean;
}

export const plainKeys: Keys = { columns: plainColumns, keyring: null, acceptPlain: true };

/** Takes keys from a source into use on a record. */
export function openKeys(source: KeySource, db: Database): Keys {
  if (source.kind === 'plain') return plainKeys;
  const keyring = new Keyring({ db, master: source.master });
  return { columns: sealedColumns(keyring), keyring, acceptPlain: source.acceptPlain };
}

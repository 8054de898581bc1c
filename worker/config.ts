import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { z } from 'zod';
import { type KeySource, keyVariables, readKeySource, requireDevelopment } from '../db/keys/source';
import { type DoorKey, type Proof, proofOf, readDoorKeys } from '../db/record/assertion';
import { LuyueError } from '../domain/errors';
import { insideKinds } from '../domain/org/systems';
import type { Language } from '../domain/words';

import type { Receiver } from './hooks';
import { readReceivers } from './receivers';

type Environment = Readonly<Record<string, string | undefined>>;

const url = (protocol: RegExp, what: string) => z.url({ protocol, error: `must be ${what}` });
const http = url(/^https?$/, 'an http or https address');
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const shape = z.object({
  DATABASE_URL: url(/^postgres(ql)?$/, 'a postgres:// address'),
  LUYUE_SMTP_URL: url(/^smtps?$/, 'an smtp:// or smtps:// address'),
  LUYUE_MAIL_FROM: z.string().regex(/^[^@\r\n]+@[^@\s>]+>?$/, 'must be a mail address'),
  /** Mailbox that gets what an exercise would have sent. */
  LUYUE_DRILL_MAIL: z
    .string()
    .regex(/^[^@\s]+@[^@\s]+$/, 'must be a mail address')
    .optional(),
  LUYUE_SMS_URL: http,
  LUYUE_SMS_TOKEN: z.string().min(1).optional(),
  LUYUE_WEBHOOK_URL: http,
  LUYUE_WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters'),
  LUYUE_BANK_URL: http,
  LUYUE_BANK_TOKEN: z.string().min(1).optional(),
  LUYUE_RECEIVERS: z.string().min(1).optional(),
  LUYUE_CALLBACK_HOST: z.string().min(1).default('127.0.0.1'),
  LUYUE_CALLBACK_PORT: whole(0, 65_535).default(8027),
  /** Address under which gateway and bank reach the callbacks, where it is not host and port. */
  LUYUE_CALLBACK_URL: http.optional(),
  LUYUE_CALLBACK_SECRET: z.string().min(16, 'must have at least 16 characters'),
  LUYUE_DOOR_KEY: z.string().min(1).optional(),
  LUYUE_DOOR_KEYS: z.string().min(1).optional(),
  LUYUE_ASSERTIONS: z.enum(['required', 'development']).default('required'),
  LUYUE_TASK_QUEUE: z.string().min(1).default('luyue'),
  LUYUE_BUILD_ID: z.string().min(1).optional(),
  LUYUE_CACHE: z.string().min(1).optional(),
  LUYUE_POLICY: z.string().min(1).optional(),
  /** What card and boards speak. */
  LUYUE_CARD_LANG: z.enum(['zh', 'en'], { error: 'must be zh or en' }).default('zh'),
  /** Seconds between two looks of the boards; 0: this worker keeps no boards. */
  LUYUE_BOARD_SECONDS: whole(0, 86_400).default(300),
  LUYUE_UI_URL: http.default('http://127.0.0.1:8233'),
  LUYUE_INSURER_ZH: z.string().min(1).default('履约财产保险公司'),
  LUYUE_INSURER_EN: z.string().min(1).default('Luyue Insurance'),
  LUYUE_HOTLINE: z.string().min(1).default('400-000-0000'),
  LUYUE_SEND_TIMEOUT_MS: whole(100, 50_000).default(10_000),
  /** Where the roots of the record are kept, out of reach of the database. */
  LUYUE_ROOTS_FILE: z.string().min(1).optional(),
  LUYUE_ROOTS_URL: http.optional(),
  LUYUE_ROOTS_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  LUYUE_ROOT_MINUTES: whole(1, 1_440).default(60),
});

export interface Config {
  readonly temporal: { readonly namespace: string; readonly connection: NativeConnectionOptions };
  readonly databaseUrl: string;
  readonly keys: KeySource;
  readonly mail: { readonly url: string; readonly from: string };
  /** Null: an exercise is noted in the log only. */
  readonly drillTo: string | null;
  readonly sms: { readonly url: string; readonly token: string | null };
  readonly webhook: { readonly url: string; readonly secret: string };
  /** Who is told the events of all cases. */
  readonly receivers: readonly Receiver[];
  readonly bank: { readonly url: string; readonly token: string | null };
  readonly callbacks: { readonly host: string; readonly port: number; readonly publicUrl: string | null; readonly secret: string };
  /** What the relays sign with; null in development only. */
  readonly doorKey: DoorKey | null;
  /** What commit believes. */
  readonly proof: Proof;
  readonly taskQueue: string;
  readonly buildId: string | null;
  /** Path of the company's policy file; null for the one in the rulebook. */
  readonly policyPath: string | null;
  /** Folder of what is built once, such as the bundle of the workflows. */
  readonly cacheDir: string;
  readonly uiUrl: string;
  /** What card and boards speak. */
  readonly cardLanguage: Language;
  /** Milliseconds between two looks of the boards; null: this worker keeps none. */
  readonly boardsEveryMs: number | null;
  readonly insurer: { readonly name: { readonly zh: string; readonly en: string }; readonly hotline: string };
  /** Where the roots of the record are kept, and how often one is written. */
  readonly roots: {
    readonly file: string | null;
    readonly receiver: { readonly url: string; readonly secret: string } | null;
    readonly everyMs: number;
  };
  /** Limit of one exchange with a channel or the bank. */
  readonly sendTimeoutMs: number;
}

const variables: ReadonlySet<string> = new Set([...Object.keys(shape.shape), ...keyVariables]);

/** Variables of the command line, the HTTP door, the embedded stack and the tests. */
const elsewhere = /^LUYUE_(TEST_.*|HTTP_.*|OFFLINE|DIR|LANG|EXISTING|PATIENCE_MS|RECORD|CODEC_.*|OWNER_URL|DB_APPLICATION|DB_READER)$/;

/** A variable that nobody reads is most likely a misspelt one. */
const misspelt = (env: Environment): readonly string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('LUYUE_') && !variables.has(name) && !elsewhere.test(name))
    .map((name) => `${name}: there is no such variable`);

function read(env: Environment): z.infer<typeof shape> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = shape.safeParse(present);
  const issues = result.success
    ? []
    : result.error.issues.map(
        ({ path, message }) => `${path.join('.')}: ${present[String(path[0])] === undefined ? 'is missing' : message}`,
      );
  const all = [...issues, ...misspelt(env)];
  if (!result.success || all.length > 0) throw new LuyueError('config.invalid', all.join('; '), { issues: all });
  return result.data;
}

function temporalOf(env: Environment): Config['temporal'] {
  const given = Object.entries(env).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  try {
    const { namespace = 'luyue', connectionOptions } = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(given) });
    return { namespace, connection: connectionOptions };
  } catch (error) {
    throw new LuyueError('config.invalid', `TEMPORAL_*: ${error instanceof Error ? error.message : 'not readable'}`, {}, { cause: error });
  }
}

function doorsOf(env: Environment, v: z.infer<typeof shape>): Pick<Config, 'doorKey' | 'proof'> {
  const { LUYUE_DOOR_KEY, LUYUE_DOOR_KEYS } = v;
  const required = v.LUYUE_ASSERTIONS === 'required';
  if (!required) requireDevelopment(env, 'LUYUE_ASSERTIONS');
  // A worker says what bank, gateways, calendar and other cases have said, and nothing for people: they have doors.
  const own = (LUYUE_DOOR_KEY === undefined ? [] : readDoorKeys(LUYUE_DOOR_KEY, 'LUYUE_DOOR_KEY')).map((key) => ({
    systems: insideKinds,
    ...key,
  }));
  const others = LUYUE_DOOR_KEYS === undefined ? [] : readDoorKeys(LUYUE_DOOR_KEYS, 'LUYUE_DOOR_KEYS');
  const [doorKey = null] = own;
  if (required && doorKey === null) {
    const reason = 'is missing; LUYUE_ASSERTIONS=development does without, where nothing real is decided';
    throw new LuyueError('config.invalid', `LUYUE_DOOR_KEY: ${reason}`, { issues: [`LUYUE_DOOR_KEY: ${reason}`] });
  }
  const [shared] = others.filter(({ id }) => own.some((key) => key.id === id));
  if (shared !== undefined) {
    const reason = `'${shared.id}' is the worker's own key too; a door has one of its own, because a worker's speaks for no people`;
    throw new LuyueError('config.invalid', `LUYUE_DOOR_KEYS: ${reason}`, { issues: [`LUYUE_DOOR_KEYS: ${reason}`] });
  }
  return { doorKey, proof: proofOf([...others, ...own], required) };
}

function rootsOf({
  LUYUE_ROOTS_FILE,
  LUYUE_ROOTS_URL: url,
  LUYUE_ROOTS_SECRET: secret,
  LUYUE_ROOT_MINUTES,
}: z.infer<typeof shape>): Config['roots'] {
  if ((url === undefined) !== (secret === undefined)) {
    const reason = `${url === undefined ? 'LUYUE_ROOTS_URL' : 'LUYUE_ROOTS_SECRET'}: is missing: both or none`;
    throw new LuyueError('config.invalid', reason, { issues: [reason] });
  }
  const receiver = url === undefined || secret === undefined ? null : { url, secret };
  return { file: LUYUE_ROOTS_FILE ?? null, receiver, everyMs: LUYUE_ROOT_MINUTES * 60_000 };
}

/**
 * The configuration of a worker process, parsed once. TEMPORAL_* and the Temporal configuration file are read by the SDK.
 * @throws LuyueError config.invalid, naming every wrong variable with its reason; values are not shown.
 */
export function readConfig(env: Environment): Config {
  const v = read(env);
  return {
    temporal: temporalOf(env),
    databaseUrl: v.DATABASE_URL,
    keys: readKeySource(env),
    mail: { url: v.LUYUE_SMTP_URL, from: v.LUYUE_MAIL_FROM },
    drillTo: v.LUYUE_DRILL_MAIL ?? null,
    sms: { url: v.LUYUE_SMS_URL, token: v.LUYUE_SMS_TOKEN ?? null },
    webhook: { url: v.LUYUE_WEBHOOK_URL, secret: v.LUYUE_WEBHOOK_SECRET },
    receivers: readReceivers(v.LUYUE_RECEIVERS),
    roots: rootsOf(v),
    bank: { url: v.LUYUE_BANK_URL, token: v.LUYUE_BANK_TOKEN ?? null },
    callbacks: {
      host: v.LUYUE_CALLBACK_HOST,
      port: v.LUYUE_CALLBACK_PORT,
      publicUrl: v.LUYUE_CALLBACK_URL ?? null,
      secret: v.LUYUE_CALLBACK_SECRET,
    },
    ...doorsOf(env, v),
    taskQueue: v.LUYUE_TASK_QUEUE,
    buildId: v.LUYUE_BUILD_ID ?? null,
    policyPath: v.LUYUE_POLICY ?? null,
    cacheDir: v.LUYUE_CACHE ?? join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'luyue'),
    uiUrl: v.LUYUE_UI_URL,
    cardLanguage: v.LUYUE_CARD_LANG,
    boardsEveryMs: v.LUYUE_BOARD_SECONDS === 0 ? null : v.LUYUE_BOARD_SECONDS * 1_000,
    insurer: { name: { zh: v.LUYUE_INSURER_ZH, en: v.LUYUE_INSURER_EN }, hotline: v.LUYUE_HOTLINE },
    sendTimeoutMs: v.LUYUE_SEND_TIMEOUT_MS,
  };
}

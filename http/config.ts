import type { ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import { type DoorKey, readDoorKeys } from '../client/identity';
import { type KeySource, readKeySource, requireDevelopment } from '../db/keys/source';
import { compressionFactor } from '../domain/clock/compression';
import { developmentIssuer } from '../domain/development';
import { LuyueError } from '../domain/errors';

type Environment = Readonly<Record<string, string | undefined>>;

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const secret = z.string().min(16, 'must have at least 16 characters');

const shape = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }),
  LUYUE_TASK_QUEUE: z.string().min(1).default('luyue'),
  LUYUE_DOOR_KEY: z.string().min(1).optional(),
  LUYUE_POLICY: z.string().min(1).optional(),
  LUYUE_HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  /** 0 takes any free port. */
  LUYUE_HTTP_PORT: whole(0, 65_535).default(8028),
  LUYUE_HTTP_ISSUER: z.string().min(1),
  LUYUE_HTTP_AUDIENCE: z.string().min(1),
  /** Address of the issuer's key set, or path of a file that holds it. */
  LUYUE_HTTP_JWKS: z.string().min(1),
  /** Claim that names the acting person by staff id. */
  LUYUE_HTTP_SUBJECT: z.string().min(1).default('sub'),
  LUYUE_HTTP_SKEW_S: whole(0, 300).default(30),
  /** Origins of web pages that may call, separated by commas; none where it is absent. */
  LUYUE_HTTP_ORIGINS: z.string().default(''),
  /** Requests per minute and token. */
  LUYUE_HTTP_RATE: whole(1, 1_000_000).default(600),
  LUYUE_HTTP_BODY_BYTES: whole(1_024, 50_000_000).default(1_048_576),
  /** Connections of one caller that wait for events at once. */
  LUYUE_HTTP_FOLLOWERS: whole(1, 10_000).default(20),
  /** How long a request may take to arrive, in milliseconds. */
  LUYUE_HTTP_RECEIVE_MS: whole(500, 120_000).default(15_000),
  /** How long Temporal is waited for, in milliseconds. */
  LUYUE_HTTP_PATIENCE_MS: whole(100, 60_000).default(10_000),
  LUYUE_HTTP_METRICS_TOKEN: secret.optional(),
  /** Drill: cases are opened with this compression of time, such as `1d=20s`. */
  LUYUE_HTTP_SPEED: z
    .string()
    .refine((text) => compressionFactor(text) !== null, 'must be like 1d=20s')
    .optional(),
});

export interface HttpConfig {
  readonly databaseUrl: string;
  readonly temporal: { readonly namespace: string; readonly options: ConnectionOptions };
  readonly taskQueue: string;
  /** What the door signs acts with; null: only a worker in development believes them. */
  readonly doorKey: DoorKey | null;
  /** Where the keys are that payloads are encrypted with. */
  readonly keys: KeySource;
  /** Path of the company's policy file; null for the one in the rulebook. */
  readonly policyPath: string | null;
  readonly host: string;
  readonly port: number;
  readonly identity: {
    readonly issuer: string;
    readonly audience: string;
    readonly jwks: string;
    readonly subject: string;
    readonly skewSeconds: number;
  };
  readonly origins: readonly string[];
  readonly requestsPerMinute: number;
  readonly bodyBytes: number;
  readonly followers: number;
  readonly receiveMs: number;
  readonly patienceMs: number;
  readonly metricsToken: string | null;
  readonly speed: string | null;
}

/** A variable of this door that nobody reads is most likely a misspelt one. */
const misspelt = (env: Environment): readonly string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('LUYUE_HTTP_') && !Object.hasOwn(shape.shape, name))
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

function temporalOf(env: Environment): HttpConfig['temporal'] {
  const given = Object.entries(env).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  try {
    const { namespace = 'luyue', connectionOptions } = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(given) });
    return { namespace, options: connectionOptions };
  } catch (error) {
    throw new LuyueError('config.invalid', `TEMPORAL_*: ${error instanceof Error ? error.message : 'not readable'}`, {}, { cause: error });
  }
}

const ownMachine = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\]|::1)$/;

const refuse = (issue: string): never => {
  throw new LuyueError('config.invalid', issue, { issues: [issue] });
};

/** Whose tokens are taken: keys that came over the net unprotected are anybody's, and those of development stay on the machine. */
function identityOf(env: Environment, v: z.infer<typeof shape>): HttpConfig['identity'] {
  const { LUYUE_HTTP_ISSUER: issuer, LUYUE_HTTP_JWKS: jwks } = v;
  if (issuer === developmentIssuer) {
    requireDevelopment(env, 'LUYUE_HTTP_ISSUER');
    if (!ownMachine.test(v.LUYUE_HTTP_HOST)) refuse('LUYUE_HTTP_ISSUER: is for development, and LUYUE_HTTP_HOST lets other machines in');
  }
  if (jwks.startsWith('http:') && !(URL.canParse(jwks) && ownMachine.test(new URL(jwks).hostname)))
    refuse('LUYUE_HTTP_JWKS: must be https, a file, or an address of this machine');
  return { issuer, audience: v.LUYUE_HTTP_AUDIENCE, jwks, subject: v.LUYUE_HTTP_SUBJECT, skewSeconds: v.LUYUE_HTTP_SKEW_S };
}

/**
 * The configuration of the HTTP door, parsed once. TEMPORAL_* and the Temporal configuration file are read by the SDK.
 * @throws LuyueError config.invalid, naming every wrong variable with its reason; values are not shown.
 */
export function readHttpConfig(env: Environment): HttpConfig {
  const v = read(env);
  return {
    databaseUrl: v.DATABASE_URL,
    temporal: temporalOf(env),
    taskQueue: v.LUYUE_TASK_QUEUE,
    doorKey: v.LUYUE_DOOR_KEY === undefined ? null : (readDoorKeys(v.LUYUE_DOOR_KEY, 'LUYUE_DOOR_KEY')[0] ?? null),
    keys: readKeySource(env),
    policyPath: v.LUYUE_POLICY ?? null,
    host: v.LUYUE_HTTP_HOST,
    port: v.LUYUE_HTTP_PORT,
    identity: identityOf(env, v),
    origins: v.LUYUE_HTTP_ORIGINS.split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
    requestsPerMinute: v.LUYUE_HTTP_RATE,
    bodyBytes: v.LUYUE_HTTP_BODY_BYTES,
    followers: v.LUYUE_HTTP_FOLLOWERS,
    receiveMs: v.LUYUE_HTTP_RECEIVE_MS,
    patienceMs: v.LUYUE_HTTP_PATIENCE_MS,
    metricsToken: v.LUYUE_HTTP_METRICS_TOKEN ?? null,
    speed: v.LUYUE_HTTP_SPEED ?? null,
  };
}

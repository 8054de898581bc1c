import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureMasterKey } from '../dev/master-key';
import { findProcess, stopProcess } from '../dev/processes';
import type { StackFile } from '../dev/stack-file';
import { doorKeyOf, workerKeyOf } from './door-key';
import { portWish, startOwn } from './own-process';
import { folderOf, type Session } from './session';

const usualCallbackPort = 8027;
/** Here time often runs faster, and somebody is looking. */
const boardSeconds = '20';

const folderOfWorker = (session: Session): string => join(folderOf(session), 'worker');

/** A secret that gateway and bank show when they report; made once and kept beside the data. */
function callbackSecret(session: Session): string {
  const file = join(folderOfWorker(session), 'callback-secret');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  mkdirSync(dirname(file), { recursive: true });
  const secret = randomBytes(24).toString('base64url');
  writeFileSync(file, secret, { mode: 0o600 });
  return secret;
}

const cliOnly = new Set(['LUYUE_DIR', 'LUYUE_PORTS', 'LUYUE_LANG', 'LUYUE_EXISTING', 'LUYUE_PATIENCE_MS']);

/** The environment without what other services' variables say: an embedded worker knows only its own stack. */
const bare = (env: NodeJS.ProcessEnv, embedded: boolean): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !cliOnly.has(name) && !(embedded && /^(TEMPORAL_|DATABASE_URL$|LUYUE_(?!POLICY$|CACHE$|RECEIVERS$))/.test(name)),
    ),
  );

function embeddedEnv(session: Session, stack: StackFile, callbackPort: number): NodeJS.ProcessEnv {
  const { engine, mail, messages, bank } = stack;
  return {
    DATABASE_URL: stack.postgres.applicationUrl ?? stack.postgres.url,
    TEMPORAL_ADDRESS: engine.address,
    TEMPORAL_NAMESPACE: engine.namespace,
    LUYUE_SMTP_URL: `smtp://${mail.host}:${mail.port}`,
    LUYUE_MAIL_FROM: 'service@luyue.example',
    LUYUE_DRILL_MAIL: 'drill@luyue.example',
    LUYUE_SMS_URL: messages.smsUrl,
    LUYUE_WEBHOOK_URL: messages.webhookUrl,
    LUYUE_WEBHOOK_SECRET: messages.webhookSecret,
    LUYUE_BANK_URL: bank.url,
    LUYUE_CALLBACK_PORT: String(callbackPort),
    LUYUE_CARD_LANG: session.language,
    LUYUE_BOARD_SECONDS: boardSeconds,
    LUYUE_CALLBACK_URL: `http://127.0.0.1:${callbackPort}`,
    LUYUE_CALLBACK_SECRET: callbackSecret(session),
    LUYUE_DOOR_KEY: workerKeyOf(session),
    LUYUE_DOOR_KEYS: doorKeyOf(session),
    LUYUE_ASSERTIONS: 'development',
    LUYUE_MASTER_KEY_FILE: ensureMasterKey(folderOf(session)),
    // Out of reach of the database, as far as one machine allows.
    LUYUE_ROOTS_FILE: join(folderOf(session), 'roots', 'roots.jsonl'),
    LUYUE_ROOT_MINUTES: '5',
    // Tools beside ours may send plain payloads to a stack for development.
    LUYUE_PLAIN: 'accept',
    ...(engine.uiUrl === undefined ? {} : { LUYUE_UI_URL: new URL(engine.uiUrl).origin }),
  };
}

/** Stops the worker of this folder, also one that a killed `up` has left behind. Harmless where there is none. */
export const stopWorker = (session: Session): Promise<boolean> => stopProcess(folderOfWorker(session), 'worker', { graceMs: 30_000 });

/** Where the log of the worker is. */
export const workerLog = (session: Session): string => join(folderOfWorker(session), 'worker.log');

/** Pid of the worker of this folder, if it runs. */
export const workerPid = (session: Session): number | undefined => findProcess(folderOfWorker(session), 'worker')?.pid;

/**
 * Starts worker, relays and callbacks as a process of their own, in UTC; one left from before is replaced, so that it runs the
 * code that is here now. Returns the port of the callbacks, the one of before where it is given and free. `stack` is absent with `--existing`: then the environment configures it.
 * @throws LuyueError stack.failed with the end of its log.
 */
export async function startWorker(session: Session, stack: StackFile | null, before?: number): Promise<number> {
  await stopWorker(session);
  const wish = portWish(session, stack !== null, Number(session.env.LUYUE_CALLBACK_PORT ?? usualCallbackPort), before);
  const onPort = (port: number): NodeJS.ProcessEnv => ({
    ...bare(session.env, stack !== null),
    ...(stack === null ? { LUYUE_CALLBACK_PORT: String(port) } : embeddedEnv(session, stack, port)),
  });
  return startOwn({ name: 'worker', folder: folderOfWorker(session), port: 'callbacks', env: onPort }, wish);
}

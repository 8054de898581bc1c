import { randomBytes } from 'node:crypto';
import { surroundings } from '../../../dev/surroundings';
import type { EngineHouse } from './part';

export const secrets = { webhook: 'secret-of-the-webhooks', callbacks: 'secret-of-the-callbacks' } as const;
/** What the doors of a world sign with. */
export const door = { id: 'door', secret: randomBytes(32) };
export const masterKey = Buffer.alloc(32, 'world of chaos').toString('base64');
export const taskQueue = 'chaos';

export interface Ports {
  readonly mail: number;
  readonly messages: number;
  readonly bank: number;
}

interface Surroundings {
  readonly databaseUrl: string;
  readonly engine: Pick<EngineHouse, 'namespace'>;
  /** Of the engine, as the worker reaches it. */
  readonly engineAddress: string;
  readonly ports: Ports;
  readonly cacheDir: string;
}

const common = ({ databaseUrl, engine, engineAddress }: Surroundings): NodeJS.ProcessEnv => ({
  ...surroundings(),
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: engineAddress,
  TEMPORAL_NAMESPACE: engine.namespace,
  LUYUE_TASK_QUEUE: taskQueue,
  LUYUE_MASTER_KEY: masterKey,
});

/** What a worker is configured with. */
export const workerEnvironment = (around: Surroundings, callbackPort: number): NodeJS.ProcessEnv => ({
  ...common(around),
  LUYUE_SMTP_URL: `smtp://127.0.0.1:${around.ports.mail}`,
  LUYUE_MAIL_FROM: 'service@insurer.example',
  LUYUE_SMS_URL: `http://127.0.0.1:${around.ports.messages}/sms`,
  LUYUE_WEBHOOK_URL: `http://127.0.0.1:${around.ports.messages}/webhook`,
  LUYUE_WEBHOOK_SECRET: secrets.webhook,
  LUYUE_BANK_URL: `http://127.0.0.1:${around.ports.bank}`,
  LUYUE_CALLBACK_PORT: String(callbackPort),
  LUYUE_CALLBACK_SECRET: secrets.callbacks,
  LUYUE_DOOR_KEY: `relay:${'r'.repeat(43)}`,
  LUYUE_DOOR_KEYS: `${door.id}:${door.secret.toString('base64url')}`,
  LUYUE_CACHE: around.cacheDir,
  LUYUE_BOARD_SECONDS: '0',
  LUYUE_SEND_TIMEOUT_MS: '3000',
});

/** What the command line is called with on a world. */
export const commandEnvironment = (around: Surroundings): NodeJS.ProcessEnv => ({
  ...common(around),
  LUYUE_DOOR_KEY: `${door.id}:${door.secret.toString('base64url')}`,
});

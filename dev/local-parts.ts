import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Bank, startBank } from './bank';
import { choosePort, onChosenPorts, type PortWish } from './ports';
import { type OnProgress, reporter } from './progress';
import { type Sinks, startSinks } from './sinks';
import type { StackFile } from './stack-file';

type LocalName = 'mail' | 'messages' | 'bank';

/** The parts of the stack that run inside the starting process. */
export interface LocalParts {
  readonly sinks: Sinks;
  readonly bank: Bank;
  readonly file: Pick<StackFile, LocalName>;
  readonly reused: false;
  stop(): Promise<void>;
}

/** Starts sinks and bank; the secret of webhook signatures is kept from start to start. */
export const startLocalParts = async (
  dir: string,
  wish: (name: LocalName) => Omit<PortWish, 'onTaken'>,
  before: StackFile | undefined,
  onProgress: OnProgress | undefined,
): Promise<LocalParts> => {
  const webhookSecret = before?.messages.webhookSecret ?? randomBytes(24).toString('base64url');
  const choose = (name: LocalName) => {
    const report = reporter(name, onProgress);
    return choosePort({ ...wish(name), onTaken: (taken, chosen) => report('port-taken', `port ${taken} is in use, taking ${chosen}`) });
  };
  const { sinks, bank } = await onChosenPorts(async () => {
    const [mailPort, httpPort, bankPort] = await Promise.all([choose('mail'), choose('messages'), choose('bank')]);
    const started = await startSinks({ dir: join(dir, 'messages'), webhookSecret, mailPort, httpPort });
    return { sinks: started, bank: await orStop(startBank({ dir: join(dir, 'bank'), port: bankPort }), started) };
  });
  const messages = { ...sinks.http, smsUrl: sinks.smsUrl, webhookUrl: sinks.webhookUrl, webhookSecret };
  const file = { mail: { host: sinks.mail.host, port: sinks.mail.port }, messages, bank: { port: bank.port, url: bank.url } };
  reporter('mail', onProgress)('ready', `${sinks.mail.host}:${sinks.mail.port}`);
  reporter('messages', onProgress)('ready', sinks.http.url);
  reporter('bank', onProgress)('ready', bank.url);
  const stop = async () => {
    await Promise.all([sinks.stop(), bank.stop()]);
  };
  return { sinks, bank, file, reused: false, stop };
};

const orStop = async (starting: Promise<Bank>, sinks: Sinks): Promise<Bank> => {
  try {
    return await starting;
  } catch (error) {
    await sinks.stop();
    throw error;
  }
};

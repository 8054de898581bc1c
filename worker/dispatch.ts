import type { Database } from '../db/connect';
import type { PersonalColumns } from '../db/keys/columns';
import type { RootSigner } from '../db/record/root-seal';
import { chinaCalendar } from '../domain/calendar/china';
import type { Rulebook } from '../domain/rulebook';
import type { Words } from '../domain/words';
import { httpBank } from './bank';
import { startBulks } from './bulks';
import { bankUrl, deliveryUrl, serveCallbacks } from './callbacks';
import type { CasePort } from './case-port';
import { createChannels } from './channels';
import type { Config } from './config';
import { startHooks } from './hooks';
import { createHouse } from './house';
import { startLetters } from './letters/service';
import { ruleTitleOf } from './letters/watches';
import type { Log } from './log';
import { startMessages } from './messages';
import { startPayments } from './payments';
import { type Pace, type Running, startRelay, usualPace } from './relay';
import { reportBook } from './report-book';
import { fileOfRoots } from './roots/file';
import type { RootPlace } from './roots/place';
import { receiverOfRoots } from './roots/receiver';
import { startRoots } from './roots/service';
import { startSweep } from './sweep';
import type { Templates } from './templates/render';

export interface DispatchOptions {
  readonly db: Database;
  readonly config: Config;
  /** How names and addresses of the recipients stand in the record. */
  readonly columns: PersonalColumns;
  /** Signs the roots of the record; null where nothing is encrypted. */
  readonly signer: RootSigner | null;
  readonly rulebook: Rulebook;
  readonly templates: Templates;
  readonly titleOf: (process: string) => Words;
  readonly cases: CasePort;
  readonly log: Log;
  readonly pace?: Partial<Pace>;
}

export interface Dispatch extends Running {
  readonly callbackPort: number;
}

/** Where the roots of the record are kept. */
const placesOf = (db: Database, { file, receiver }: Config['roots'], timeoutMs: number): readonly RootPlace[] => [
  ...(file === null ? [] : [fileOfRoots(file)]),
  ...(receiver === null ? [] : [receiverOfRoots({ db, ...receiver, timeoutMs })]),
];

/**
 * Everything that leaves the cases and comes back to them: notices, payments, messages to other cases, bulk acts, callbacks, the daily
 * sweep, letters to staff. Harmless to run in several processes. @throws LuyueError stack.port-taken where the callbacks' port is in use
 */
export async function startDispatch({
  db,
  config,
  columns,
  signer,
  rulebook,
  templates,
  titleOf,
  cases,
  log,
  pace = {},
}: DispatchOptions): Promise<Dispatch> {
  const { host, port, secret, publicUrl } = config.callbacks;
  const asked = httpBank({ ...config.bank, callback: null, timeoutMs: config.sendTimeoutMs });
  const book = reportBook(db, (channel) => rulebook.policy.arrival[channel].proves.includes('delivery-report'), asked);
  const callbacks = await serveCallbacks({ host, port, secret, book, log });
  const base = publicUrl ?? `http://${host}:${callbacks.port}`;
  const timeoutMs = config.sendTimeoutMs;
  const channels = createChannels(
    {
      mail: { ...config.mail, timeoutMs },
      drillTo: config.drillTo,
      sms: { ...config.sms, reportTo: (key) => deliveryUrl(base, secret, key), timeoutMs },
      webhook: { ...config.webhook, timeoutMs },
    },
    log,
  );
  const house = createHouse({ insurer: config.insurer, uiUrl: config.uiUrl, namespace: config.temporal.namespace, rulebook });
  const bank = httpBank({ ...config.bank, callback: bankUrl(base, secret), timeoutMs });
  const places = placesOf(db, config.roots, timeoutMs);
  const common = { db, cases, log, pace: { ...usualPace, ...pace } };
  const running = [
    startRelay({ ...common, columns, channels, templates, house, titleOf }),
    startPayments({ ...common, columns, bank }),
    startMessages(common),
    startBulks(common),
    startSweep({ db, log, titleOf: ruleTitleOf(rulebook), everyMs: 60_000 }),
    startRoots({ db, log, signer, places, everyMs: config.roots.everyMs }),
    startLetters({
      ...common,
      calendar: chinaCalendar(rulebook.policy.calendar),
      ruleTitleOf: ruleTitleOf(rulebook),
      mail: channels.email,
      everyMs: 60_000,
    }),
    await startHooks({ ...common, receivers: config.receivers, timeoutMs }),
  ];
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((part) => part.stop()));
    await callbacks.close();
    for (const channel of Object.values(channels)) channel.close();
  };
  return { callbackPort: callbacks.port, stop };
}

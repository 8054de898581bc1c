import type { Database } from '../db/connect';
import type { PersonalColumns } from '../db/keys/columns';
import { type ClaimedNotice, claimNotices, markHanded, markUndeliverable, retryNotice } from '../db/queries/outbox-notices';
import { claimReports, deferReport, markReported, type UnreportedNotice } from '../db/queries/outbox-reports';
import { channels as channelNames } from '../domain/case/fact';
import { LuyueError } from '../domain/errors';
import type { Words } from '../domain/words';
import type { CasePort } from './case-port';
import type { Channels, Outgoing } from './channels/channel';
import { Courier, codeOf, wordsOf } from './courier';
import type { Log } from './log';
import { type Backoff, waitMs } from './retry';
import type { Templates } from './templates/render';
import type { House } from './templates/template';

/** How the relays work. All times in ms. */
export interface Pace {
  /** Longer than any exchange can take: a lease that ends too early sends twice. */
  readonly leaseMs: number;
  readonly idleMs: number;
  /** Exchanges under way at once, for each channel and for the bank. */
  readonly parallel: number;
  readonly backoff: Backoff;
  /** Attempts after which a notice is undeliverable. */
  readonly maxAttempts: number;
  /** Wait before a report is repeated that the case refused. */
  readonly refusedMs: number;
  /** Wait before the bank is asked about a payment that it has accepted and not confirmed. */
  readonly askMs: number;
}

export const usualPace: Pace = {
  leaseMs: 60_000,
  idleMs: 500,
  parallel: 16,
  backoff: { firstMs: 2_000, capMs: 30 * 60_000 },
  maxAttempts: 20,
  refusedMs: 10 * 60_000,
  askMs: 60_000,
};

export interface RelayOptions {
  readonly db: Database;
  /** How names and addresses stand in the record. */
  readonly columns: PersonalColumns;
  readonly channels: Channels;
  readonly templates: Templates;
  readonly house: House;
  readonly titleOf: (process: string) => Words;
  readonly cases: CasePort;
  readonly pace: Pace;
  readonly log: Log;
}

export interface Running {
  stop(): Promise<void>;
}

function outgoing(notice: ClaimedNotice, { templates, house, titleOf }: RelayOptions): Outgoing {
  const {
    id,
    caseId,
    number,
    process,
    template,
    templateVersion: version,
    locale,
    compressed,
    data,
    name,
    recipient,
    phone,
    email,
  } = notice;
  const about = { case: caseId, number: String(number), process: titleOf(process), compressed, drill: notice.channel === 'drill' };
  const matter = { template, version, locale, ...about, data };
  const rendered = templates.render({ ...matter, recipientName: name }, house);
  return { key: id, case: caseId, template, version, locale, recipient, phone, email, ...rendered };
}

/** Words for the record, which holds no personal data: errors of ours are made without. */
const whyOf = (error: unknown): string => `${codeOf(error)}: ${wordsOf(error)}`;

/** Repeating helps neither where the recipient cannot be reached nor where the template is at fault: somebody has to see to it. */
const isFinal = (error: unknown): boolean =>
  error instanceof LuyueError && (error.code === 'channel.undeliverable' || error.code === 'notice.unrenderable');

async function send(notice: ClaimedNotice, options: RelayOptions): Promise<void> {
  const { db, channels, pace, log } = options;
  const fields = { case: notice.caseId, notice: notice.id, template: notice.template, attempt: notice.attempts };
  try {
    if (notice.fault !== null) throw notice.fault;
    if (notice.channel === null) throw new LuyueError('channel.undeliverable', `${notice.recipient} has no channel`);
    const handed = await channels[notice.channel].send(outgoing(notice, options));
    await markHanded(db, notice.id, handed);
    log.info('notice handed over', fields);
  } catch (error) {
    if (codeOf(error) === 'records.unavailable') throw error;
    const why = whyOf(error);
    // A row that is not what was written is put right by somebody: until then nothing is sent, and nobody is said to be out of reach.
    const isStopped = notice.fault !== null;
    if (isStopped) log.error('notice stopped', { ...fields, why });
    const isGivenUp = !isStopped && (isFinal(error) || notice.attempts >= pace.maxAttempts);
    log.warn(isGivenUp ? 'notice undeliverable' : 'notice not handed over', { ...fields, why });
    await (isGivenUp ? markUndeliverable(db, notice, why) : retryNotice(db, notice, waitMs(pace.backoff, notice.attempts), why));
  }
}

async function report(unreported: UnreportedNotice, { db, cases, pace, log }: RelayOptions): Promise<void> {
  const { id, caseId, seq, recipient, status, at, evidence } = unreported;
  const payload = { notice: seq, status, at, ...(evidence === null ? {} : { evidence: evidence.slice(0, 200) }) };
  const request = `notice:${seq}:${recipient}:${status}`;
  const { reception } = await cases.act(caseId, { act: 'noticeReported', request, actor: 'system:gateway', payload });
  if (reception === 'done' || reception === 'closed') return markReported(db, unreported);
  if (reception === 'unavailable') return deferReport(db, id, pace.backoff.firstMs);
  log.error('report refused by the case', { case: caseId, request });
  await deferReport(db, id, pace.refusedMs);
}

/**
 * Sends the notices of the outbox and tells their cases what they asked for. Each channel has couriers of its own, so that a
 * gateway that hangs holds up nobody else; several relays may run at once.
 */
export function startRelay(options: RelayOptions): Running {
  const { db, columns, pace, log } = options;
  const { leaseMs, idleMs, parallel } = pace;
  const senders = channelNames.map(
    (channel) =>
      new Courier({
        name: `notices ${channel}`,
        claim: (count) => claimNotices(db, channel, { count, leaseMs }, columns),
        work: (notice) => send(notice, options),
        ...{ parallel, idleMs, log },
      }),
  );
  const reporter = new Courier({
    name: 'notice reports',
    claim: (count) => claimReports(db, { count, leaseMs }),
    work: (unreported) => report(unreported, options),
    ...{ parallel, idleMs, log },
  });
  const stop = async (): Promise<void> => {
    await Promise.all([...senders, reporter].map((courier) => courier.stop()));
  };
  return { stop };
}

import type { Channel as NoticeChannel } from '../../domain/case/fact';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';

export type ChannelName = NoticeChannel;

/** A rendered notice on its way to one recipient. Name, phone, mail address, subject and texts are personal: never logged. */
export interface Outgoing {
  /** The same for every attempt: receivers that keep it take the notice once. */
  readonly key: string;
  /** Null: it belongs to no case. */
  readonly case: string | null;
  readonly template: string;
  readonly version: number;
  readonly locale: 'zh-CN' | 'en';
  /** `party:ID`, `staff:ID` or `regulator:BODY`. */
  readonly recipient: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly subject: string;
  readonly body: string;
  /** The short form, for SMS. */
  readonly sms: string;
}

/** The channel took the notice over. It does not say that it arrived. */
export interface Handed {
  readonly kind: 'handed';
  readonly at: Instant;
  /** What the channel calls it, where it has a name for it. */
  readonly providerId: string | null;
}

/**
 * Hands a notice over.
 * @throws LuyueError `channel.unavailable` (repeat later) or `channel.undeliverable` (repeating does not help).
 */
export interface Channel {
  send(message: Outgoing): Promise<Handed>;
  close(): void;
}

export type Channels = Readonly<Record<ChannelName, Channel>>;

/** An address that the record does not have: nobody can be reached by repeating. */
export const noAddress = (channel: ChannelName, { recipient }: Outgoing): LuyueError =>
  new LuyueError('channel.undeliverable', `${recipient} has no address for ${channel}`);

import type { Log } from '../log';
import type { Channels } from './channel';
import { drillChannel } from './drill';
import { logChannel } from './log';
import { type MailOptions, mailChannel } from './mail';
import { type SmsOptions, smsChannel } from './sms';
import { type WebhookOptions, webhookChannel } from './webhook';

export interface ChannelOptions {
  readonly mail: MailOptions;
  /** Mailbox of exercises; null: they are noted in the log only. */
  readonly drillTo: string | null;
  readonly sms: SmsOptions;
  readonly webhook: WebhookOptions;
}

/** Every way a notice can leave. */
export function createChannels({ mail, drillTo, sms, webhook }: ChannelOptions, log: Log): Channels {
  const email = mailChannel(mail);
  return {
    email,
    sms: smsChannel(sms),
    webhook: webhookChannel(webhook),
    log: logChannel(log),
    drill: drillTo === null ? logChannel(log) : drillChannel(email, drillTo),
  };
}

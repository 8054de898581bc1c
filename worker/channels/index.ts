import type { Log } from '../log';
import type { Channels } from './channel';
import { logChannel } from './log';
import { type MailOptions, mailChannel } from './mail';
import { type SmsOptions, smsChannel } from './sms';
import { type WebhookOptions, webhookChannel } from './webhook';

export interface ChannelOptions {
  readonly mail: MailOptions;
  readonly sms: SmsOptions;
  readonly webhook: WebhookOptions;
}

/** Every way a notice can leave. */
export const createChannels = (options: ChannelOptions, log: Log): Channels => ({
  email: mailChannel(options.mail),
  sms: smsChannel(options.sms),
  webhook: webhookChannel(options.webhook),
  log: logChannel(log),
});

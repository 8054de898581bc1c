import { join } from 'node:path';
import { z } from 'zod';
import { AppendFile } from './append-file';
import { parseInput } from './input';

const messageShape = z.object({
  channel: z.enum(['mail', 'sms', 'webhook']),
  to: z.string(),
  subject: z.string(),
  body: z.string(),
  headers: z.record(z.string(), z.string()),
  receivedAt: z.string(),
  /** Of the sender for mail and webhook, of the gateway for SMS. */
  messageId: z.string(),
  /** Webhook: what the signature header was found to be. */
  signature: z.enum(['valid', 'wrong', 'stale', 'missing']).optional(),
  /** SMS: the sender's key; a repeat of it is no second message. */
  idempotencyKey: z.string().optional(),
});

/** A message that reached a sink, as it is written to its file: one per recipient. `receivedAt` is ISO 8601. */
export type SinkMessage = z.infer<typeof messageShape>;
export type SinkChannel = SinkMessage['channel'];

export const sinkFaults = ['temporary', 'permanent', 'hang', 'refuse'] as const;

/**
 * What a sink does to a recipient's messages. `temporary` and `permanent`: answers so (SMTP 451 and 554, HTTP 503 and 422).
 * `hang`: takes the message and never answers. `refuse`: SMTP 550 to the recipient, HTTP connection closed.
 */
export type SinkFault = (typeof sinkFaults)[number];

/** The messages that arrived, one file per channel (`mail.ndjson`, `sms.ndjson`, `webhook.ndjson`), one line per message. */
export class Messages {
  private readonly files: Record<SinkChannel, AppendFile>;

  constructor(folder: string) {
    const file = (channel: SinkChannel) => new AppendFile(join(folder, `${channel}.ndjson`));
    this.files = { mail: file('mail'), sms: file('sms'), webhook: file('webhook') };
  }

  add(message: SinkMessage): void {
    this.files[message.channel].append(message);
  }

  /** In the order of arrival. */
  list(channel: SinkChannel, to?: string): SinkMessage[] {
    const all = this.files[channel].readAll().map((line) => parseInput(messageShape, line));
    return to === undefined ? all : all.filter((message) => message.to === to);
  }
}

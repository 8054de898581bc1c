import { LuyueError } from '../../domain/errors';
import { callHttp, isFinalRefusal, isSuccess } from '../http';
import { signatureOf } from '../signature';
import type { Channel, Outgoing } from './channel';

export interface WebhookOptions {
  /** The recipient's name is appended: `<url>/<name>`. */
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs: number;
}

const bodyOf = ({ key, case: id, template, version, locale, recipient, subject, body }: Outgoing): string =>
  JSON.stringify({ key, case: id, template, version, locale, recipient, subject, body });

/** A signed POST: `x-luyue-signature: t=<unix s>,v1=<HMAC-SHA256>`, `idempotency-key` and `x-luyue-message-id` are the notice's key. */
export function webhookChannel({ url, secret, timeoutMs }: WebhookOptions): Channel {
  return {
    async send(message) {
      const body = bodyOf(message);
      const name = message.recipient.slice(message.recipient.indexOf(':') + 1);
      const { status } = await callHttp({
        method: 'POST',
        url: `${url}/${encodeURIComponent(name)}`,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': message.key,
          'x-luyue-message-id': message.key,
          'x-luyue-signature': signatureOf(body, secret, Date.now()),
        },
        body,
        timeoutMs,
        unavailable: 'channel.unavailable',
      });
      if (!isSuccess(status))
        throw new LuyueError(isFinalRefusal(status) ? 'channel.undeliverable' : 'channel.unavailable', `webhook ${status}`);
      return { kind: 'handed', at: Date.now(), providerId: message.key };
    },
    close: () => undefined,
  };
}

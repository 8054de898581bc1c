import { z } from 'zod';
import { LuyueError } from '../../domain/errors';
import { callHttp, isFinalRefusal, isSuccess } from '../http';
import { type Channel, noAddress } from './channel';

export interface SmsOptions {
  readonly url: string;
  /** Sent as bearer token where the gateway wants one. */
  readonly token: string | null;
  /** Address that the gateway reports delivery to, by the notice's key. */
  readonly reportTo: ((key: string) => string) | null;
  readonly timeoutMs: number;
}

const answerShape = z.object({ messageId: z.string() });

/** Short messages through a gateway: `POST {to, text, reportTo}` with an idempotency key. */
export function smsChannel({ url, token, reportTo, timeoutMs }: SmsOptions): Channel {
  const auth = token === null ? {} : { authorization: `Bearer ${token}` };
  return {
    async send(message) {
      if (message.phone === null) throw noAddress('sms', message);
      const report = reportTo === null ? {} : { reportTo: reportTo(message.key) };
      const { status, json } = await callHttp({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', 'idempotency-key': message.key, ...auth },
        body: JSON.stringify({ to: message.phone, text: message.sms, ...report }),
        timeoutMs,
        unavailable: 'channel.unavailable',
      });
      if (!isSuccess(status))
        throw new LuyueError(isFinalRefusal(status) ? 'channel.undeliverable' : 'channel.unavailable', `SMS ${status}`);
      return { kind: 'handed', at: Date.now(), providerId: answerShape.safeParse(json).data?.messageId ?? null };
    },
    close: () => undefined,
  };
}

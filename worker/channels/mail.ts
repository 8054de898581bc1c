import { createTransport } from 'nodemailer';
import { LuyueError } from '../../domain/errors';
import { type Channel, noAddress, type Outgoing } from './channel';

export interface MailOptions {
  /** `smtp://user:password@host:port` or `smtps://...`. */
  readonly url: string;
  readonly from: string;
  /** For the whole conversation, in ms. */
  readonly timeoutMs: number;
}

/** 5xx is the server's last word; RFC 5321 4.2.1. */
const isFinal = (code: unknown): boolean => typeof code === 'number' && code >= 500 && code < 600;

/** Words of a server's answer hold the address; only its codes are kept. */
function failureOf(error: unknown): LuyueError {
  const code = typeof error === 'object' && error !== null && 'responseCode' in error ? error.responseCode : undefined;
  const name = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no answer';
  const detail = code === undefined ? `SMTP ${name}` : `SMTP ${String(code)}`;
  return new LuyueError(isFinal(code) ? 'channel.undeliverable' : 'channel.unavailable', detail);
}

const within = async <T>(work: Promise<T>, timeoutMs: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new LuyueError('channel.unavailable', 'SMTP no answer in time')), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Mail by SMTP. The message id is made of the notice's key, so that a repeated mail is the same mail to whoever looks:
 * SMTP itself cannot take a message once.
 */
export function mailChannel({ url, from, timeoutMs }: MailOptions): Channel {
  const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const transport = createTransport({ url, ...limits });
  const domain = from.replace(/^.*@/, '').replace(/>.*$/, '');
  const mail = (message: Outgoing, to: string) => ({
    from,
    to,
    subject: message.subject,
    text: message.body,
    messageId: `<${message.key.replaceAll(':', '.')}@${domain}>`,
    headers: {
      ...(message.case === null ? {} : { 'x-luyue-case': message.case }),
      'x-luyue-template': `${message.template}-${message.version}`,
      'auto-submitted': 'auto-generated',
    },
  });
  return {
    async send(message) {
      if (message.email === null) throw noAddress('email', message);
      try {
        const sent = await within(transport.sendMail(mail(message, message.email)), timeoutMs);
        return { kind: 'handed', at: Date.now(), providerId: sent.messageId };
      } catch (error) {
        throw error instanceof LuyueError ? error : failureOf(error);
      }
    },
    close: () => transport.close(),
  };
}

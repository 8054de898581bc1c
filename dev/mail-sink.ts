import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Messages, SinkFault } from './messages';
import type { Switches } from './switches';

export interface MailSink {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

type Callback = (error?: Error | null) => void;

/** An error that smtp-server answers with its own SMTP code. */
class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text);
  }
}

/** A real SMTP server on 127.0.0.1 that delivers nothing and writes down everything; port 0 takes any free one. */
export const startMailSink = async (port: number, messages: Messages, faults: Switches<SinkFault>): Promise<MailSink> => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo: ({ address }, _session, callback) => callback(refusal(faults, address)),
    onData: (stream, session, callback) => {
      receive(stream, session, messages, faults, callback).catch((error: unknown) => callback(new Error('sink failed', { cause: error })));
    },
  });
  // A client that goes away in the middle is the client's affair.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  const taken = address !== null && typeof address === 'object' ? address.port : port;
  return { host: '127.0.0.1', port: taken, close: () => new Promise((resolve) => server.close(() => resolve())) };
};

const refusal = (faults: Switches<SinkFault>, address: string): Error | null =>
  faults.take([address], ['refuse']) ? new SmtpRefusal(550, `5.1.1 ${address}: no such recipient`) : null;

const receive = async (
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  messages: Messages,
  faults: Switches<SinkFault>,
  callback: Callback,
): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  const recipients = session.envelope.rcptTo;
  const fault = faults.take(
    recipients.map(({ address }) => address),
    ['temporary', 'permanent', 'hang'],
  );
  if (fault?.kind === 'hang') return;
  if (fault) {
    callback(fault.kind === 'temporary' ? new SmtpRefusal(451, '4.3.0 try again later') : new SmtpRefusal(554, '5.6.0 not accepted'));
    return;
  }
  write(await PostalMime.parse(Buffer.concat(chunks)), recipients, messages);
  callback();
};

const write = (mail: Email, recipients: readonly SMTPServerAddress[], messages: Messages): void => {
  const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
  const body = (mail.text ?? mail.html ?? '').trimEnd();
  const common = { channel: 'mail', subject: mail.subject ?? '', body, headers, messageId: mail.messageId ?? '' } as const;
  for (const { address } of recipients) messages.add({ ...common, to: address, receivedAt: new Date().toISOString() });
};

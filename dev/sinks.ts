import { type HttpSinks, type ReportKind, startHttpSinks } from './http-sinks';
import { type MailSink, startMailSink } from './mail-sink';
import { Messages, type SinkFault, sinkFaults } from './messages';
import { Switches } from './switches';

export interface SinkOptions {
  /** Folder of the message files. */
  readonly dir: string;
  /** Shared with the sender of webhooks: key of their signatures. */
  readonly webhookSecret: string;
  /** 0 takes any free port. */
  readonly mailPort: number;
  readonly httpPort: number;
}

export interface Sinks {
  readonly mail: { readonly host: string; readonly port: number };
  readonly http: { readonly port: number; readonly url: string };
  /** `POST {to, text, reportTo?}` with header `idempotency-key`. */
  readonly smsUrl: string;
  /** A name is appended: `POST <webhookUrl>/<name>`, signed. */
  readonly webhookUrl: string;
  readonly messages: Messages;
  readonly faults: Switches<SinkFault>;
  readonly reports: Switches<ReportKind>;
  /** Stops both servers; connections left hanging are cut. */
  stop(): Promise<void>;
}

/** Starts the receivers of mail, short messages and webhooks inside this process; they write what they get to files. */
export const startSinks = async (options: SinkOptions): Promise<Sinks> => {
  const messages = new Messages(options.dir);
  const faults = new Switches(sinkFaults);
  const mail = await startMailSink(options.mailPort, messages, faults);
  const { server, reports, close } = await orClose(startHttpSinks(options.httpPort, options.webhookSecret, messages, faults), mail);
  const stop = async () => {
    await Promise.all([mail.close(), close()]);
  };
  const http = { port: server.port, url: server.url };
  return { mail, http, smsUrl: `${server.url}/sms`, webhookUrl: `${server.url}/webhook`, messages, faults, reports, stop };
};

const orClose = async (starting: Promise<HttpSinks>, mail: MailSink): Promise<HttpSinks> => {
  try {
    return await starting;
  } catch (error) {
    await mail.close();
    throw error;
  }
};

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Callbacks } from './callbacks';
import { parseInput } from './input';
import { type Answer, type JsonServer, type Request, readJson, serveJson } from './json-server';
import type { Messages, SinkChannel, SinkFault, SinkMessage } from './messages';
import { checkSignature } from './signature';
import { Switches } from './switches';

export const reportKinds = ['undeliverable', 'none', 'twice'] as const;

/** What becomes of a short message after it was taken: delivered and reported unless switched otherwise. */
export type ReportKind = (typeof reportKinds)[number];

export interface HttpSinks {
  readonly server: JsonServer;
  readonly reports: Switches<ReportKind>;
  close(): Promise<void>;
}

const smsShape = z.object({ to: z.string().min(1), text: z.string().min(1), reportTo: z.url().optional() });

type Sms = z.infer<typeof smsShape>;

/**
 * The SMS gateway (`POST /sms`), the webhook receiver (`POST /webhook/<name>`) and the control endpoints (`/faults`,
 * `/reports`, `GET /messages/<channel>`) on one port of 127.0.0.1.
 */
export const startHttpSinks = async (port: number, secret: string, messages: Messages, faults: Switches<SinkFault>): Promise<HttpSinks> => {
  const reports = new Switches(reportKinds);
  const callbacks = new Callbacks();
  const server = await serveJson(port, (request) => {
    const [, first = '', ...rest] = request.path.split('/').map(decodeURIComponent);
    const name = rest.join('/');
    if (first === 'faults') return faults.handle(request);
    if (first === 'reports') return reports.handle(request);
    if (first === 'messages' && isChannel(name)) return { status: 200, body: messages.list(name) };
    if (request.method === 'POST' && first === 'sms') return takeSms(request, messages, faults, reports, callbacks);
    if (request.method === 'POST' && first === 'webhook' && name !== '') return takeWebhook(request, name, secret, messages, faults);
    return { status: 404, body: { error: { code: 'input.invalid', detail: `there is no ${request.method} ${request.path}` } } };
  });
  const close = async () => {
    await callbacks.close();
    await server.close();
  };
  return { server, reports, close };
};

const isChannel = (text: string): text is SinkChannel => text === 'mail' || text === 'sms' || text === 'webhook';

const answerFault = (fault: SinkFault | undefined): Answer | undefined => {
  switch (fault) {
    case undefined:
      return undefined;
    case 'temporary':
      return { status: 503, body: { error: { code: 'channel.unavailable', detail: 'try again later' } } };
    case 'permanent':
      return { status: 422, body: { error: { code: 'input.invalid', detail: 'the recipient cannot be reached' } } };
    case 'hang':
      return 'hang';
    case 'refuse':
      return 'drop';
  }
};

const takeSms = (
  request: Request,
  messages: Messages,
  faults: Switches<SinkFault>,
  reports: Switches<ReportKind>,
  callbacks: Callbacks,
): Answer => {
  const sms = parseInput(smsShape, readJson(request));
  const fault = answerFault(faults.take([sms.to])?.kind);
  if (fault) return fault;
  const key = request.headers['idempotency-key'];
  const before = key === undefined ? undefined : messages.list('sms').find((message) => message.idempotencyKey === key);
  if (before) return { status: 200, body: { messageId: before.messageId, repeated: true } };
  const message = smsMessage(request, sms, messages.list('sms').length + 1);
  messages.add(message);
  if (sms.reportTo) report(sms.reportTo, message, reports, callbacks);
  return { status: 202, body: { messageId: message.messageId, repeated: false } };
};

const smsMessage = (request: Request, sms: Sms, count: number): SinkMessage => {
  const key = request.headers['idempotency-key'];
  const received = { receivedAt: new Date().toISOString(), messageId: `sms-${String(count).padStart(6, '0')}`, headers: request.headers };
  return { channel: 'sms', to: sms.to, subject: '', body: sms.text, ...received, ...(key === undefined ? {} : { idempotencyKey: key }) };
};

/** One report of one message has one id: sent twice it is the same report. */
const report = (url: string, message: SinkMessage, reports: Switches<ReportKind>, callbacks: Callbacks): void => {
  const { kind, afterMs } = reports.take([message.to]) ?? {};
  if (kind === 'none') return;
  const status = kind === 'undeliverable' ? 'undeliverable' : 'delivered';
  const body = { reportId: `report-${message.messageId}`, messageId: message.messageId, status, at: new Date().toISOString() };
  for (let count = 0; count < (kind === 'twice' ? 2 : 1); count++) callbacks.post(url, body, afterMs);
};

const takeWebhook = (request: Request, name: string, secret: string, messages: Messages, faults: Switches<SinkFault>): Answer => {
  const fault = answerFault(faults.take([name])?.kind);
  if (fault) return fault;
  const signature = checkSignature(request.headers['x-luyue-signature'], request.text, secret, Date.now());
  const messageId = request.headers['x-luyue-message-id'] ?? createHash('sha256').update(request.text).digest('hex').slice(0, 16);
  const received = { headers: request.headers, receivedAt: new Date().toISOString(), messageId, signature };
  messages.add({ channel: 'webhook', to: name, subject: '', body: request.text, ...received });
  if (signature !== 'valid') return { status: 401, body: { error: { code: 'actor.unknown', detail: `the signature is ${signature}` } } };
  return { status: 202, body: { messageId } };
};

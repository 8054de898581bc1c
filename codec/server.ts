import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { LuyueError } from '../domain/errors';
import { answerCodec, type CodecOptions, type CodecReply, type RunningCodec } from './handler';
import { Openings } from './openings';
import { isOwn as isOwnUser, usersOf } from './peer';

export interface CodecServerOptions extends CodecOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Origins of the UIs that may ask, such as `https://temporal.insurer.example`. */
  readonly origins: readonly string[];
}

export interface CodecServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A page of a history at once; beyond it nobody asks in good faith. */
const limitBytes = 32 * 1024 * 1024;

const tooLarge: CodecReply = { status: 413, body: { error: { code: 'input.invalid', detail: 'the body is too large' } } };
const wrongMethod: CodecReply = { status: 405, body: { error: { code: 'input.invalid', detail: 'POST, OPTIONS' } } };
const foreignOrigin: CodecReply = { status: 403, body: { error: { code: 'codec.refused', detail: 'no page of this origin may ask' } } };

/** For pages of our origins only, by name: `*` is not allowed where credentials are included. */
const cors = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers': 'content-type, x-namespace, authorization, authorization-extras',
  'access-control-allow-credentials': 'true',
  'access-control-max-age': '600',
});

async function textOf(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limitBytes) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function replyTo(incoming: IncomingMessage, options: CodecServerOptions & RunningCodec): Promise<CodecReply> {
  const { origin } = incoming.headers;
  if (origin !== undefined && !options.origins.includes(origin)) return foreignOrigin;
  if (incoming.method === 'OPTIONS') return { status: 204, body: null };
  if (incoming.method !== 'POST') return wrongMethod;
  const text = await textOf(incoming);
  if (text === null) return tooLarge;
  const { pathname: path } = new URL(incoming.url ?? '/', 'http://localhost');
  const isOwn = options.ownUi === true && origin !== undefined && isOwnUser(usersOf(incoming.socket));
  return answerCodec({ path, headers: incoming.headers, text, isOwn }, options);
}

function send(response: ServerResponse, { status, body }: CodecReply, origin: string | undefined, { origins }: CodecServerOptions): void {
  const allowed = origin !== undefined && origins.includes(origin) ? cors(origin) : {};
  const common = { ...allowed, vary: 'origin', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  if (body === null) {
    response.writeHead(status, common).end();
    return;
  }
  const close = status === 413 ? { connection: 'close' } : {};
  response.writeHead(status, { ...common, ...close, 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

/** Of a caller within an hour: a tool opens so many cases at most that do not come into being. */
const usualOpenings = 600;

/** How long a request may take to arrive. Node looks for late ones every 30 s where it is not told. */
const patience = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 1_000 } as const;

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

const listen = (server: Server, { host, port }: CodecServerOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new LuyueError('stack.port-taken', `${host}:${port} cannot be listened on`, { port }, { cause })),
    );
    server.listen(port, host, resolve);
  });

/**
 * Serves the codec over HTTP until closed. Behind a proxy that speaks TLS where it is not loopback.
 * @throws LuyueError stack.port-taken; config.invalid where a UI may ask without a token and others could reach it
 */
export async function serveCodec(options: CodecServerOptions): Promise<CodecServer> {
  if (options.ownUi === true && !loopback.has(options.host))
    throw new LuyueError('config.invalid', 'A UI without a token is for 127.0.0.1 only.', { host: options.host });
  const running = { openings: new Openings(usualOpenings, options.now ?? Date.now), ...options };
  const server = createServer(patience, (incoming, response) => {
    replyTo(incoming, running)
      .then((reply) => send(response, reply, incoming.headers.origin, options))
      .catch(() => response.destroy());
  });
  await listen(server, options);
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : options.port;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, close };
}

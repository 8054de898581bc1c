import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type ErrorCode, httpStatusOf, LuyueError } from '../domain/errors';
import { codeOf } from './courier';
import type { Log } from './log';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** As it was sent: signatures are made over it. */
  readonly text: string;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Bytes of a body that are read at most. */
  readonly limit: number;
  readonly log: Log;
}

const tooLarge: Reply = { status: 413, body: { error: { code: 'input.invalid', detail: 'the body is too large' } } };

/** Statuses that differ from the catalogue's: who may not send gets 401, wherever the code stands. */
const statusOf = (code: ErrorCode): number => (code === 'callback.refused' ? 401 : code === 'input.invalid' ? 400 : httpStatusOf(code));

async function bodyOf(incoming: IncomingMessage, limit: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limit) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function replyTo(
  incoming: IncomingMessage,
  options: HttpServerOptions,
  handle: (request: Received) => Promise<Reply>,
): Promise<Reply> {
  const text = await bodyOf(incoming, options.limit);
  if (text === null) return tooLarge;
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
  try {
    return await handle({ method: incoming.method ?? 'GET', path: pathname, query: searchParams, headers: incoming.headers, text });
  } catch (error) {
    const code = codeOf(error);
    const detail = error instanceof LuyueError ? error.message : 'a defect; nothing was taken';
    options.log.warn('callback not taken', { path: pathname, code, detail });
    return { status: statusOf(code), body: { error: { code, detail } } };
  }
}

const listen = (server: Server, { host, port }: HttpServerOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(new LuyueError('stack.port-taken', `${host}:${port} cannot be listened on`, { port }, { cause: error }));
    });
    server.listen(port, host, resolve);
  });

/** How long a request may take to arrive. Node looks for late ones every 30 s where it is not told. */
const patience = { requestTimeout: 15_000, headersTimeout: 10_000, connectionsCheckingInterval: 1_000 } as const;

/** Serves JSON over HTTP; what the handler throws is answered with code and detail. @throws LuyueError stack.port-taken */
export async function serveHttp(options: HttpServerOptions, handle: (request: Received) => Promise<Reply>): Promise<HttpServer> {
  const server = createServer(patience, (incoming, response) => {
    replyTo(incoming, options, handle)
      .then(({ status, body }) => {
        const close = status === 413 ? { connection: 'close' } : {};
        response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...close }).end(JSON.stringify(body));
      })
      .catch(() => response.destroy());
  });
  await listen(server, options);
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : options.port;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
  return { port, close };
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { httpStatusOf, LuyueError } from '../domain/errors';
import { messageOf } from './system-error';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it was sent: signatures are made over it. */
  readonly text: string;
}

/** `drop` closes the connection without an answer; `hang` leaves it open without one. */
export type Answer = { readonly status: number; readonly body?: unknown } | 'drop' | 'hang';

export interface JsonServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/** Serves HTTP on a port of 127.0.0.1; 0 takes any free one. What the handler throws is answered by its code. */
export const serveJson = async (port: number, handle: (request: Request) => Answer | Promise<Answer>): Promise<JsonServer> => {
  const server = createServer((incoming, response) => {
    answer(incoming, response, handle).catch(() => response.destroy());
  });
  await listen(server, port);
  const address = server.address();
  const taken = address !== null && typeof address === 'object' ? address.port : port;
  return { port: taken, url: `http://127.0.0.1:${taken}`, close: () => close(server) };
};

/** The body of a request as JSON. @throws LuyueError input.invalid */
export const readJson = (request: Request): unknown => {
  try {
    return request.text === '' ? {} : JSON.parse(request.text);
  } catch (error) {
    throw new LuyueError('input.invalid', `the body is not JSON: ${messageOf(error)}`);
  }
};

const answer = async (incoming: IncomingMessage, response: ServerResponse, handle: (request: Request) => Answer | Promise<Answer>) => {
  const result = await orFailure(await read(incoming), handle);
  if (result === 'hang') return;
  if (result === 'drop') {
    incoming.socket.destroy();
    return;
  }
  response.writeHead(result.status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(result.body ?? {}));
};

const orFailure = async (request: Request, handle: (request: Request) => Answer | Promise<Answer>): Promise<Answer> => {
  try {
    return await handle(request);
  } catch (error) {
    const code = error instanceof LuyueError ? error.code : 'defect.unexpected';
    const status = code === 'input.invalid' ? 400 : httpStatusOf(code);
    return { status: code === 'defect.unexpected' ? 500 : status, body: { error: { code, detail: messageOf(error) } } };
  }
};

const read = async (incoming: IncomingMessage): Promise<Request> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]);
  return {
    method: incoming.method ?? 'GET',
    path: new URL(incoming.url ?? '/', 'http://localhost').pathname,
    headers: Object.fromEntries(headers),
    text: Buffer.concat(chunks).toString('utf8'),
  };
};

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

/** Connections that are kept open on purpose are cut. */
const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

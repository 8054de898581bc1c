import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { errorCatalogue, httpStatusOf, isRetryable, LuyueError } from '../domain/errors';
import type { Log } from './log';

/** Seconds after which a request may be repeated where nothing better is known. */
const retryAfterSeconds = 5;

/** A fault of the framework as an error of the catalogue; null where it is none of the caller's doing. */
function ofFramework(error: FastifyError): LuyueError | null {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const place = error.validationContext ?? 'body';
    const issues = error.validation.map(({ instancePath, message }) => ({
      path: `/${place}${instancePath}`,
      reason: message ?? 'is wrong',
    }));
    return new LuyueError('input.invalid', issues.map(({ path, reason }) => `${path}: ${reason}`).join('; '), { issues });
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new LuyueError('request.too-large', 'The body is larger than is read.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new LuyueError('media.unsupported', 'Send JSON: Content-Type: application/json.');
    case 'FST_ERR_HANDLER_TIMEOUT':
      return new LuyueError('request.too-slow', 'No answer was ready in time.');
    default:
      break;
  }
  const { statusCode } = error;
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500
    ? new LuyueError('input.invalid', `${error.code === 'FST_ERR_BAD_URL' ? '/path' : '/body'}: ${error.message}`)
    : null;
}

/** Whatever was thrown as an error of the catalogue. What is none is a defect: its reference finds it in the log, the caller gets no more. */
function known(error: FastifyError, request: FastifyRequest, log: Log): LuyueError {
  if (error instanceof LuyueError && errorCatalogue[error.code].kind !== 'defect') return error;
  const framework = error instanceof LuyueError ? null : ofFramework(error);
  if (framework !== null) return framework;
  const reference = randomUUID().slice(0, 8);
  // Of a foreign error only name and place: its message may quote values of the query.
  const detail = error instanceof LuyueError ? `${error.code} ${error.message}` : error.name;
  const place = (error.stack ?? '')
    .split('\n')
    .slice(1, 6)
    .map((line) => line.trim())
    .join(' < ');
  log.error('defect', { request: request.id, case: request.caseId, reference, detail, place });
  return new LuyueError('defect.unexpected', `A defect in luyue; quote the reference ${reference}.`, { reference });
}

const retryAfter = ({ data }: LuyueError): number => (typeof data.retryAfter === 'number' ? data.retryAfter : retryAfterSeconds);

/** Answers with an error as problem details (RFC 9457): type and code from the catalogue, detail and data of this one. */
export function answerProblem(error: LuyueError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, message, data } = error;
  const status = httpStatusOf(code);
  request.problem = code;
  if (isRetryable(code)) reply.header('retry-after', String(retryAfter(error)));
  if (status === 401) reply.header('www-authenticate', code === 'token.missing' ? 'Bearer' : 'Bearer error="invalid_token"');
  const problem = {
    ...data,
    type: `urn:luyue:error:${code}`,
    title: errorCatalogue[code].meaning,
    status,
    detail: message,
    instance: `urn:luyue:request:${request.id}`,
    code,
  };
  return reply.code(status).type('application/problem+json').send(JSON.stringify(problem));
}

/** The handler for everything that is thrown. */
export const problemHandler =
  (log: Log) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    answerProblem(known(error, request, log), request, reply);

/** What cannot be read as a request at all: late, too long, or no HTTP. There is no route, no reply and no log line of it. */
export function answerBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? 'request.unfinished'
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? 'request.too-large'
        : 'input.invalid';
  const { meaning } = errorCatalogue[code];
  const status = httpStatusOf(code);
  const body = JSON.stringify({
    type: `urn:luyue:error:${code}`,
    title: meaning,
    status,
    detail: meaning,
    instance: 'urn:luyue:request:none',
    code,
  });
  const head = ['content-type: application/problem+json', `content-length: ${Buffer.byteLength(body)}`, 'connection: close'];
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.join('\r\n')}\r\n\r\n${body}`);
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Code of the error that the request was answered with, for log and metrics. */
    problem: string | null;
  }
}

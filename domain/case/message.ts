import type { ActRequest } from './act';
import type { Objection } from './decide';
import type { Json } from './fact';
import { checkShape, type Schema } from './guard';
import guards from './message.guards.generated.json';
import type { OpenRequest, ReopenRequest } from './opening';

/** Bytes of JSON that a request may have: far from where the engine refuses a payload (2 MiB), and from what a case could carry on. */
export const mostBytes = 524_288;

const encoder = new TextEncoder();

/** Null where a request is small enough, otherwise why it is not. The value must not be nested deep. */
export function checkSize(value: unknown): Objection | null {
  const bytes = encoder.encode(JSON.stringify(value) ?? '').length;
  if (bytes <= mostBytes) return null;
  return { code: 'request.too-large', detail: `The request has ${bytes} bytes; at most ${mostBytes} are taken.` };
}

type Message = ActRequest | OpenRequest | ReopenRequest;

/** Everything that has crossed the engine is JSON, whatever its type says. */
function asJson(message: Message): Json;
function asJson(message: unknown): unknown {
  return message;
}

const shapeOf = (schema: Schema, message: Message): Objection | null => {
  const wrong = checkShape(schema, asJson(message));
  return wrong === null ? null : { code: 'input.invalid', detail: wrong };
};

/** Why the form of a message that reached a case past the doors is wrong; null where it is right. Its payload is not looked into. */
export const messageObjection = {
  act: (request: ActRequest) => shapeOf(guards.act, request),
  open: (open: OpenRequest) => shapeOf(guards.open, open),
  reopen: (reopen: ReopenRequest) => shapeOf(guards.reopen, reopen),
};

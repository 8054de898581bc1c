import { z } from 'zod';
import { envelope } from '../client/open';
import type { ProcessType } from '../client/process-type';
import type { Json, JsonObject } from '../domain/case/fact';
import { isObject } from '../domain/case/json';
import { inputSchema } from './json-schema';

const namesIn = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

// The actor is the token's, the compression the server's; source and reference may come from the Idempotency-Key.
const outer = envelope.omit({ actor: true, compressed: true }).partial({ source: true, reference: true });

/** JSON Schema of what opens a case of a process: the envelope and, beside it, the content of the process. */
export function openingSchema(type: ProcessType): JsonObject {
  const [around, content] = [inputSchema(outer), inputSchema(type.payloads.open)];
  if (!isObject(around.properties) || !isObject(content.properties)) return { type: 'object', allOf: [around, content] };
  return {
    type: 'object',
    properties: { ...around.properties, ...content.properties },
    required: [...namesIn(around.required), ...namesIn(content.required)],
    additionalProperties: false,
  };
}

/** The body of an opening: an object here, read by the doors under the schema that is shown. */
export const openingBody = (type: ProcessType) => z.record(z.string(), z.unknown()).meta({ ...openingSchema(type) });

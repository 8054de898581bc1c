import { z } from 'zod';
import type { Json, JsonObject } from '../domain/case/fact';
import { isList, isObject } from '../domain/case/json';

/** An instant as callers may send it. The schemas of the domain know milliseconds; the doors read ISO 8601 as well. */
const instantForms: readonly JsonObject[] = [
  { type: 'string', format: 'date-time', description: 'ISO 8601 with offset', examples: ['2026-09-01T10:00:00+08:00'] },
  { type: 'integer', minimum: 0, maximum: Date.UTC(2500, 0) - 1, description: 'Milliseconds since 1970' },
];

function outward(value: Json | undefined): Json | undefined {
  if (isList(value)) return value.map((item) => outward(item) ?? null);
  if (!isObject(value)) return value;
  if (value.format === 'instant') return { anyOf: instantForms };
  const { $schema: _schema, personal, ...rest } = value;
  const entries = Object.entries(rest).map(([name, part]): [string, Json | undefined] => [name, outward(part)]);
  return { ...Object.fromEntries(entries), ...(personal === true ? { 'x-personal': true } : {}) };
}

const made = new WeakMap<z.ZodType, JsonObject>();

/** JSON Schema (2020-12) of what a caller sends: instants also as ISO 8601, personal fields marked `x-personal`. */
export function inputSchema(schema: z.ZodType): JsonObject {
  const known = made.get(schema);
  if (known !== undefined) return known;
  const raw: JsonObject = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' })));
  const converted = outward(raw);
  const result = isObject(converted) ? converted : {};
  made.set(schema, result);
  return result;
}

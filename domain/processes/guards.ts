import { z } from 'zod';
import { type Schema, schemaKeywords } from '../case/guard';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

// Words of JSON Schema that carry no rule of their own here.
const dropped: ReadonlySet<string> = new Set(['$schema', 'format']);
const nested = new Set(['items', 'additionalProperties', 'propertyNames']);
const lists = new Set(['anyOf', 'oneOf']);

function convertKey(key: string, value: unknown, path: string): unknown {
  if (key === 'properties' && isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([name, s]) => [name, convert(s, `${path}/${name}`)]));
  if (nested.has(key) && isRecord(value)) return convert(value, `${path}/${key}`);
  if (lists.has(key) && Array.isArray(value)) return value.map((s, i) => convert(s, `${path}/${key}/${i}`));
  return value;
}

function convert(raw: unknown, path: string): Record<string, unknown> {
  if (!isRecord(raw)) throw new Error(`${path}: not a schema`);
  const unknown = Object.keys(raw).find((key) => !schemaKeywords.has(key) && !dropped.has(key));
  if (unknown !== undefined) throw new Error(`${path}: the guard does not know the keyword '${unknown}'`);
  const kept = Object.entries(raw).filter(([key]) => !dropped.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, convertKey(key, value, path)]));
}

const isSchema = (value: Record<string, unknown>): value is Record<string, unknown> & Schema =>
  Object.keys(value).every((key) => schemaKeywords.has(key));

/** The guard of a zod schema: its JSON Schema in the keywords that domain/case/guard.ts interprets. Throws on any other. */
export function guardOf(schema: z.ZodType, name: string): Schema {
  const raw = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  const converted = convert(raw, name);
  if (!isSchema(converted)) throw new Error(`${name}: not a schema`);
  return converted;
}

/** Guards of all payloads of a process, keyed by act. */
export function guardsOf(payloads: Readonly<Record<string, z.ZodType>>): Readonly<Record<string, Schema>> {
  return Object.fromEntries(Object.entries(payloads).map(([act, schema]) => [act, guardOf(schema, act)]));
}

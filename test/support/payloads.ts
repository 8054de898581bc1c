import fc from 'fast-check';
import type { Json } from '../../domain/case/fact';
import { isInherited, type Schema } from '../../domain/case/guard';

const anyText = (schema: Schema): fc.Arbitrary<string> =>
  fc.string({
    minLength: schema.minLength ?? 0,
    maxLength: Math.min(schema.maxLength ?? 30, (schema.minLength ?? 0) + 30),
    unit: 'grapheme',
  });

/** A pattern that only leaves characters out: nearly every text fits. */
const isFree = ({ pattern }: Schema): boolean => pattern?.startsWith('^[^') === true && pattern.endsWith(']*$') && !pattern.includes('@');

const text = (schema: Schema): fc.Arbitrary<string> =>
  schema.pattern === undefined || isFree(schema)
    ? anyText(schema).filter((s) => new RegExp(schema.pattern ?? '', 'u').test(s))
    : fc.stringMatching(new RegExp(schema.pattern, 'u')).filter((s) => s.length <= (schema.maxLength ?? Number.POSITIVE_INFINITY));

const integer = ({ minimum = -1000, maximum = Number.MAX_SAFE_INTEGER }: Schema): fc.Arbitrary<number> =>
  fc.integer({ min: Math.max(minimum, Number.MIN_SAFE_INTEGER), max: Math.min(maximum, Number.MAX_SAFE_INTEGER) });

function record(schema: Schema): fc.Arbitrary<Json> {
  const required = new Set(schema.required ?? []);
  const entries = Object.entries(schema.properties ?? {});
  const model = Object.fromEntries(entries.map(([name, part]) => [name, fitting(part)]));
  const requiredKeys = entries.map(([name]) => name).filter((name) => required.has(name));
  if (typeof schema.additionalProperties === 'object' && entries.length === 0) {
    return fc.dictionary(fitting(schema.propertyNames ?? { type: 'string' }).map(String), fitting(schema.additionalProperties), {
      maxKeys: 3,
    });
  }
  return fc.record(model, { requiredKeys });
}

/** Values that fit a payload schema. */
export function fitting(schema: Schema): fc.Arbitrary<Json> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(fitting));
  switch (schema.type) {
    case 'object':
      return record(schema);
    case 'array':
      return fc.array(fitting(schema.items ?? { type: 'string' }), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 3),
      });
    case 'integer':
      return integer(schema);
    case 'number':
      return fc.double({ min: schema.minimum ?? schema.exclusiveMinimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return text(schema);
  }
}

/** Whether a name that no guard takes is in a value; schemas leave that to the guards. */
export const holdsInherited = (value: Json): boolean =>
  typeof value === 'string'
    ? isInherited(value)
    : typeof value === 'object' &&
      value !== null &&
      Object.entries(value).some(([name, item]) => isInherited(name) || holdsInherited(item ?? null));

const junk: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, -1, 0.5, '', 'x'.repeat(5000), [], {}),
  fc.string(),
  fc.integer(),
);

const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value with one place changed: replaced, removed or added. Where it is changed is drawn too. */
export function broken(value: Json): fc.Arbitrary<Json> {
  if (Array.isArray(value) && value.length > 0) {
    return fc.nat(value.length - 1).chain((at) => broken(value[at] ?? null).map((item) => value.map((old, i) => (i === at ? item : old))));
  }
  if (!isRecord(value)) return junk;
  const keys = Object.keys(value);
  const added = junk.map((item) => ({ ...value, unknownField: item }));
  if (keys.length === 0) return fc.oneof(added, junk);
  const at = fc.constantFrom(...keys);
  const removed = at.map((key) => Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)));
  const changed = at.chain((key) => broken(value[key] ?? null).map((item) => ({ ...value, [key]: item })));
  return fc.oneof(added, removed, changed, changed);
}

import type { Sealed } from './commit';
import type { Json, JsonObject } from './fact';
import { isList, isObject } from './json';

/** The part of JSON Schema that the payload schemas use. Another keyword fails the build of the guards. */
export interface Schema {
  /** object, array, string, number, integer, boolean or null; a plain string, because the guards are read from JSON. */
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly default?: Json;
  readonly personal?: boolean;
  readonly description?: string;
}

export const schemaKeywords: ReadonlySet<string> = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'items',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'enum',
  'const',
  'anyOf',
  'oneOf',
  'default',
  'personal',
  'description',
]);

const longestPath = 200;

/** A path may be what somebody made up: it is cut, so that a refusal stays short. */
const wrong = (path: string, reason: string): string => `${path === '' ? '/' : path.slice(0, longestPath)}: ${reason}`;

const typeTests: Readonly<Record<string, (value: Json) => boolean>> = {
  object: isObject,
  array: isList,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const checkType = ({ type }: Schema, value: Json, path: string): string | null =>
  type === undefined || typeTests[type]?.(value) === true ? null : wrong(path, `must be ${type}`);

/** Names such as `toString`, which every object has: what is looked up by one would be found where nobody put it. */
export const isInherited = (text: string): boolean => text in Object.prototype;

function checkText(schema: Schema, value: string, path: string): string | null {
  if (schema.personal !== true && isInherited(value)) return wrong(path, 'is a name that cannot be used');
  // Code points, as JSON Schema and zod count them: both gates must agree, also on an emoji.
  const { length } = [...value];
  if (schema.minLength !== undefined && length < schema.minLength) return wrong(path, `must have at least ${schema.minLength} characters`);
  if (schema.maxLength !== undefined && length > schema.maxLength) return wrong(path, `must have at most ${schema.maxLength} characters`);
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) return wrong(path, `must match ${schema.pattern}`);
  return null;
}

function checkNumber(schema: Schema, value: number, path: string): string | null {
  if (schema.minimum !== undefined && value < schema.minimum) return wrong(path, `must be at least ${schema.minimum}`);
  if (schema.maximum !== undefined && value > schema.maximum) return wrong(path, `must be at most ${schema.maximum}`);
  if (schema.exclusiveMinimum !== undefined && value <= schema.exclusiveMinimum)
    return wrong(path, `must be more than ${schema.exclusiveMinimum}`);
  return null;
}

function checkList(schema: Schema, value: readonly Json[], path: string): string | null {
  if (schema.minItems !== undefined && value.length < schema.minItems) return wrong(path, `must have at least ${schema.minItems} items`);
  if (schema.maxItems !== undefined && value.length > schema.maxItems) return wrong(path, `must have at most ${schema.maxItems} items`);
  const { items } = schema;
  if (items === undefined) return null;
  return firstOf(value, (item, i) => checkShape(items, item, `${path}/${i}`));
}

function firstOf<T>(values: readonly T[], check: (value: T, index: number) => string | null): string | null {
  for (const [index, value] of values.entries()) {
    const found = check(value, index);
    if (found !== null) return found;
  }
  return null;
}

function checkProperty(schema: Schema, name: string, value: Json, path: string): string | null {
  const known = schema.properties !== undefined && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
  if (known !== undefined) return checkShape(known, value, `${path}/${name}`);
  if (schema.propertyNames !== undefined && checkShape(schema.propertyNames, name, path) !== null)
    return wrong(`${path}/${name}`, 'is not a name allowed here');
  if (schema.additionalProperties === false) return wrong(`${path}/${name}`, 'is not known here');
  return typeof schema.additionalProperties === 'object' ? checkShape(schema.additionalProperties, value, `${path}/${name}`) : null;
}

function checkObject(schema: Schema, value: JsonObject, path: string): string | null {
  const missing = schema.required?.find((name) => value[name] === undefined);
  if (missing !== undefined) return wrong(`${path}/${missing}`, 'is missing');
  return firstOf(Object.entries(value), ([name, item]) => (item === undefined ? null : checkProperty(schema, name, item, path)));
}

function checkChoice(schema: Schema, value: Json, path: string): string | null {
  if (schema.const !== undefined && value !== schema.const) return wrong(path, `must be ${JSON.stringify(schema.const)}`);
  if (schema.enum !== undefined && !schema.enum.includes(value)) return wrong(path, `must be one of ${schema.enum.join(', ')}`);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices === undefined) return null;
  const reasons = choices.map((choice) => checkShape(choice, value, path));
  return reasons.includes(null) ? null : (reasons[0] ?? wrong(path, 'fits none of its forms'));
}

/** Null where the value fits the schema, otherwise the first wrong place as `PATH: reason`. Never throws. */
export function checkShape(schema: Schema, value: Json, path = ''): string | null {
  const early = checkType(schema, value, path) ?? checkChoice(schema, value, path);
  if (early !== null) return early;
  if (typeof value === 'string') return checkText(schema, value, path);
  if (typeof value === 'number') return checkNumber(schema, value, path);
  if (isList(value)) return checkList(schema, value, path);
  return isObject(value) ? checkObject(schema, value, path) : null;
}

/** A payload with its personal values taken out. In their place stands `{ sealed: true }` until commit puts the digest there. */
export interface Split<T extends Json> {
  readonly open: T;
  readonly sealed: readonly Sealed[];
}

const subjectOf = (value: JsonObject, outer: string | null): string | null =>
  typeof value.id === 'string' && typeof value.role === 'string' ? value.id : outer;

function split(schema: Schema | undefined, value: Json, path: string, subject: string | null, sealed: Sealed[]): Json {
  if (schema?.personal === true) {
    sealed.push({ path, subject, value: typeof value === 'string' ? value : JSON.stringify(value) });
    return { sealed: true };
  }
  if (isList(value)) return value.map((item, i) => split(schema?.items, item, `${path}/${i}`, subject, sealed));
  if (!isObject(value)) return value;
  const inner = subjectOf(value, subject);
  const choice = (schema?.anyOf ?? schema?.oneOf)?.find((s) => checkShape(s, value) === null) ?? schema;
  const entries = Object.entries(value).flatMap(([name, item]) => {
    if (item === undefined) return [];
    const part = choice?.properties?.[name] ?? (typeof choice?.additionalProperties === 'object' ? choice.additionalProperties : undefined);
    return [[name, split(part, item, `${path}/${name}`, inner, sealed)] as const];
  });
  return Object.fromEntries(entries);
}

/** Takes the fields marked `personal` out of a payload. Their paths are JSON pointers into it. */
export function splitPersonal(schema: Schema, value: JsonObject): Split<JsonObject> {
  const sealed: Sealed[] = [];
  const open = split(schema, value, '', null, sealed);
  return { open: isObject(open) ? open : {}, sealed };
}

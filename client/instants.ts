import { z } from 'zod';
import { LuyueError } from '../domain/errors';
import type { Instant } from '../domain/instant';

const isoShape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/;

const dateShape = /^\d{4}-\d{2}-\d{2}$/;

const invalid = (path: string, reason: string): LuyueError =>
  new LuyueError('input.invalid', `${path}: ${reason}`, { issues: [{ path, reason }] });

const isRealDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** Insurers keep nothing that is older, no calendar counts beyond, and PostgreSQL does not know the year 0. */
const [earliest, latest] = [Date.UTC(1900, 0), Date.UTC(2500, 0) - 1];

/**
 * An instant from ISO 8601 text with offset. `path` names the place in errors.
 * @throws LuyueError input.invalid where the offset is missing or the text names no instant: a local time without a zone is never guessed.
 */
export function parseInstant(text: string, path: string): Instant {
  const [, year, month, day, , , , , offset] = isoShape.exec(text) ?? [];
  if (dateShape.test(text)) throw invalid(path, `a date alone names no instant: add time and offset, such as ${text}T00:00:00+08:00`);
  if (year === undefined) throw invalid(path, 'must be an instant in ISO 8601, such as 2026-09-01T10:00:00+08:00');
  if (offset === undefined) throw invalid(path, 'needs an offset (+08:00 or Z): a local time without a zone names no instant');
  const at = Date.parse(text);
  if (Number.isNaN(at) || !isRealDay(Number(year), Number(month), Number(day))) throw invalid(path, 'names no day or time that exists');
  if (at < earliest || at > latest) throw invalid(path, 'must lie between the years 1900 and 2500');
  return at;
}

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The form of a union that the constants in a value point to; the first where none does. */
function formOf(schema: Node, value: unknown): Node {
  const forms = [...listOf(schema.anyOf), ...listOf(schema.oneOf)].filter(isNode);
  const fits = (form: Node): boolean => {
    const properties = isNode(form.properties) ? form.properties : {};
    return Object.entries(properties).every(
      ([name, part]) => !isNode(part) || part.const === undefined || (isNode(value) && value[name] === part.const),
    );
  };
  return forms.find((form) => form.type !== 'null' && fits(form)) ?? schema;
}

function convert(outer: Node, value: unknown, path: string): unknown {
  const schema = formOf(outer, value);
  if (schema.format === 'instant') return typeof value === 'string' ? parseInstant(value, path) : value;
  const { items, properties, additionalProperties } = schema;
  if (Array.isArray(value)) return isNode(items) ? value.map((item, i) => convert(items, item, `${path}/${i}`)) : value;
  if (!isNode(value)) return value;
  const known = isNode(properties) ? properties : {};
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const part = Object.hasOwn(known, name) ? known[name] : additionalProperties;
      return [name, isNode(part) ? convert(part, item, `${path}/${name}`) : item];
    }),
  );
}

const shapes = new WeakMap<z.ZodType, Node>();

function shapeOf(schema: z.ZodType): Node {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape: Node = z.toJSONSchema(schema, { io: 'input' });
  shapes.set(schema, shape);
  return shape;
}

/**
 * A value with the texts of its instant fields turned into milliseconds; all else is left as it is.
 * @throws LuyueError input.invalid naming the path of a text that is no instant with offset.
 */
export const withInstants = (schema: z.ZodType, value: unknown): unknown => convert(shapeOf(schema), value, '');

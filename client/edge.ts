import type { z } from 'zod';
import type { JsonObject } from '../domain/case/fact';
import { LuyueError } from '../domain/errors';
import { withInstants } from './instants';

/** One wrong place of an input. `path` is a JSON pointer. */
export interface Issue {
  readonly path: string;
  readonly reason: string;
}

const pointer = (path: readonly PropertyKey[]): string => (path.length === 0 ? '/' : path.map((part) => `/${String(part)}`).join(''));

const issuesOf = (error: z.ZodError): readonly Issue[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pointer([...issue.path, key]), reason: 'is not known here' }))
      : [{ path: pointer(issue.path), reason: issue.message }],
  );

/**
 * A value in the form of its schema, defaults filled in, instants in milliseconds.
 * @throws LuyueError input.invalid with every wrong path and its reason; values are not repeated, they may be personal.
 */
export function parseAtEdge<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(withInstants(schema, value));
  if (result.success) return result.data;
  const issues = issuesOf(result.error);
  throw new LuyueError('input.invalid', issues.map(({ path, reason }) => `${path}: ${reason}`).join('; '), { issues });
}

/** A parsed value as plain JSON, as it will cross the engine. */
export function plain(value: unknown): JsonObject {
  const json: JsonObject = JSON.parse(JSON.stringify(value));
  return json;
}

import type { z } from 'zod';
import type { Objection } from '../domain/case/decide';
import type { JsonObject } from '../domain/case/fact';
import { checkSize } from '../domain/case/message';
import { LuyueError } from '../domain/errors';
import { withInstants } from './instants';
import { checkPlain } from './plain-input';

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
  checkPlain(value, '');
  const result = schema.safeParse(withInstants(schema, value));
  if (result.success) return result.data;
  const issues = issuesOf(result.error);
  throw new LuyueError('input.invalid', issues.map(({ path, reason }) => `${path}: ${reason}`).join('; '), { issues });
}

const isIssue = (issue: unknown): issue is Issue =>
  typeof issue === 'object' &&
  issue !== null &&
  'path' in issue &&
  typeof issue.path === 'string' &&
  'reason' in issue &&
  typeof issue.reason === 'string';

/** The wrong places that an error names. */
export const issuesIn = ({ data: { issues } }: LuyueError): readonly Issue[] => (Array.isArray(issues) ? issues.filter(isIssue) : []);

/** An objection of the case that the door can see beforehand. @throws LuyueError with its code, where there is one. */
export function refuseAtEdge(objection: Objection | null): void {
  if (objection === null) return;
  const { code, detail } = objection;
  const [, path = '/', reason = detail] = /^(\/\S*): (.*)$/s.exec(detail) ?? [];
  throw new LuyueError(code, detail, { issues: [{ path, reason }] });
}

/** A parsed value as plain JSON, as it will cross the engine. @throws LuyueError request.too-large */
export function plain(value: unknown): JsonObject {
  refuseAtEdge(checkSize(value));
  const json: JsonObject = JSON.parse(JSON.stringify(value));
  return json;
}

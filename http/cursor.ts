import type { z } from 'zod';
import { LuyueError } from '../domain/errors';

/** A place in a list as callers carry it: opaque, no secret. */
export const cursorOf = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws LuyueError input.invalid */
export function readCursor<S extends z.ZodType>(shape: S, text: string): z.output<S> {
  try {
    return shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (cause) {
    const issues = [{ path: '/query/cursor', reason: 'is not a cursor of this list' }];
    throw new LuyueError('input.invalid', '/query/cursor: is not a cursor of this list', { issues }, { cause });
  }
}

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LuyueError } from '../domain/errors';
import type { Receiver } from './hooks';

const receiver = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(32),
  sensitive: z.boolean().default(false),
});

const shape = z
  .strictObject({ receivers: z.array(receiver).max(50) })
  .refine(({ receivers }) => new Set(receivers.map(({ name }) => name)).size === receivers.length, {
    message: 'two receivers have one name',
  });

const wrong = (path: string, reason: string, cause?: unknown): LuyueError =>
  new LuyueError('config.invalid', `LUYUE_RECEIVERS: ${path}: ${reason}`, { issues: [{ path, reason }] }, { cause });

/**
 * Who is told the events of all cases, from a file `{"receivers": [{"name", "url", "secret", "sensitive"}]}`; nobody where there is none.
 * @throws LuyueError config.invalid with the place; secrets are not shown.
 */
export function readReceivers(path: string | undefined): readonly Receiver[] {
  if (path === undefined) return [];
  let file: unknown;
  try {
    file = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw wrong(path, 'cannot be read as JSON', cause);
  }
  const parsed = shape.safeParse(file);
  if (parsed.success) return parsed.data.receivers;
  throw wrong(path, parsed.error.issues.map((issue) => `/${issue.path.join('/')} ${issue.message}`).join('; '));
}

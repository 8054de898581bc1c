import { z } from 'zod';

/** An instant as the API answers it. */
export const isoInstant = z.string().meta({ format: 'date-time', description: 'ISO 8601 in UTC.', examples: ['2026-09-01T02:00:00.000Z'] });

/** An instant as it is asked for. */
export const instantText = z
  .string()
  .max(40)
  .meta({
    format: 'date-time',
    description: 'ISO 8601 with offset. A local time without offset is refused.',
    examples: ['2026-09-01T10:00:00+08:00'],
  });

export const words = z.object({ zh: z.string(), en: z.string() });

export const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:@#-]{0,99}$/);

export const anyObject = z.record(z.string(), z.unknown());

export const caseParam = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
  .meta({ description: 'Id or short number of the case.', examples: ['claim-qk6x2m5n7d3a4b2c', '42'] });

export const taskParam = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9:@#.-]{0,99}$/)
  .meta({ description: 'Name of the task, as tasks and acts give it (percent-encoded).', examples: ['determine:1'] });

/** Largest sequence number of a log. */
export const most = 2_147_483_647;

export const limit = (rows: number, usual: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(rows)
    .default(usual)
    .meta({ description: `Rows of a page, at most ${rows}.` });

export const problem = z
  .looseObject({
    type: z.string().meta({ examples: ['urn:luyue:error:act.not-now'] }),
    title: z.string().meta({ description: 'What the code means.' }),
    status: z.int(),
    detail: z.string().meta({ description: 'What was wrong, and where.' }),
    instance: z.string().meta({ description: 'Names this HTTP request, as the log and `x-request-id` do.' }),
    code: z.string().meta({ description: 'Code of the error catalogue.', examples: ['act.not-now'] }),
  })
  .meta({
    id: 'Problem',
    description:
      'Problem details (RFC 9457). Further members depend on the code: `request` (of the act, to be repeated), `issues`, `possible`, `case`, `reopenAt`.',
  });

const problemAnswer = (description: string) => ({ description, content: { 'application/problem+json': { schema: problem } } });

/** Every error of every address looks the same. */
export const problems = {
  '4xx': problemAnswer('The request is refused: see `code` and `detail`.'),
  '5xx': problemAnswer('503 with Retry-After: a service is away, nothing is lost, repeat with the same request id. 500: a defect.'),
};

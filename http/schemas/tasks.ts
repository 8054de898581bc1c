import { z } from 'zod';
import { isoInstant, words } from './common';

export const task = z
  .object({
    case: z.string(),
    seq: z.int().meta({ description: 'Number of the event that opened it.' }),
    task: z.string().meta({ description: 'Name, as acts refer to it.' }),
    act: z.string(),
    actTitle: words.nullable(),
    title: z.string().nullable(),
    exposure: z.string().nullable(),
    owner: z
      .string()
      .nullable()
      .meta({ description: '`staff:ID`, a queue `role@unit`, `party:ID`, `system:NAME`; null: nobody can be found.' }),
    delegate: z.string().nullable(),
    claimedFrom: z.string().nullable().meta({ description: 'The queue it was claimed from; null: not claimed.' }),
    process: z.string(),
    stage: z.string(),
    line: z.string(),
    branch: z.string(),
    team: z.string(),
    state: z.enum(['open', 'done', 'dropped']),
    urgency: z
      .enum(['breached', 'urgent', 'warn', 'ok', 'paused', 'none'])
      .meta({ description: 'Rises as the limit comes near and passes.' }),
    dueAt: isoInstant.nullable(),
    openedAt: isoInstant,
    closedAt: isoInstant.nullable(),
    closedBy: z.string().nullable(),
  })
  .meta({ id: 'Task' });

export const taskPage = z
  .object({ tasks: z.array(task), next: z.string().nullable().meta({ description: '`cursor` of the next page; null: that was all.' }) })
  .meta({ id: 'TaskPage' });

export const caseTasks = z.object({ case: z.string(), tasks: z.array(task) }).meta({ id: 'CaseTasks' });

import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import type { Assignee } from '../../domain/case/fact';
import { caseEvent } from './case-event';
import { caseFile } from './case-file';
import { instant, oneOf } from './columns';

export const taskStates = ['open', 'done', 'dropped'] as const;
export type TaskState = (typeof taskStates)[number];

/** An open or past expectation of one act; its number is that of the event that opened it. */
export const task = pgTable(
  'task',
  {
    caseId: text()
      .notNull()
      .references(() => caseFile.id),
    seq: integer().notNull(),
    name: text().notNull(),
    act: text().notNull(),
    assignee: jsonb().$type<Assignee>().notNull(),
    /** `staff:ID`, a queue `role@unit`, `party:ID` or `system:NAME`; null where nobody can be found. */
    owner: text(),
    /** The queue it was claimed from. */
    claimedFrom: text(),
    /** Whoever stands in for the owner. */
    delegate: text(),
    exposure: text(),
    title: text(),
    /** Staff whose real person may not answer. */
    barred: text().array().notNull(),
    state: text().$type<TaskState>().notNull(),
    process: text().notNull(),
    stage: text().notNull(),
    line: text().notNull(),
    branch: text().notNull(),
    team: text().notNull(),
    /** Nearest due instant of the clocks that run over it. */
    dueAt: instant(),
    /** Rank of the worst band of those clocks; 0 is breached. */
    urgency: smallint().notNull(),
    openedAt: instant().notNull(),
    closedAt: instant(),
    closedSeq: integer(),
    closedBy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.seq] }),
    foreignKey({ name: 'task_event', columns: [t.caseId, t.seq], foreignColumns: [caseEvent.caseId, caseEvent.seq] }),
    oneOf('task_state', t.state, taskStates),
    check('task_closed', sql`(${t.state} = 'open') = (${t.closedAt} is null) and (${t.state} = 'open') = (${t.closedSeq} is null)`),
    index('task_inbox').on(t.owner, t.urgency, t.dueAt, t.openedAt).where(sql`${t.state} = 'open'`),
    index('task_inbox_by_due').on(t.owner, t.dueAt, t.openedAt).where(sql`${t.state} = 'open'`),
    index('task_delegate').on(t.delegate, t.urgency, t.dueAt, t.openedAt).where(sql`${t.state} = 'open' and ${t.delegate} is not null`),
    // Lists of the whole company.
    index('task_open').on(t.urgency, t.dueAt, t.openedAt).where(sql`${t.state} = 'open'`),
    index('task_open_by_due').on(t.dueAt, t.openedAt).where(sql`${t.state} = 'open'`),
    index('task_team').on(t.team, t.urgency, t.dueAt, t.openedAt).where(sql`${t.state} = 'open'`),
  ],
);

import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { type PromiseCondition, promiseConditions } from '../../domain/case/state';
import { caseFile } from './case-file';
import { instant, oneOf } from './columns';

/** A promise to a customer. */
export const promise = pgTable(
  'promise',
  {
    caseId: text()
      .notNull()
      .references(() => caseFile.id),
    id: text().notNull(),
    seq: integer().notNull(),
    owner: text().notNull(),
    to: text('to_party').notNull(),
    topic: text().notNull(),
    dueAt: instant().notNull(),
    state: text().$type<PromiseCondition>().notNull(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.id] }),
    oneOf('promise_state', t.state, promiseConditions),
    index('promise_by_due').on(t.state, t.dueAt),
  ],
);

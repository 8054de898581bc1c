import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { clock } from './clock';
import { instant, oneOf } from './columns';

/** Ledger of a clock: running and paused stretches without gap. */
export const clockSegment = pgTable(
  'clock_segment',
  {
    caseId: text().notNull(),
    clock: text().notNull(),
    startedSeq: integer().notNull(),
    no: integer().notNull(),
    from: instant('from_at').notNull(),
    to: instant('to_at'),
    state: text().$type<'running' | 'paused'>().notNull(),
    reason: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.clock, t.startedSeq, t.no] }),
    foreignKey({
      name: 'clock_segment_clock',
      columns: [t.caseId, t.clock, t.startedSeq],
      foreignColumns: [clock.caseId, clock.clock, clock.startedSeq],
    }),
    oneOf('clock_segment_state', t.state, ['running', 'paused']),
    // Boards ask what has been paused for long.
    index('clock_segment_paused').on(t.from).where(sql`${t.to} is null and ${t.state} = 'paused'`),
    check('clock_segment_order', sql`${t.to} is null or ${t.to} >= ${t.from}`),
  ],
);

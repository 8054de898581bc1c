import { sql } from 'drizzle-orm';
import { boolean, check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { type ClockCondition, clockConditions } from '../../domain/case/state';
import type { RungTime } from '../../domain/clock/types';
import { caseEvent } from './case-event';
import { instant, oneOf } from './columns';

/** One limit running on a case or exposure. A restart is a new row. */
export const clock = pgTable(
  'clock',
  {
    caseId: text().notNull(),
    clock: text().notNull(),
    startedSeq: integer().notNull(),
    rule: text().notNull(),
    ruleVersion: text().notNull(),
    calendarVersion: text().notNull(),
    basis: text().$type<'law' | 'policy'>().notNull(),
    exposure: text(),
    state: text().$type<ClockCondition>().notNull(),
    /** False where a later start of the same clock has taken its place. */
    current: boolean().notNull(),
    startsAt: instant().notNull(),
    dueAt: instant(),
    rolledDueAt: instant(),
    provisionalAt: instant(),
    missingYears: integer().array().notNull(),
    nextRung: jsonb().$type<RungTime>(),
    breachedAt: instant(),
    metAt: instant(),
    acknowledgedBy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.clock, t.startedSeq] }),
    foreignKey({ name: 'clock_event', columns: [t.caseId, t.startedSeq], foreignColumns: [caseEvent.caseId, caseEvent.seq] }),
    oneOf('clock_state', t.state, clockConditions),
    oneOf('clock_basis', t.basis, ['law', 'policy']),
    check('clock_met', sql`(${t.state} = 'met') = (${t.metAt} is not null)`),
    index('clock_by_rule').on(t.rule, t.state, t.dueAt),
    // Boards ask which breaches nobody has taken note of.
    index('clock_unacknowledged')
      .on(t.caseId)
      .where(sql`${t.current} and ${t.state} in ('running', 'paused') and ${t.breachedAt} is not null and ${t.acknowledgedBy} is null`),
    index('clock_waiting_for_calendar').on(t.caseId).where(sql`${t.state} = 'running' and cardinality(${t.missingYears}) > 0`),
  ],
);

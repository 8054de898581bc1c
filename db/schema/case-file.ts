import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { type SlaBand, slaBands, type WaitingOn, waitingOn } from '../../domain/case/wait-set';
import { instant, oneOf } from './columns';

/** A case as lists and reports read it: projected from the log by every commit, locked by it first. */
export const caseFile = pgTable(
  'case_file',
  {
    id: text().primaryKey(),
    /** Short number for people. */
    number: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().unique(),
    process: text().notNull(),
    contractVersion: integer().notNull(),
    source: text().notNull(),
    reference: text().notNull(),
    /** SHA-256 over the content of the opening request: other content under the same reference is a conflict. */
    digest: text().notNull(),
    line: text().notNull(),
    branch: text().notNull(),
    team: text().notNull(),
    handler: text(),
    stage: text().notNull(),
    status: text().$type<'open' | 'closed'>().notNull(),
    outcome: text(),
    waitingOn: text().$type<WaitingOn>().notNull(),
    slaBand: text().$type<SlaBand>().notNull(),
    escalation: integer().notNull(),
    flags: text().array().notNull(),
    held: boolean().notNull(),
    reopened: integer().notNull(),
    receivedAt: instant().notNull(),
    openedAt: instant().notNull(),
    closedAt: instant(),
    nextDueAt: instant(),
    legalDueAt: instant(),
    /** Time compression of a drill or demo, such as `1d=20s`. */
    compressed: text(),
    drill: boolean().notNull().default(false),
    /** The case that asked for this one. */
    parent: text(),
    /** Where (GB/T 2260) and when the event happened that the case is about, and the code of the event it belongs to. */
    place: text(),
    happenedAt: instant(),
    event: text(),
    headSeq: integer().notNull(),
    headHash: text().notNull(),
    workflowId: text().notNull(),
    runId: text().notNull(),
  },
  (t) => [
    unique('case_file_reference').on(t.process, t.source, t.reference),
    oneOf('case_file_status', t.status, ['open', 'closed']),
    oneOf('case_file_waiting_on', t.waitingOn, waitingOn),
    oneOf('case_file_sla_band', t.slaBand, slaBands),
    check(
      'case_file_closed',
      sql`(${t.status} = 'closed') = (${t.closedAt} is not null) and (${t.status} = 'closed') = (${t.outcome} is not null)`,
    ),
    check('case_file_head', sql`${t.headSeq} > 0 and ${t.headHash} ~ '^[0-9a-f]{64}$'`),
    index('case_file_open_by_due').on(t.nextDueAt, t.id).where(sql`${t.status} = 'open'`),
    index('case_file_open_by_handler').on(t.handler, t.nextDueAt).where(sql`${t.status} = 'open'`),
    index('case_file_open_by_team').on(t.team, t.nextDueAt).where(sql`${t.status} = 'open'`),
    index('case_file_open_by_place')
      .on(t.process, t.place.op('text_pattern_ops'), t.happenedAt)
      .where(sql`${t.status} = 'open' and ${t.event} is null`),
    index('case_file_by_event').on(t.event).where(sql`${t.event} is not null`),
    index('case_file_by_parent').on(t.parent).where(sql`${t.parent} is not null`),
    index('case_file_by_received').on(t.process, t.receivedAt),
  ],
);

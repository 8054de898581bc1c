import { bigint, foreignKey, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { type WatchGround, watchGrounds } from '../../domain/case/watching';
import { caseFile } from './case-file';
import { instant, oneOf } from './columns';
import { staff } from './staff';

/** That somebody has dealt with a watch date that had come. Rows are added and never changed: another date is another row. */
export const watchDealt = pgTable(
  'watch_dealt',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: text()
      .notNull()
      .references(() => caseFile.id),
    watch: text().notNull(),
    date: instant().notNull(),
    dealtAt: instant().notNull(),
    actor: text().notNull(),
    ground: text().$type<WatchGround>().notNull(),
  },
  (t) => [
    unique('watch_dealt_once').on(t.caseId, t.watch, t.date),
    foreignKey({ name: 'watch_dealt_actor', columns: [t.actor], foreignColumns: [staff.id] }),
    oneOf('watch_dealt_ground', t.ground, Object.keys(watchGrounds)),
  ],
);

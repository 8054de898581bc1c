import { createRecords } from '../../activities/records';
import type { Database } from '../../db/connect';
import { type PersonalColumns, plainColumns } from '../../db/keys/columns';
import { normOf } from '../../db/norm';
import { createCommit } from '../../db/queries/commit';
import { claimedClock } from '../../db/record/time';
import type { Calendar } from '../../domain/calendar/types';
import type { Commit } from '../../domain/case/commit';
import type { Rulebook } from '../../domain/rulebook';
import { commitDeps } from '../../worker/norms';

export const claimWorkflows = require.resolve('../../workflows/index');

/** The worker's own commit on a record, under a rulebook and a calendar. The time is that of the case: engines of tests skip it. */
export const recordedCommit = (db: Database, book: Rulebook, calendar: Calendar, columns: PersonalColumns = plainColumns): Commit =>
  createRecords({
    commit: createCommit(
      db,
      commitDeps(book, () => normOf(book, calendar), columns, { clock: claimedClock }),
    ),
    // Cases of tests also run without an engine.
    asking: (claimed) => claimed,
  }).commit;

import type { Database } from '../db/connect';
import { advanceBulk, type BulkKey, claimBulks, countsOf, deferBulk, markBulkEnded } from '../db/queries/outbox-bulks';
import type { CasePort } from './case-port';
import { Courier } from './courier';
import type { Log } from './log';
import type { Pace, Running } from './relay';

export interface BulkOptions {
  readonly db: Database;
  readonly cases: CasePort;
  readonly pace: Pace;
  readonly log: Log;
  /** Messages written in one transaction. */
  readonly page?: number;
}

const usualPage = 1_000;

/** Tells its case what came of it. */
async function report(key: BulkKey, { db, cases, pace, log }: BulkOptions): Promise<void> {
  const counts = await countsOf(db, key);
  if (counts === null) return;
  const { caseId, bulk } = key;
  const { seq, done, refused } = counts;
  const request = `bulk-ended:${seq}`;
  const { reception } = await cases.act(caseId, { act: 'bulkReported', request, actor: 'system:bulk', payload: { bulk, done, refused } });
  if (reception === 'done' || reception === 'closed') {
    await markBulkEnded(db, key);
    return log.info('bulk act ended', { case: caseId, bulk, done, refused });
  }
  if (reception === 'refused') log.error('end of a bulk act refused by its case', { case: caseId, bulk });
  await deferBulk(db, key, reception === 'refused' ? pace.refusedMs : pace.backoff.firstMs);
}

async function goOn(key: BulkKey, options: BulkOptions): Promise<void> {
  const { db, pace, page = usualPage } = options;
  let step = await advanceBulk(db, key, page);
  while (step === 'more') step = await advanceBulk(db, key, page);
  if (step === 'waiting') return deferBulk(db, key, pace.backoff.firstMs);
  await report(key, options);
}

/**
 * Does acts on many cases: writes a message for each, waits until all have taken or refused it, and tells the case that
 * asked. Harmless to run in several processes, and to be ended at any moment.
 */
export function startBulks(options: BulkOptions): Running {
  const { db, pace, log } = options;
  const { leaseMs, idleMs, parallel } = pace;
  return new Courier({
    name: 'bulk acts',
    claim: (count) => claimBulks(db, { count, leaseMs }),
    work: (key) => goOn(key, options),
    ...{ parallel, idleMs, log },
  });
}

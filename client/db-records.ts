import { and, asc, eq, lte } from 'drizzle-orm';
import type { Database } from '../db/connect';
import { answered } from '../db/faults';
import { eventOf } from '../db/record/stored';
import { caseEvent, caseFile, refusal } from '../db/schema';
import type { CauseText } from '../domain/case/commit';
import type { CaseKey } from './identity';
import type { KnownCase, Records } from './records';

const knownColumns = {
  id: caseFile.id,
  number: caseFile.number,
  process: caseFile.process,
  source: caseFile.source,
  reference: caseFile.reference,
  digest: caseFile.digest,
  status: caseFile.status,
  stage: caseFile.stage,
  outcome: caseFile.outcome,
  headSeq: caseFile.headSeq,
} as const;

const first = async (rows: PromiseLike<KnownCase[]>): Promise<KnownCase | null> => (await answered(rows))[0] ?? null;

const asNumber = (id: string): number | null => (/^\d{1,15}$/.test(id) ? Number(id) : null);

/** The record in PostgreSQL as the doors use it. */
export function recordsOf(db: Database): Records {
  const byId = (id: string) => {
    const number = asNumber(id);
    const which = number === null ? eq(caseFile.id, id) : eq(caseFile.number, number);
    return first(db.select(knownColumns).from(caseFile).where(which));
  };
  const byKey = ({ process, source, reference }: CaseKey) => {
    const key = and(eq(caseFile.process, process), eq(caseFile.source, source), eq(caseFile.reference, reference));
    return first(db.select(knownColumns).from(caseFile).where(key));
  };
  const caused = async (id: string, cause: CauseText) => {
    const which = and(eq(caseEvent.caseId, id), eq(caseEvent.cause, cause));
    return (await answered(db.select().from(caseEvent).where(which).orderBy(asc(caseEvent.seq)))).map(eventOf);
  };
  const log = async (id: string, asOf?: number) => {
    const which = and(eq(caseEvent.caseId, id), asOf === undefined ? undefined : lte(caseEvent.recordedAt, asOf));
    return (await answered(db.select().from(caseEvent).where(which).orderBy(asc(caseEvent.seq)))).map(eventOf);
  };
  return {
    byId,
    byKey,
    caused,
    log,
    refused: async ({ case: caseId, ...attempt }) => {
      await answered(db.insert(refusal).values({ caseId, ...attempt }));
    },
  };
}

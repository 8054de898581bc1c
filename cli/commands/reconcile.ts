import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { type EngineCase, type Missing, missingOf, type Standing, standingOf } from '../../client/comparison';
import { listEngineCases, readEngineCase } from '../../client/engine-cases';
import type { Doors } from '../../client/luyue';
import type { Database } from '../../db/connect';
import { findHead, type Head, hashAt, listHeads } from '../../db/queries/heads';
import { LuyueError } from '../../domain/errors';
import { patienceOf, withDoors, withEngine } from '../doors';
import { inOrder } from '../pool';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';
import { type Cure, reconcileWords } from './reconcile-words';

export interface ReconcileOptions {
  /** Does what is safe; without it nothing is changed. */
  readonly apply?: true;
  /** Cases closed in so many days are looked at too. */
  readonly days: string;
}

/** What was found of one case, and what was done about it. */
interface Finding {
  readonly case: string;
  readonly number: number | null;
  readonly standing: Standing;
  readonly recordSeq: number | null;
  readonly engineSeq: number | null;
  readonly missing: Missing | null;
  readonly done: Cure | null;
}

interface Stores {
  readonly db: Database;
  readonly client: Client;
  readonly doors: Doors;
  readonly patienceMs: number;
  readonly apply: boolean;
}

const pageSize = 500;
const dayMs = 86_400_000;

async function recordHeads(db: Database, closedSince: number): Promise<readonly Head[]> {
  const heads: Head[] = [];
  for (let after = 0; ; ) {
    const page = await listHeads(db, closedSince, after, pageSize);
    const last = page.at(-1);
    if (last === undefined) return heads;
    heads.push(...page);
    after = last.number;
  }
}

/** The engine lets a closed case go after its retention, and the record is what counts then. */
async function compare(id: string, { db, client, patienceMs }: Stores): Promise<[EngineCase | null, Head | null, Standing | null]> {
  const engine = await readEngineCase(client, id, patienceMs);
  // After the engine: the record may go on meanwhile, and only then the engine is behind for a moment.
  const head = await findHead(db, id);
  const hashAtEngine = engine?.state == null ? null : await hashAt(db, id, engine.state.head.seq);
  return [engine, head, standingOf(engine, head === null ? null : { ...head, hashAtEngine })];
}

const looks = 3;
const againAfterMs = 500;

/** A case that is being worked on differs for a moment: what differs is looked at again before it is said. */
async function compareSurely(id: string, stores: Stores): ReturnType<typeof compare> {
  for (let count = 1; ; count++) {
    const found = await compare(id, stores);
    const [, , standing] = found;
    if (standing === null || standing === 'agrees' || standing === 'silent' || count === looks) return found;
    await sleep(againAfterMs);
  }
}

/** What is safe: the engine follows the record, a lost case goes on from it, and one that contradicts it parks itself. Nothing is made up. */
async function cure(id: string, standing: Standing, isRunning: boolean, doors: Doors): Promise<Cure | null> {
  if (standing === 'agrees' || standing === 'silent') return null;
  if (standing === 'only-in-record') return (await doors.resume(id))?.trouble === null ? 'resumed' : null;
  if (!isRunning) return null;
  const answer = await doors.sync(id);
  if (answer === null) return null;
  return answer.trouble === null ? 'caught-up' : 'parked';
}

async function look(id: string, stores: Stores): Promise<Finding | null> {
  const [engine, head, standing] = await compareSurely(id, stores);
  if (standing === null) return null;
  const lacks = standing === 'record-behind' || standing === 'only-in-engine';
  return {
    case: id,
    number: head?.number ?? null,
    standing,
    recordSeq: head?.headSeq ?? null,
    engineSeq: engine?.state?.head.seq ?? null,
    missing: lacks && engine !== null ? missingOf(engine, head === null ? null : { ...head, hashAtEngine: null }) : null,
    done: stores.apply ? await cure(id, standing, engine?.isRunning === true, stores.doors) : null,
  };
}

const needsPerson: ReadonlySet<Standing> = new Set<Standing>(['record-behind', 'contradicts', 'only-in-engine']);

/** 1 where events are missing or contradict each other: a person decides. 5 where `--apply` or a service is waited for. */
function exitOf(findings: readonly Finding[]): number {
  if (findings.some(({ standing }) => needsPerson.has(standing))) return 1;
  return findings.some(({ standing, done }) => standing !== 'agrees' && done === null) ? 5 : 0;
}

function reportOf(findings: readonly Finding[]): Report {
  const wrong = findings.filter(({ standing }) => standing !== 'agrees');
  const exit = exitOf(findings);
  return {
    exit,
    json: { cases: findings.length, agrees: findings.length - wrong.length, wrong },
    text: (language) => {
      const t = reconcileWords[language];
      const rows = wrong.map((f) => [
        f.number ?? '-',
        f.case,
        f.recordSeq ?? '-',
        f.engineSeq ?? '-',
        t.standings[f.standing],
        f.done === null ? '' : t.cures[f.done],
      ]);
      const lost = wrong.flatMap(({ case: id, missing }) =>
        missing === null
          ? []
          : [t.missing(id, missing), ...missing.known.map((k) => `  ${new Date(k.at).toISOString()} ${k.actor} ${k.what}`)],
      );
      const total = `${t.total} ${findings.length} · ${t.standings.agrees} ${findings.length - wrong.length}`;
      return [...(wrong.length === 0 ? [] : [table(t.head, rows), '']), ...lost, total, ...(exit === 1 ? [t.decide] : [])].join('\n');
    },
  };
}

const progressMs = 5_000;

/** Says every few seconds how far it has come, beside what is printed at the end. */
function counted<R>({ note, language }: Session, all: number, work: (id: string) => Promise<R>): (id: string) => Promise<R> {
  let done = 0;
  let saidAt = Date.now();
  return async (id) => {
    const result = await work(id);
    done++;
    if (Date.now() - saidAt >= progressMs && done < all) {
      saidAt = Date.now();
      note(reconcileWords[language].progress(done, all));
    }
    return result;
  };
}

function daysOf({ days }: ReconcileOptions): number {
  if (/^\d{1,4}$/.test(days)) return Number(days);
  throw new LuyueError('input.invalid', '--days must be a whole number of days.', {
    issues: [{ path: '/days', reason: 'must be a whole number' }],
  });
}

/**
 * `luyue reconcile [CASE] [--apply]`: compares engine and record for every case that is open or closed not long ago, after one of
 * them was restored. With `--apply` the engine catches up, cases that it has lost go on from the record, and those whose record
 * lacks events are parked. Exits 1 where a person has to decide, 5 where something is left to apply or does not answer.
 * @throws LuyueError input.invalid, case.not-found, engine.unavailable, records.unavailable
 */
export function reconcile(session: Session, given: string | undefined, options: ReconcileOptions): Promise<Report> {
  const closedSince = Date.now() - daysOf(options) * dayMs;
  return withDoors(session, async (doors, record) => {
    const { db, target } = record;
    return withEngine(record, async (client) => {
      const stores: Stores = { db, client, doors, patienceMs: patienceOf(session), apply: options.apply === true };
      const processes = Object.keys(session.processes);
      const listed = given !== undefined ? [] : await listEngineCases(client, { processes, taskQueue: target.taskQueue, closedSince });
      const heads = given !== undefined ? [] : await recordHeads(db, closedSince);
      const ids = given !== undefined ? [given] : [...new Set([...heads.map(({ id }) => id), ...listed])];
      if (given === undefined) session.note(reconcileWords[session.language].begins(ids.length));
      const findings = (
        await inOrder(
          ids,
          counted(session, ids.length, (id) => look(id, stores)),
        )
      ).filter((finding) => finding !== null);
      if (given !== undefined && findings.length === 0)
        throw new LuyueError('case.not-found', `Neither store has a case '${given}'.`, { case: given });
      return reportOf(findings);
    });
  });
}

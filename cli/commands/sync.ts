import type { Client } from '@temporalio/client';
import { isRunning, listEngineCases } from '../../client/engine-cases';
import type { Doors } from '../../client/luyue';
import type { Database } from '../../db/connect';
import { getCase, listCases } from '../../db/queries/case';
import { findHead, type Head } from '../../db/queries/heads';
import { type Record, withDoors, withEngine } from '../doors';
import { inOrder } from '../pool';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

const words = {
  zh: {
    head: ['号', '案件', '档案', '引擎', '情况'],
    whole: '与档案一致',
    trouble: '故障',
    silent: '引擎无应答',
    total: '在办',
    closed: '已结案而引擎仍在运行',
  },
  en: {
    head: ['no.', 'case', 'record', 'engine', 'finding'],
    whole: 'in step with the record',
    trouble: 'trouble',
    silent: 'no run answers',
    total: 'open',
    closed: 'closed, and run by the engine',
  },
} as const;

/** What a case answered to `sync`. */
export interface Finding {
  readonly case: string;
  readonly number: number;
  readonly recordSeq: number;
  /** Null where no run of the case answers. */
  readonly engineSeq: number | null;
  readonly trouble: string | null;
  /** No run answers, and none has to: the record has closed it, perhaps since it was listed. */
  readonly closed: boolean;
}

const pageSize = 500;

async function* openCases(db: Database): AsyncGenerator<readonly Head[]> {
  for (let afterNumber = 0; ; ) {
    const page = await listCases(db, { status: 'open', afterNumber }, pageSize);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    afterNumber = last.number;
  }
}

const isClosed = async (db: Database, id: string): Promise<boolean> => (await getCase(db, id)).status === 'closed';

/** Lets one case catch up. It may have moved, and closed, since its row was read. */
export async function catchUp(doors: Doors, db: Database, { id, number, headSeq }: Head): Promise<Finding> {
  const known = await doors.sync(id);
  const answer = known ?? ((await isClosed(db, id)) ? null : await doors.resume(id));
  const closed = answer === null && (await isClosed(db, id));
  return { case: id, number, recordSeq: headSeq, engineSeq: answer?.seq ?? null, trouble: answer?.trouble ?? null, closed };
}

const isWhole = ({ engineSeq, recordSeq, trouble, closed }: Finding): boolean =>
  closed || (trouble === null && engineSeq !== null && engineSeq >= recordSeq);

async function catchUpOpen(doors: Doors, db: Database): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const page of openCases(db)) findings.push(...(await inOrder(page, (row) => catchUp(doors, db, row))));
  return findings;
}

/** A case that the record has closed; null where it has ended by itself meanwhile, which the list of the engine shows late. */
async function endClosed(doors: Doors, db: Database, client: Client, head: Head): Promise<Finding | null> {
  const found = await catchUp(doors, db, head);
  if (found.engineSeq !== null) return found;
  return (await isRunning(client, head.id)) ? { ...found, closed: false } : null;
}

/** Cases that the record has closed and the engine runs again, because it was restored to before their end. */
function endClosedOnes(session: Session, doors: Doors, record: Record, asked: ReadonlySet<string>): Promise<readonly Finding[]> {
  const { taskQueue } = record.target;
  return withEngine(record, async (client) => {
    const running = await listEngineCases(client, { processes: Object.keys(session.processes), taskQueue, closedSince: null });
    const heads = await inOrder(
      [...running].filter((id) => !asked.has(id)),
      (id) => findHead(record.db, id),
    );
    const closed = heads.flatMap((head) => (head?.status === 'closed' ? [head] : []));
    return (await inOrder(closed, (head) => endClosed(doors, record.db, client, head))).filter((found) => found !== null);
  });
}

function reportOf(open: readonly Finding[], closed: readonly Finding[]): Report {
  const wrong = [...open, ...closed].filter((f) => !isWhole(f));
  return {
    exit: wrong.length === 0 ? 0 : 5,
    json: { cases: open.length, closed: closed.length, wrong },
    text: (language) => {
      const t = words[language];
      const rows = wrong.map((f) => [
        f.number,
        f.case,
        f.recordSeq,
        f.engineSeq,
        f.engineSeq === null ? t.silent : `${t.trouble}: ${f.trouble ?? ''}`,
      ]);
      const ended = closed.length === 0 ? '' : ` · ${t.closed} ${closed.length}`;
      const summary = `${t.total} ${open.length}${ended} · ${t.whole} ${open.length + closed.length - wrong.length}`;
      return wrong.length === 0 ? summary : [table(t.head, rows), '', summary].join('\n');
    },
  };
}

/**
 * `luyue sync [CASE]`: lets an open case, or every one, catch up with its record: after the engine was reset, or restored to an
 * earlier moment. A case that the engine has lost goes on in a new run; one that the record has closed and the engine runs again
 * ends. Names the cases that stay behind, are in trouble, or do not answer; exits 5 where there are any.
 * @throws LuyueError case.not-found, engine.unavailable
 */
export function sync(session: Session, given?: string): Promise<Report> {
  return withDoors(session, async (doors, record) => {
    if (given !== undefined) return reportOf([await catchUp(doors, record.db, await getCase(record.db, given))], []);
    const open = await catchUpOpen(doors, record.db);
    return reportOf(open, await endClosedOnes(session, doors, record, new Set(open.map((found) => found.case))));
  });
}

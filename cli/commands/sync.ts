import type { Doors } from '../../client/luyue';
import type { Database } from '../../db/connect';
import { type CaseRow, getCase, listCases } from '../../db/queries/case';
import { withDoors } from '../doors';
import { inOrder } from '../pool';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

const words = {
  zh: { head: ['号', '案件', '档案', '引擎', '情况'], whole: '与档案一致', trouble: '故障', silent: '引擎无应答', total: '在办' },
  en: {
    head: ['no.', 'case', 'record', 'engine', 'finding'],
    whole: 'in step with the record',
    trouble: 'trouble',
    silent: 'no run answers',
    total: 'open',
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

async function* openCases(db: Database): AsyncGenerator<readonly CaseRow[]> {
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
export async function catchUp(doors: Doors, db: Database, { id, number, headSeq }: CaseRow): Promise<Finding> {
  const known = await doors.sync(id);
  const answer = known ?? ((await isClosed(db, id)) ? null : await doors.resume(id));
  const closed = answer === null && (await isClosed(db, id));
  return { case: id, number, recordSeq: headSeq, engineSeq: answer?.seq ?? null, trouble: answer?.trouble ?? null, closed };
}

const isWhole = ({ engineSeq, recordSeq, trouble, closed }: Finding): boolean =>
  closed || (trouble === null && engineSeq !== null && engineSeq >= recordSeq);

/**
 * `luyue sync [CASE]`: lets an open case, or every one, catch up with its record: after the engine was reset, or restored to an
 * earlier moment. A case that the engine has lost goes on in a new run. Names the cases that stay behind, are in trouble, or do
 * not answer; exits 5 where there are any.
 * @throws LuyueError case.not-found
 */
export function sync(session: Session, given?: string): Promise<Report> {
  return withDoors(session, async (doors, { db }) => {
    const findings: Finding[] = [];
    if (given !== undefined) findings.push(await catchUp(doors, db, await getCase(db, given)));
    else for await (const page of openCases(db)) findings.push(...(await inOrder(page, (row) => catchUp(doors, db, row))));
    const wrong = findings.filter((f) => !isWhole(f));
    return {
      exit: wrong.length === 0 ? 0 : 5,
      json: { cases: findings.length, wrong },
      text: (language) => {
        const t = words[language];
        const rows = wrong.map((f) => [
          f.number,
          f.case,
          f.recordSeq,
          f.engineSeq,
          f.engineSeq === null ? t.silent : `${t.trouble}: ${f.trouble ?? ''}`,
        ]);
        const summary = `${t.total} ${findings.length} · ${t.whole} ${findings.length - wrong.length}`;
        return wrong.length === 0 ? summary : [table(t.head, rows), '', summary].join('\n');
      },
    };
  });
}

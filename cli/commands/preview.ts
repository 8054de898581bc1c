import { and, asc, eq, gt } from 'drizzle-orm';
import { processType } from '../../client/process-type';
import { answered } from '../../db/faults';
import { normOf } from '../../db/norm';
import { caseFile } from '../../db/schema';
import { localTime } from '../../domain/case/card';
import { type Difference, difference } from '../difference';
import { type Record, withRecord } from '../doors';
import { loadCalendar, loadRulebook } from '../lawbook';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

const pageSize = 200;

/** Ids of the open cases, page by page. */
async function* openCases({ db }: Record, process: string | undefined): AsyncGenerator<{ readonly id: string; readonly process: string }> {
  let last = '';
  for (;;) {
    const which = and(
      eq(caseFile.status, 'open'),
      gt(caseFile.id, last),
      process === undefined ? undefined : eq(caseFile.process, process),
    );
    const columns = { id: caseFile.id, process: caseFile.process };
    const page = await answered(db.select(columns).from(caseFile).where(which).orderBy(asc(caseFile.id)).limit(pageSize));
    yield* page;
    if (page.length < pageSize) return;
    last = page[page.length - 1]?.id ?? '';
  }
}

const words = {
  zh: { head: ['案件', '环节', '将进入', '新任务', '取消任务', '新时限', '时限变动', '错误'], seen: '未结案件', differ: '会变化' },
  en: {
    head: ['case', 'stage', 'next', 'new tasks', 'dropped tasks', 'new clocks', 'moved clocks', 'fault'],
    seen: 'open cases',
    differ: 'would differ',
  },
} as const;

const day = (at: number | null): string => (at === null ? '-' : localTime(at));

const row = (d: Difference): readonly (string | null)[] => [
  d.case,
  d.stage,
  d.next,
  d.newTasks.join(' '),
  d.droppedTasks.join(' '),
  d.newClocks.join(' '),
  d.clocks.map((c) => `${c.clock}: ${day(c.from.dueAt)} → ${day(c.to.dueAt)}`).join('; '),
  d.fault,
];

/** `luyue preview`: the open cases whose tasks, clocks or next stage the code and rules here would change. Changes nothing. */
export function preview(session: Session, options: { readonly process?: string }): Promise<Report> {
  if (options.process !== undefined) processType(session.processes, options.process);
  const book = loadRulebook(session);
  const { timesOf } = normOf(book, loadCalendar(session, book));
  const definitions = session.definitions();
  return withRecord(session, async (record) => {
    const found: Difference[] = [];
    let seen = 0;
    for await (const { id, process } of openCases(record, options.process)) {
      const definition = definitions[process];
      if (definition === undefined) continue;
      seen++;
      const differs = await difference(definition, await record.read.state(id), timesOf, Date.now());
      if (differs !== null) found.push(differs);
    }
    return {
      json: { seen, differ: found.length, cases: found },
      text: (language) => {
        const t = words[language];
        const lines = found.length === 0 ? [] : [table(t.head, found.map(row)), ''];
        return [...lines, `${t.seen} ${seen} · ${t.differ} ${found.length}`].join('\n');
      },
    };
  });
}

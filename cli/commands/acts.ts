import { z } from 'zod';
import { allowedTo } from '../../client/allowed';
import { processOf } from '../../client/identity';
import { payloadSchemaOf, processType } from '../../client/process-type';
import type { PossibleAct } from '../../client/read';
import { readOrganisation } from '../../db/queries/organisation';
import type { ActContract } from '../../domain/case/contract';
import type { Assignee, JsonObject } from '../../domain/case/fact';
import { generalActs } from '../../domain/case/general';
import type { Language } from '../../domain/words';
import { caseIdOf, type Record, withRecord } from '../doors';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

const words = {
  zh: { head: ['动作', '名称', '由谁', '等待中', '理由', '内容'], reopen: '重新打开', anyStaff: '任何员工' },
  en: { head: ['act', 'title', 'by', 'expected of', 'grounds', 'payload'], reopen: 'Reopen', anyStaff: 'any-staff' },
} as const;

const assigneeText = (from: Assignee): string => {
  switch (from.kind) {
    case 'handler':
      return 'handler';
    case 'authority':
      return `authority ${from.need.kind} ${(from.need.amountFen / 100).toFixed(2)} CNY`;
    case 'role':
      return from.role;
    case 'staff':
      return from.staff;
    case 'party':
      return `party:${from.party}`;
    case 'system':
      return `system:${from.system}`;
  }
};

/** Fields of a payload in one line; `?` marks what may be left out. */
function fieldsOf(schema: JsonObject): string {
  const { properties, required } = schema;
  if (typeof properties !== 'object' || properties === null) return '';
  const needed = Array.isArray(required) ? required : [];
  return Object.keys(properties)
    .map((name) => (needed.includes(name) ? name : `${name}?`))
    .join(', ');
}

/** JSON Schema of a payload; instants are marked by the format `instant` (ISO 8601 with offset, or milliseconds). */
function payloadOf(session: Session, caseId: string, act: string): JsonObject {
  if (act === 'reopen') return {};
  const schema: JsonObject = JSON.parse(
    JSON.stringify(z.toJSONSchema(payloadSchemaOf(processType(session.processes, processOf(caseId)), act), { io: 'input' })),
  );
  return schema;
}

async function allowed({ processes }: Session, { db, read }: Record, caseId: string, possible: readonly PossibleAct[], actor: string) {
  const { organisation } = await readOrganisation(db);
  return allowedTo(await read.state(caseId), possible, { processes, organisation, actor, now: Date.now() });
}

/** `luyue acts CASE [--as STAFF]`: what may be done now, by whom, with what payload. Judged on the record. @throws LuyueError case.not-found */
export function acts(session: Session, given: string, { as }: { readonly as?: string }): Promise<Report> {
  return withRecord(session, async (record) => {
    const caseId = await caseIdOf(given, record);
    const possible = await record.read.possible(caseId);
    const shown = as === undefined ? possible : await allowed(session, record, caseId, possible, as);
    const rows = shown.map((p) => ({ ...p, payload: payloadOf(session, caseId, p.act) }));
    return {
      json: { case: caseId, acts: rows },
      text: (language) =>
        table(
          words[language].head,
          rows.map(({ act, contract, tasks, payload }) => [
            act,
            contract?.title[language] ?? words[language].reopen,
            contract === null ? null : byText(contract.by, language),
            tasks.map(ownerText).join('; '),
            contract?.grounds?.join(' '),
            fieldsOf(payload),
          ]),
        ),
    };
  });
}

const rolesOfStaff = generalActs.comment.by;

/** Who may: those that every clerk's act names are one word. */
function byText(by: ActContract['by'], language: Language): string {
  const any = rolesOfStaff.every((role) => by.includes(role));
  const named = any ? by.filter((who) => !rolesOfStaff.some((role) => role === who)) : by;
  return [...(any ? [words[language].anyStaff] : []), ...named].join(' ');
}

const ownerText = (task: PossibleAct['tasks'][number]): string => `${assigneeText(task.from)} → ${task.delegate ?? task.owner ?? '?'}`;

import { reopenAct } from '../../domain/case/general';
import { caseIdOf, withDoors } from '../doors';
import type { Report } from '../report';
import type { Session } from '../session';
import { answerReport, requestOf } from './act';

export interface ReopenOptions {
  readonly stage: string;
  readonly ground: string;
  readonly as: string;
  readonly for?: string;
  readonly request?: string;
}

const goesOn = { zh: '案件本未结案：已恢复运行。', en: 'The case was not closed: it goes on.' } as const;

/** `luyue reopen CASE --stage S --ground CODE --as STAFF`. @throws LuyueError as Doors.reopen */
export function reopen(session: Session, given: string, options: ReopenOptions): Promise<Report> {
  const request = requestOf(session, options.request);
  return withDoors(session, async (doors, record) => {
    const caseId = await caseIdOf(given, record);
    const answer = await doors.reopen(caseId, { ...options, request });
    if (answer !== null) return answerReport(answer, reopenAct.title);
    return { json: { case: caseId, reopened: false }, text: (language) => goesOn[language] };
  });
}

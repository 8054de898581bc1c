import { randomUUID } from 'node:crypto';
import type { ActInput } from '../../client/luyue';
import type { ActAnswer } from '../../domain/case/act';
import { localTime } from '../../domain/case/card';
import type { Words } from '../../domain/words';
import { caseIdOf, withDoors } from '../doors';
import { readData } from '../items';
import { instantOption } from '../options';
import type { Report } from '../report';
import type { Session } from '../session';
import { pairs } from '../table';

export interface ActOptions {
  readonly data: string;
  readonly as: string;
  readonly for?: string;
  readonly ground?: string;
  readonly occurred?: string;
  readonly evidence?: string;
  readonly task?: string;
  readonly request?: string;
}

const words = {
  zh: { case: '案件', act: '动作', request: '请求号', events: '事件', at: '受理时点', entered: '进入环节', outcome: '结果' },
  en: { case: 'case', act: 'act', request: 'request', events: 'events', at: 'accepted', entered: 'entered', outcome: 'outcome' },
} as const;

/** An answer in lines. `title` is the act's name for people. */
export function answerReport(answer: ActAnswer, title: Words): Report {
  return {
    json: answer,
    text: (language) => {
      const t = words[language];
      return pairs([
        [t.case, answer.case],
        [t.act, `${answer.act} ${title[language]}`],
        [t.request, answer.request],
        [t.events, answer.seq === answer.lastSeq ? answer.seq : `${answer.seq}–${answer.lastSeq}`],
        [t.at, localTime(answer.at)],
        ...(answer.entered === undefined ? [] : [[t.entered, answer.entered] as const]),
        ...(answer.outcome === undefined ? [] : [[t.outcome, answer.outcome] as const]),
      ]);
    },
  };
}

/** The request id of a call. One that had to be made up becomes part of the command that repeats the call. */
export function requestOf(session: Session, given: string | undefined): string {
  if (given !== undefined) return given;
  const made = randomUUID();
  session.repeat.push('--request', made);
  return made;
}

function inputOf(session: Session, act: string, options: ActOptions): ActInput {
  const { data, as, occurred, request, ...named } = options;
  const { for: principal, ground, evidence, task } = named;
  return {
    act,
    as,
    payload: readData(data),
    request: requestOf(session, request),
    ...(principal === undefined ? {} : { for: principal }),
    ...(ground === undefined ? {} : { ground }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(task === undefined ? {} : { task }),
    ...(occurred === undefined ? {} : { occurredAt: instantOption('--occurred', occurred) }),
  };
}

export type ClaimOptions = Pick<ActOptions, 'as' | 'for' | 'request'>;

/** `luyue claim-task CASE TASK`, `luyue release-task CASE TASK`. @throws LuyueError as Doors.act */
export const claim = (
  session: Session,
  given: string,
  name: 'claimTask' | 'releaseTask',
  task: string,
  options: ClaimOptions,
): Promise<Report> => act(session, given, name, { ...options, data: JSON.stringify({ task }) });

/** `luyue act CASE ACT`: does an act and answers when it is in the record. @throws LuyueError as Doors.act */
export function act(session: Session, given: string, name: string, options: ActOptions): Promise<Report> {
  const input = inputOf(session, name, options);
  return withDoors(session, async (doors, record) => {
    const caseId = await caseIdOf(given, record);
    const answer = await doors.act(caseId, input);
    return answerReport(answer, doors.titleOf(caseId, name));
  });
}

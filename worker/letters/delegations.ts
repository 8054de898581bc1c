import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../db/connect';
import type { NewLetter } from '../../db/queries/letters';
import { delegatedTasks, stillOpen, type Telling, type Told, tell, toldDelegations } from '../../db/queries/told-delegations';
import type { Instant } from '../../domain/instant';
import type { Organisation } from '../../domain/org/organisation';
import { peopleOfStandIn, type StandIn, subjectOf } from '../../domain/org/stand-in';
import { delegationLetter, endedDelegationLetter } from './delegation-words';
import { toEach } from './recipients';

const isOver = (one: StandIn, now: Instant): boolean => one.kind === 'term' && one.to !== null && one.to <= now;

/** Both persons of what holds now; whoever was in what held before and is in it no longer hears of its end. */
function letters(organisation: Organisation, before: StandIn | null, standing: StandIn | null, now: Instant): Telling['letters'] {
  const staying = standing === null ? [] : peopleOfStandIn(standing);
  const leaving = before === null ? [] : peopleOfStandIn(before).filter((staff) => !staying.includes(staff));
  return (no): readonly NewLetter[] => [
    ...(standing === null
      ? []
      : toEach(organisation, staying, `delegation:${no}`, (locale) => delegationLetter(locale, standing, before !== null))),
    ...(before === null
      ? []
      : toEach(organisation, leaving, `delegation-ended:${no}`, (locale) => endedDelegationLetter(locale, before, now))),
  ];
}

/** What was told and no longer holds: its end is told, unless it had come to it by itself. */
async function endings(db: Database, gone: readonly Told[], organisation: Organisation, now: Instant): Promise<readonly Telling[]> {
  const tasks = gone.flatMap(({ content }) => (content.kind === 'task' ? [content] : []));
  const open = await stillOpen(db, tasks);
  return gone.map((before) => {
    const { content, subject } = before;
    const isEarly = content.kind === 'term' ? !isOver(content, now) : open.has(subject);
    return { before, now: null, letters: isEarly ? letters(organisation, content, null, now) : () => [] };
  });
}

/**
 * Tells both persons of every delegation, be it for a term or for one task, when it is made, when it is changed and when it is withdrawn
 * before its end: each once, whoever writes. @returns the ids of the letters that were written
 */
export async function writeDelegations(db: Database, people: () => Promise<Organisation>, now: Instant): Promise<readonly string[]> {
  // Before the people: what another worker tells of a newer delegation must not look withdrawn here.
  const told = new Map((await toldDelegations(db)).map((one) => [one.subject, one]));
  const organisation = await people();
  const terms = organisation.delegations.map((d): StandIn => ({ kind: 'term', ...d })).filter((one) => !isOver(one, now));
  const standing = new Map([...terms, ...(await delegatedTasks(db))].map((one) => [subjectOf(one), one]));
  const news = [...standing].flatMap(([subject, one]): readonly Telling[] => {
    const before = told.get(subject) ?? null;
    if (before !== null && isDeepStrictEqual(before.content, one)) return [];
    return [{ before, now: one, letters: letters(organisation, before?.content ?? null, one, now) }];
  });
  const gone = [...told.values()].filter(({ subject }) => !standing.has(subject));
  const ids: string[] = [];
  for (const telling of [...news, ...(await endings(db, gone, organisation, now))]) ids.push(...(await tell(db, telling)));
  return ids;
}

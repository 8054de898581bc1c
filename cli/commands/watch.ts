import { readOrganisation } from '../../db/queries/organisation';
import { dealWithWatch, openWatches, type WatchCome } from '../../db/queries/watch';
import { localTime } from '../../domain/case/card';
import { isWatchGround, type WatchGround, watchGrounds } from '../../domain/case/watching';
import { LuyueError } from '../../domain/errors';
import type { Language } from '../../domain/words';
import { caseIdOf, withRecord } from '../doors';
import { loadRulebook } from '../lawbook';
import { choiceOption, countOption } from '../options';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

export interface WatchesOptions {
  readonly as?: string;
  readonly limit: string;
}

export interface DealOptions {
  readonly as: string;
  readonly ground: string;
}

const words = {
  zh: {
    head: ['编号', '案件', '名称', '事项', '日期'],
    none: '没有已到而未处理的关注日期。',
    more: (n: number) => `另有 ${n} 项（--limit）。`,
    dealt: '已登记',
  },
  en: {
    head: ['number', 'case', 'name', 'what', 'date'],
    none: 'No watch date waits to be dealt with.',
    more: (n: number) => `${n} more (--limit).`,
    dealt: 'dealt with',
  },
} as const;

/** `luyue watches [--as STAFF]`: dates that have come and wait for somebody, earliest first. @throws LuyueError staff.not-found, input.invalid */
export function watches(session: Session, { as, limit: given }: WatchesOptions): Promise<Report> {
  const limit = countOption('--limit', given);
  const book = loadRulebook(session);
  const row = ({ number, caseId, watch, rule, date }: WatchCome, language: Language) => [
    number,
    caseId,
    watch,
    book.findRule(rule)?.name[language] ?? rule,
    localTime(date),
  ];
  return withRecord(session, async ({ db }) => {
    const { organisation } = await readOrganisation(db);
    const staff = as === undefined ? null : (organisation.byId.get(as) ?? null);
    if (as !== undefined && staff === null) throw new LuyueError('staff.not-found', `There is no member of staff '${as}'.`, { staff: as });
    const { count, first } = await openWatches(db, organisation, staff, Date.now(), limit);
    return {
      json: { count, watches: first },
      text: (language) => {
        const t = words[language];
        if (count === 0) return t.none;
        const shown = table(
          t.head,
          first.map((date) => row(date, language)),
        );
        return count > first.length ? `${shown}\n${t.more(count - first.length)}` : shown;
      },
    };
  });
}

const groundOf = (text: string): WatchGround => choiceOption('--ground', text, Object.keys(watchGrounds).filter(isWatchGround));

/**
 * `luyue watch CASE NAME --ground G --as STAFF`: somebody has dealt with a date that has come.
 * @throws LuyueError case.not-found, watch.not-found, input.invalid, actor.unknown, actor.role, access.denied, act.not-now
 */
export function watch(session: Session, given: string, name: string, { as, ground: text }: DealOptions): Promise<Report> {
  const ground = groundOf(text);
  return withRecord(session, async (record) => {
    const caseId = await caseIdOf(given, record);
    const { organisation } = await readOrganisation(record.db);
    const dealt = await dealWithWatch(record.db, organisation, { caseId, watch: name, staff: as, ground, now: Date.now() });
    return {
      json: dealt,
      text: (language) =>
        `${words[language].dealt}: ${caseId} ${name} · ${watchGrounds[dealt.ground][language]} · ${dealt.actor} · ${localTime(dealt.dealtAt)}`,
    };
  });
}

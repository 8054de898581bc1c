import { localTime } from '../../domain/case/card';
import type { CaseEvent, Fact } from '../../domain/case/fact';
import type { Language } from '../../domain/words';
import { caseIdOf, withRecord } from '../doors';
import { instantOption } from '../options';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

const heads = { zh: ['序', '时间', '操作人', '代', '事实', '内容'], en: ['seq', 'at', 'actor', 'for', 'fact', 'what'] } as const;

// Numbers beyond this one are instants in milliseconds (2001 and later).
const firstInstant = 1_000_000_000_000;

/** The fields of a fact that say most, in one line. */
function whatOf(fact: Fact): string {
  const { kind: _kind, ...fields } = fact;
  const shown = Object.entries(fields).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  const text = shown
    .map(
      ([name, value]) =>
        `${name}=${typeof value === 'number' && value > firstInstant && !name.endsWith('Fen') ? localTime(value) : String(value)}`,
    )
    .join(' ');
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

const textOf = (events: readonly CaseEvent[], language: Language): string =>
  table(
    heads[language],
    events.map((e) => [e.seq, localTime(e.at), e.actor, e.onBehalfOf, e.fact.kind, whatOf(e.fact)]),
  );

/** `luyue log CASE [--as-of INSTANT]`: the log, as it stood at an instant. @throws LuyueError case.not-found, input.invalid */
export function log(session: Session, given: string, options: { readonly asOf?: string }): Promise<Report> {
  const asOf = options.asOf === undefined ? undefined : instantOption('--as-of', options.asOf);
  return withRecord(session, async (record) => {
    const caseId = await caseIdOf(given, record);
    const events = await record.read.log(caseId, asOf);
    return { json: { case: caseId, events }, text: (language) => textOf(events, language) };
  });
}

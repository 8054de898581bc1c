import { processType } from '../../client/process-type';
import { card } from '../../domain/case/card';
import { waitSet } from '../../domain/case/wait-set';
import { LuyueError } from '../../domain/errors';
import { caseIdOf, withRecord } from '../doors';
import type { Report } from '../report';
import type { Session } from '../session';
import { type PersonalOptions, personalOf, personalText } from './personal';

/** Markdown as a terminal shows it. */
export const bare = (markdown: string): string =>
  markdown
    .replaceAll('**', '')
    // A link is its words: the terminal opens none.
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();

/** Address of a case in the Temporal UI. */
export const uiAddress = (uiUrl: string, namespace: string, caseId: string): string =>
  `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(caseId)}`;

export interface ShowOptions extends PersonalOptions {
  readonly personal?: true;
}

/** Who wants to read personal values. @throws LuyueError input.invalid */
function readerOf({ personal, as, group, purpose }: ShowOptions): string | null {
  if (personal === true && as !== undefined) return as;
  const path = personal === true ? '--as' : '--personal';
  const reason = personal === true ? 'is missing: personal values are read by somebody, and that is recorded' : 'is missing';
  if (personal === true || [as, group, purpose].some((given) => given !== undefined))
    throw new LuyueError('input.invalid', `${path}: ${reason}`, { issues: [{ path, reason }] });
  return null;
}

/**
 * `luyue case CASE [--personal --as STAFF]`: the card of a case, from its record, with the personal values that a member of staff may read.
 * Needs no engine. @throws LuyueError case.not-found, and as Records.personal
 */
export function showCase(session: Session, given: string, options: ShowOptions = {}): Promise<Report> {
  const reader = readerOf(options);
  return withRecord(session, async (record) => {
    const caseId = await caseIdOf(given, record);
    const personal = reader === null ? null : await personalOf(record, caseId, reader, options);
    const [state, known] = await Promise.all([record.read.state(caseId), record.records.byId(caseId)]);
    const { contract } = processType(session.processes, state.process);
    const { uiUrl, temporal } = record.target;
    const ui = uiUrl === null ? null : uiAddress(uiUrl, temporal.namespace, caseId);
    return {
      json: {
        case: caseId,
        number: known?.number ?? null,
        ui,
        waitingOn: waitSet(state).on,
        state,
        ...(personal === null ? {} : { personal }),
      },
      text: (language) =>
        [
          `${caseId}  #${known?.number ?? '-'}  ${contract.title[language]} ${state.line} · ${state.branch} · ${state.source} ${state.reference}`,
          bare(card(state, contract, language)),
          ...(personal === null ? [] : ['', personalText(personal, language)]),
          ...(ui === null ? [] : ['', ui]),
        ].join('\n'),
    };
  });
}

import { processType } from '../../client/process-type';
import { card } from '../../domain/case/card';
import { waitSet } from '../../domain/case/wait-set';
import { caseIdOf, withRecord } from '../doors';
import type { Report } from '../report';
import type { Session } from '../session';

/** Markdown as a terminal shows it. */
const bare = (markdown: string): string =>
  markdown
    .replaceAll('**', '')
    // A link is its words: the terminal opens none.
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();

/** Address of a case in the Temporal UI. */
export const uiAddress = (uiUrl: string, namespace: string, caseId: string): string =>
  `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(caseId)}`;

/** `luyue case CASE`: the card of a case, from its record. Needs no engine. @throws LuyueError case.not-found */
export function showCase(session: Session, given: string): Promise<Report> {
  return withRecord(session, async (record) => {
    const caseId = await caseIdOf(given, record);
    const [state, known] = await Promise.all([record.read.state(caseId), record.records.byId(caseId)]);
    const { contract } = processType(session.processes, state.process);
    const { uiUrl, temporal } = record.target;
    const ui = uiUrl === null ? null : uiAddress(uiUrl, temporal.namespace, caseId);
    return {
      json: { case: caseId, number: known?.number ?? null, ui, waitingOn: waitSet(state).on, state },
      text: (language) =>
        [
          `${caseId}  #${known?.number ?? '-'}  ${contract.title[language]} ${state.line} · ${state.branch} · ${state.source} ${state.reference}`,
          bare(card(state, contract, language)),
          ...(ui === null ? [] : ['', ui]),
        ].join('\n'),
    };
  });
}

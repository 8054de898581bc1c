import type { Instant } from '../instant';
import { listPath } from '../markdown';
import type { Words } from '../words';
import { everyOpen, is, openCases } from './filters';

export interface SavedView {
  readonly title: Words;
  readonly query: string;
}

const dayMs = 86_400_000;
const legalDays = 3;

export interface ViewsAsked {
  /** Absolute: the engine's filter has no word for now. */
  readonly now: Instant;
  readonly team?: string | undefined;
  readonly event?: string | undefined;
}

/** The views that a manager installs in the browser by a link, the most asked for first. */
export function savedViews({ now, team, event }: ViewsAsked): readonly SavedView[] {
  const view = (zh: string, en: string, ...conditions: readonly string[]): SavedView => ({
    title: { zh, en },
    query: openCases(null, ...conditions, ...(team === undefined ? [] : [is('Team', team)])),
  });
  const legal = new Date(now + legalDays * dayMs).toISOString();
  return [
    view('待经理决定', 'Needs a manager', 'NeedsManager=true'),
    view('已超期', 'Breached', is('SlaBand', 'breached')),
    view('即将超期', 'Going red', "SlaBand IN ('urgent','warn')"),
    view('无人负责', "Nobody's", is('WaitingOn', 'nobody')),
    view('等待客户', 'Waiting on the customer', is('WaitingOn', 'customer')),
    view('已升级', 'Escalated', 'Escalation>=2'),
    view('欺诈或监管', 'Fraud or regulator', "Flags IN ('fraud','regulator')"),
    view('法定三日内到期', 'Legal within 3 days', `LegalDueAt<'${legal}'`),
    ...(event === undefined ? [] : [view(`事件 ${event}`, `Event ${event}`, is('EventCode', event))]),
    view('案件停驻', 'Parked cases', "Flags IN ('trouble')"),
    { title: { zh: '演练', en: 'Exercises' }, query: `${everyOpen(null)} AND Drill=true` },
  ];
}

/** Opens the list with the view and installs it under its title. Opening twice installs it twice. */
export const viewPath = ({ title, query }: SavedView, language: keyof Words, namespace?: string): string =>
  listPath(query, title[language], namespace);

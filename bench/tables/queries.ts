import { sql } from 'drizzle-orm';
import type { Database } from '../../db/connect';
import { plainColumns } from '../../db/keys/columns';
import { boardFigures } from '../../db/queries/board';
import { selected } from '../../db/queries/bulk-selection';
import { calloutFigures } from '../../db/queries/callout-report';
import { listCases } from '../../db/queries/case';
import { casePage } from '../../db/queries/case-page';
import { complaintFigures } from '../../db/queries/complaint-report';
import { feedPage } from '../../db/queries/feed';
import { findAlike } from '../../db/queries/likeness';
import { readLog } from '../../db/queries/log';
import { readLoad } from '../../db/queries/organisation';
import { claimNotices } from '../../db/queries/outbox-notices';
import { claimPayments } from '../../db/queries/outbox-payments';
import { improvementFigures, type Period, promiseKeeping, slaByRule, turnover } from '../../db/queries/report';
import { slaByTeam } from '../../db/queries/report-team';
import { ownedTasks, visibleTasks } from '../../db/queries/task-page';
import { inboxOf, tasksOfRole, tasksOfTeam } from '../../db/queries/tasks';
import { openWatchesOf } from '../../db/queries/watch';
import { LuyueError } from '../../domain/errors';
import { type Access, accessOf } from '../../domain/org/access';
import type { Organisation } from '../../domain/org/organisation';
import { contracts } from '../../domain/processes/contracts';

/** A query of the product. `sum`: a report; it reads every case of its period, and no budget is set for it. */
export interface Timed {
  readonly name: string;
  readonly kind: 'inbox' | 'list' | 'sum';
  readonly run: (db: Database) => Promise<unknown>;
}

/** What the queries are asked about. */
export interface Surroundings {
  readonly organisation: Organisation;
  readonly now: number;
  /** A case that exists. */
  readonly caseId: string;
  /** Last number of the feed. */
  readonly feedEnd: number;
}

const dayMs = 86_400_000;
const page = { by: 'urgency', limit: 50 } as const;

function accessFor({ organisation, now }: Surroundings, staff: string): Access {
  const known = organisation.byId.get(staff);
  if (known === undefined) throw new LuyueError('staff.not-found', `the example company has no ${staff}`);
  return accessOf(organisation, known, now);
}

function inboxes(at: Surroundings): readonly Timed[] {
  const { organisation, now } = at;
  const lead = accessFor(at, 'zhou-wei');
  const office = accessFor(at, 'qin-ruo');
  return [
    { name: 'inbox of a handler', kind: 'inbox', run: (db) => inboxOf(db, organisation, 'an-ning', now) },
    { name: 'inbox of a team lead (big queues)', kind: 'inbox', run: (db) => inboxOf(db, organisation, 'gao-shan', now) },
    {
      name: 'inbox over HTTP, page of 50',
      kind: 'inbox',
      run: (db) => ownedTasks(db, { owners: lead.owners, delegates: lead.handlers }, page),
    },
    { name: 'tasks of a team, over HTTP', kind: 'list', run: (db) => visibleTasks(db, lead, ['motor-north'], page) },
    { name: 'tasks of the company, over HTTP', kind: 'list', run: (db) => visibleTasks(db, office, null, page) },
    { name: 'tasks of the company by due date', kind: 'list', run: (db) => visibleTasks(db, office, null, { ...page, by: 'due' }) },
    { name: 'tasks of a team', kind: 'list', run: (db) => tasksOfTeam(db, 'motor-north') },
    { name: 'tasks of a role in all teams', kind: 'list', run: (db) => tasksOfRole(db, 'branch-manager', null) },
  ];
}

/** As many handlers as a team has (generate.ts). */
const teamHandlers = Array.from({ length: 40 }, (_, n) => `handler-motor-north-${n}`);

function lists(at: Surroundings): readonly Timed[] {
  const { now, caseId, feedEnd } = at;
  const office = accessFor(at, 'qin-ruo');
  const alike = { process: 'claim', path: '/policy/number', value: 'sealed', near: { field: 'lossAt', at: now } };
  const lease = { count: 20, leaseMs: 1_000 };
  return [
    { name: 'cases by due date', kind: 'list', run: (db) => listCases(db, { status: 'open', team: 'motor-north' }) },
    { name: 'cases of a team, newest first', kind: 'list', run: (db) => casePage(db, office, { team: 'motor-north', limit: 50 }) },
    { name: 'log of a case', kind: 'list', run: (db) => readLog(db, caseId) },
    { name: 'feed from its end', kind: 'list', run: (db) => feedPage(db, office, { after: feedEnd - 200, until: feedEnd, limit: 200 }) },
    { name: 'feed from its beginning', kind: 'list', run: (db) => feedPage(db, office, { after: 0, until: feedEnd, limit: 200 }) },
    { name: 'earlier case about the same matter', kind: 'list', run: (db) => findAlike(db, alike, plainColumns) },
    { name: "load of a team's handlers (each opening)", kind: 'list', run: (db) => readLoad(db, teamHandlers) },
    { name: 'notices that are due (relay)', kind: 'list', run: (db) => claimNotices(db, 'sms', lease, plainColumns) },
    { name: 'payments that are due (relay)', kind: 'list', run: (db) => claimPayments(db, lease, plainColumns) },
    { name: 'watch dates that have come', kind: 'list', run: (db) => openWatchesOf(db, { branch: 'north', team: null }, now, 100) },
    { name: 'cases that an event reaches', kind: 'list', run: (db) => db.execute(selected({ event: 'TY1' }, caseId)) },
  ];
}

function sums({ now }: Surroundings): readonly Timed[] {
  const month: Period = { from: now - 30 * dayMs, to: now, drills: false };
  const processes = Object.keys(contracts);
  return [
    { name: 'board of all processes', kind: 'sum', run: (db) => boardFigures(db, { process: null, processes }, now) },
    { name: 'board of complaints', kind: 'sum', run: (db) => boardFigures(db, { process: 'complaint', processes: ['complaint'] }, now) },
    { name: 'limits by rule, a month', kind: 'sum', run: (db) => slaByRule(db, month) },
    { name: 'limits by team, a month', kind: 'sum', run: (db) => slaByTeam(db, month) },
    { name: 'turnover of claims, a month', kind: 'sum', run: (db) => turnover(db, 'claim', month) },
    { name: 'improvements, a month', kind: 'sum', run: (db) => improvementFigures(db, month) },
    { name: 'promises, a month', kind: 'sum', run: (db) => promiseKeeping(db, month) },
    { name: 'complaints by team, a month', kind: 'sum', run: (db) => complaintFigures(db, 'team', month) },
    { name: 'call-outs, a month', kind: 'sum', run: (db) => calloutFigures(db, month) },
  ];
}

/** Every query of the product that reads more than one case. */
export const queries = (at: Surroundings): readonly Timed[] => [...inboxes(at), ...lists(at), ...sums(at)];

/** A case, and the end of the feed. */
export async function lookAround(db: Database): Promise<Pick<Surroundings, 'caseId' | 'feedEnd'>> {
  const { rows } = await db.execute<{ id: string; no: number }>(
    sql`select (select id from case_file where process = 'emergency' limit 1) as id, (select max(feed_no)::float8 from case_event) as no`,
  );
  return { caseId: rows[0]?.id ?? '', feedEnd: rows[0]?.no ?? 0 };
}

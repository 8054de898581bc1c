import { z } from 'zod';
import { parseInstant } from '../../client/instants';
import { unreachable } from '../../db/queries/contacts';
import { type Period, promiseKeeping, slaByRule, turnover } from '../../db/queries/report';
import { slaByTeam } from '../../db/queries/report-team';
import { LuyueError } from '../../domain/errors';
import { overlooks } from '../../domain/org/access';
import { type Organisation, rolesOf } from '../../domain/org/organisation';
import type { Role } from '../../domain/org/roles';
import type { App } from '../app';
import type { Deps } from '../deps';
import { type Caller, callerOf } from '../identity/caller';
import { instantText, problems, word } from '../schemas/common';
import { report } from '../schemas/library';
import { iso } from '../views';

const names = ['sla', 'sla-by-team', 'turnover', 'promises', 'contacts'] as const;

const query = z.object({
  from: instantText.optional(),
  to: instantText.optional().meta({ description: 'Exclusive; now where it is not given.' }),
  process: word.default('claim').meta({ description: 'Of `turnover`: the process whose cases count, such as `complaint`.' }),
});

const readers: readonly Role[] = ['team-lead', 'branch-manager', 'head-office', 'compliance', 'operator'];

type Row = Record<string, unknown>;

/** Whether a caller reads figures. @throws LuyueError access.denied */
function admit({ staff }: Caller, organisation: Organisation): void {
  if (staff === null || rolesOf(organisation, staff.id, Date.now()).some((role) => readers.includes(role))) return;
  throw new LuyueError('access.denied', `Reports are read by ${readers.join(', ')}.`, { needs: readers });
}

interface Asked {
  readonly caller: Caller;
  readonly organisation: Organisation;
  readonly period: Period;
  readonly process: string;
}

/** Figures of the places that the caller sees as a whole. */
const definitions: Readonly<Record<(typeof names)[number], (deps: Deps, asked: Asked) => Promise<readonly Row[]>>> = {
  sla: async ({ db }, { caller, period }) => {
    if (caller.access.sights.some(({ branch }) => branch === null)) return slaByRule(db, period);
    throw new LuyueError('access.denied', 'The figures of the whole company are read by those who see all of it; ask for sla-by-team.');
  },
  'sla-by-team': async ({ db }, { caller, period }) => (await slaByTeam(db, period)).filter((row) => overlooks(caller.access, row)),
  turnover: async ({ db }, { caller, period, process }) => {
    const rows = await turnover(db, process, period);
    return rows.filter(({ branch }) => caller.access.sights.some((s) => s.branch === null || (s.branch === branch && s.team === null)));
  },
  contacts: async ({ db }, { caller }) =>
    (await unreachable(db, Date.now())).filter(({ branch, team }) =>
      overlooks(caller.access, { branch: branch ?? '', ...(team === null ? {} : { team }) }),
    ),
  promises: async ({ db }, { caller, organisation, period }) => {
    const rows = await promiseKeeping(db, period);
    return rows.filter(({ owner }) => {
      const { branch, team } = organisation.byId.get(owner) ?? { branch: null, team: null };
      return overlooks(caller.access, { branch: branch ?? '', team: team ?? '' });
    });
  },
};

/** Figures for managers and compliance. Real cases and drills are never mixed: a server counts drills only where it opens them. */
export function reportRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['Reports'],
    summary: 'Figures of the cases received in a period',
    description:
      'sla: limits kept and broken, by rule. sla-by-team: the same by team. turnover: received, open, settled, paid. promises: kept and broken. contacts: who could not be reached now, whatever the period.',
    params: z.object({ report: z.enum(names) }),
    querystring: query,
    response: { 200: report, ...problems },
  };
  app.get('/v1/reports/:report', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const { from, to, process } = request.query;
    const organisation = await deps.people();
    const caller = callerOf(request);
    admit(caller, organisation);
    const period = {
      from: from === undefined ? 0 : parseInstant(from, '/query/from'),
      to: to === undefined ? Date.now() : parseInstant(to, '/query/to'),
      drills: deps.config.speed !== null,
    };
    const rows = await definitions[request.params.report](deps, { caller, organisation, period, process });
    return { report: request.params.report, from: iso(period.from), to: iso(period.to), rows: rows.map((row) => ({ ...row })) };
  });
}

import { z } from 'zod';
import { parseInstant } from '../../client/instants';
import { ownedTasks, type TaskPage, tasksOfCase, visibleTasks } from '../../db/queries/task-page';
import type { TaskRow } from '../../db/queries/tasks';
import { instant } from '../../domain/case/payload';
import type { App } from '../app';
import { cursorOf, readCursor } from '../cursor';
import type { Deps } from '../deps';
import { type Caller, callerOf } from '../identity/caller';
import { seenCase } from '../identity/seen';
import { caseParam, instantText, limit, most, problems, word } from '../schemas/common';
import { caseTasks, taskPage } from '../schemas/tasks';
import { taskOf } from '../views';

const tags = ['Tasks'];

const query = z.object({
  of: z
    .enum(['mine', 'inbox', 'team', 'all'])
    .default('inbox')
    .meta({
      description:
        'mine: assigned or delegated to the caller. inbox: these, the queues of their roles, and those of people they stand in for. ' +
        'team: everything open in their team (without a team, their branch). all: everything in cases they may know of.',
    }),
  process: word.optional(),
  stage: word.optional(),
  line: word.optional(),
  act: word.optional(),
  dueBy: instantText.optional(),
  sort: z
    .enum(['urgency', 'due'])
    .default('urgency')
    .meta({ description: 'urgency: breached first, then by due date. due: by due date alone.' }),
  limit: limit(200, 50),
  cursor: z.string().max(400).optional(),
});

const place = z.object({
  by: z.enum(['urgency', 'due']),
  urgency: z.int().min(0).max(9),
  dueAt: instant.nullable(),
  openedAt: instant,
  caseId: caseParam,
  seq: z.int().min(0).max(most),
});

const placeOf = (by: TaskPage['by'], { urgency, dueAt, openedAt, caseId, seq }: TaskRow): string =>
  cursorOf({ by, urgency, dueAt, openedAt, caseId, seq });

function find(
  { db }: Deps,
  { actor, staff, access }: Caller,
  of: z.infer<typeof query>['of'],
  page: TaskPage,
): Promise<readonly TaskRow[]> {
  switch (of) {
    case 'mine':
      return ownedTasks(db, { owners: [staff === null ? actor : `staff:${actor}`], delegates: [actor] }, page);
    case 'inbox':
      return ownedTasks(db, { owners: access.owners, delegates: access.handlers }, page);
    case 'team':
      return visibleTasks(db, access, staff?.team == null ? null : [staff.team], page);
    case 'all':
      return visibleTasks(db, access, null, page);
  }
}

function list(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Open tasks, first things first',
    querystring: query,
    response: { 200: taskPage, ...problems },
  };
  app.get('/v1/tasks', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const { of, sort, dueBy, cursor, ...filter } = request.query;
    const at = cursor === undefined ? undefined : readCursor(place.extend({ by: z.literal(sort) }), cursor);
    const page = { ...filter, by: sort, dueBy: dueBy === undefined ? undefined : parseInstant(dueBy, '/query/dueBy'), after: at };
    const rows = await find(deps, callerOf(request), of, page);
    const last = rows.length < filter.limit ? undefined : rows.at(-1);
    return { tasks: rows.map((row) => taskOf(row, deps.processes)), next: last === undefined ? null : placeOf(sort, last) };
  });
}

function ofCase(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Tasks of a case',
    params: z.object({ case: caseParam }),
    querystring: z.object({ state: z.enum(['open', 'all']).default('open') }),
    response: { 200: caseTasks, ...problems },
  };
  app.get('/v1/cases/:case/tasks', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const row = await seenCase(deps, request, request.params.case, 'tasks');
    const rows = await tasksOfCase(deps.db, row.id, request.query.state === 'open');
    return { case: row.id, tasks: rows.map((task) => taskOf(task, deps.processes)) };
  });
}

/** The inbox, and the tasks of a case. */
export function taskRoutes(app: App, deps: Deps): void {
  list(app, deps);
  ofCase(app, deps);
}

import { z } from 'zod';
import { explanationOf } from '../../client/explanation';
import { parseInstant } from '../../client/instants';
import { readLog } from '../../db/queries/log';
import { compressionOf } from '../../domain/case/settle';
import { LuyueError } from '../../domain/errors';
import type { App } from '../app';
import type { Deps } from '../deps';
import { seenCase } from '../identity/seen';
import { clocks, log } from '../schemas/cases';
import { caseParam, instantText, limit, most, problems, word } from '../schemas/common';
import { clockOf, eventOf } from '../views';

const params = z.object({ case: caseParam });
const tags = ['Cases'];

const logQuery = z.object({
  asOf: instantText.optional(),
  after: z.coerce.number().int().min(0).max(most).default(0).meta({ description: 'Only what follows this sequence number.' }),
  limit: limit(1_000, 200),
});

function showLog(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'The log of a case, oldest first; as it stood at an instant',
    params,
    querystring: logQuery,
    response: { 200: log, ...problems },
  };
  app.get('/v1/cases/:case/log', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const row = await seenCase(deps, request, request.params.case, 'log');
    const { asOf, ...page } = request.query;
    const until = asOf === undefined ? {} : { asOf: parseInstant(asOf, '/query/asOf') };
    const events = await readLog(deps.db, row.id, { ...page, ...until });
    const last = events.length < page.limit ? undefined : events.at(-1);
    return { case: row.id, events: events.map(eventOf), next: last?.seq ?? null };
  });
}

function why(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'The clocks of a case, and why each is due when it is',
    description: 'Each with its ledger of running and paused time, rule and calendar version, and an explanation in words (zh, en).',
    params,
    querystring: z.object({ clock: word.optional().meta({ description: 'Only this clock, by its id or its rule.' }) }),
    response: { 200: clocks, ...problems },
  };
  app.get('/v1/cases/:case/clocks', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const row = await seenCase(deps, request, request.params.case, 'clocks');
    const state = await deps.doors.read.state(row.id);
    const { clock: wanted } = request.query;
    const shown = Object.values(state.clocks).filter((c) => wanted === undefined || c.id === wanted || c.rule === wanted);
    if (wanted !== undefined && shown.length === 0)
      throw new LuyueError('clock.not-found', `${row.id} has no clock '${wanted}'.`, { case: row.id, known: Object.keys(state.clocks) });
    const calendar = await deps.lawbook.calendar();
    const explain = (c: (typeof shown)[number]) => explanationOf(c, compressionOf(state), deps.lawbook.rules, calendar);
    return { case: row.id, clocks: shown.map((c) => clockOf(c, explain(c))) };
  });
}

/** What happened in a case, and its limits in words. */
export function historyRoutes(app: App, deps: Deps): void {
  showLog(app, deps);
  why(app, deps);
}

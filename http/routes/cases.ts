import { z } from 'zod';
import { parseInstant } from '../../client/instants';
import { processType } from '../../client/process-type';
import { casePage } from '../../db/queries/case-page';
import { documentsOf } from '../../db/queries/documents';
import { card as cardOf } from '../../domain/case/card';
import type { App } from '../app';
import { cursorOf, readCursor } from '../cursor';
import type { Deps } from '../deps';
import { callerOf } from '../identity/caller';
import { seenCase } from '../identity/seen';
import { card, casePage as casePageShape, caseView, documents } from '../schemas/cases';
import { caseParam, instantText, limit, problems, word } from '../schemas/common';
import { caseOf, iso } from '../views';

const params = z.object({ case: caseParam });
const place = z.int().min(1);
const tags = ['Cases'];

const listQuery = z.object({
  process: word.optional(),
  source: word.optional(),
  reference: z.string().min(1).max(120).optional(),
  status: z.enum(['open', 'closed']).optional(),
  stage: word.optional(),
  line: word.optional(),
  branch: word.optional(),
  team: word.optional(),
  handler: word.optional(),
  dueBy: instantText.optional(),
  limit: limit(200, 50),
  cursor: z.string().max(200).optional(),
});

function list(app: App, { db, processes }: Deps): void {
  const schema = {
    tags,
    summary: 'Cases that the caller may know of, newest first',
    querystring: listQuery,
    response: { 200: casePageShape, ...problems },
  };
  app.get('/v1/cases', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const { dueBy, cursor, ...filter } = request.query;
    const page = {
      ...filter,
      dueBy: dueBy === undefined ? undefined : parseInstant(dueBy, '/query/dueBy'),
      before: cursor === undefined ? undefined : readCursor(place, cursor),
    };
    const rows = await casePage(db, callerOf(request).access, page);
    const last = rows.length < filter.limit ? undefined : rows.at(-1);
    return { cases: rows.map((row) => caseOf(row, processes)), next: last === undefined ? null : cursorOf(last.number) };
  });
}

function one(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'A case as it stands, or as it stood',
    params,
    querystring: z.object({ asOf: instantText.optional() }),
    response: { 200: caseView, ...problems },
  };
  app.get('/v1/cases/:case', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const row = await seenCase(deps, request, request.params.case, 'case');
    const { asOf } = request.query;
    const state = await deps.doors.read.state(row.id, asOf === undefined ? undefined : parseInstant(asOf, '/query/asOf'));
    return { ...caseOf(row, deps.processes), state: { ...state } };
  });
}

function showCard(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'The card of a case: stage, waiting on whom, clocks, tasks, last events',
    params,
    querystring: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
    response: { 200: card, ...problems },
  };
  app.get('/v1/cases/:case/card', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const row = await seenCase(deps, request, request.params.case, 'card');
    const { lang } = request.query;
    const { contract } = processType(deps.processes, row.process);
    return { case: row.id, lang, markdown: cardOf(await deps.doors.read.state(row.id), contract, lang) };
  });
}

function listDocuments(app: App, deps: Deps): void {
  const schema = { tags, summary: 'References to the documents of a case', params, response: { 200: documents, ...problems } };
  app.get('/v1/cases/:case/documents', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const row = await seenCase(deps, request, request.params.case, 'documents');
    const found = await documentsOf(deps.db, row.id);
    return {
      case: row.id,
      documents: found.map(({ id, type, sha256, reference, receivedAt }) => ({ id, type, sha256, reference, receivedAt: iso(receivedAt) })),
    };
  });
}

/** Cases: list, one, its card and documents. */
export function caseRoutes(app: App, deps: Deps): void {
  list(app, deps);
  one(app, deps);
  showCard(app, deps);
  listDocuments(app, deps);
}

import { z } from 'zod';
import { parseInstant } from '../../client/instants';
import { actsOf, type ProcessType, payloadSchemaOf, processType } from '../../client/process-type';
import { due as dueOf } from '../../domain/clock/due';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Rule } from '../../domain/rulebook';
import type { App } from '../app';
import type { Deps } from '../deps';
import { inputSchema } from '../json-schema';
import { openingSchema } from '../opening-schema';
import { instantText, problems, word } from '../schemas/common';
import { due, processList, processView, rule, rules } from '../schemas/library';

const bad = (path: string, reason: string): LuyueError =>
  new LuyueError('input.invalid', `${path}: ${reason}`, { issues: [{ path, reason }] });

/** A pause `A..B`, or `A..` while it is open. */
function pauseOf(text: string): { readonly from: Instant; readonly to?: Instant } {
  const [start = '', end, ...rest] = text.split('..');
  if (end === undefined || rest.length > 0) throw bad('/query/pause', 'is not A..B (or A.. for one that is still open)');
  const from = parseInstant(start, '/query/pause');
  if (end === '') return { from };
  const to = parseInstant(end, '/query/pause');
  if (to < from) throw bad('/query/pause', 'ends before it begins');
  return { from, to };
}

const ruleOf = ({ ...fields }: Rule): z.infer<typeof rule> => ({ ...fields });
const ruleParams = z.object({ rule: word.meta({ examples: ['claim-determine-complex'] }) });

function ruleRoutes(app: App, { lawbook }: Deps): void {
  const tags = ['Rules'];
  const all = { tags, summary: 'The rulebook under the company policy', response: { 200: rules, ...problems } };
  app.get('/v1/rules', { schema: all, config: { needs: 'luyue.read' } }, async () => ({
    rules: [...lawbook.rules.rules.values()].map(ruleOf),
  }));
  const single = { tags, summary: 'One rule with its sources', params: ruleParams, response: { 200: rule, ...problems } };
  app.get('/v1/rules/:rule', { schema: single, config: { needs: 'luyue.read' } }, async (request) =>
    ruleOf(lawbook.rules.getRule(request.params.rule)),
  );
  const asked = {
    tags,
    summary: 'When a limit is due, and why',
    params: ruleParams,
    querystring: z.object({
      from: instantText,
      pause: z
        .union([z.string().max(90), z.array(z.string().max(90)).max(50)])
        .default([])
        .meta({ description: 'A pause `A..B`, or `A..` while it is open; may be repeated.' }),
      value: word.optional().meta({ description: 'Name of the term, where the rule has several.' }),
    }),
    response: { 200: due, ...problems },
  };
  app.get('/v1/rules/:rule/due', { schema: asked, config: { needs: 'luyue.read' } }, async (request) => {
    const { from, pause, value } = request.query;
    const pauses = (Array.isArray(pause) ? pause : [pause]).map(pauseOf);
    const term = value === undefined ? {} : { value };
    const question = { ruleId: request.params.rule, startsAt: parseInstant(from, '/query/from'), pauses, ...term };
    const { missingYears, ...answer } = dueOf(lawbook.rules, await lawbook.calendar(), question);
    return { ...answer, missingYears: [...missingYears] };
  });
}

type ActView = z.infer<typeof processView>['acts'][string];

function actsView(type: ProcessType): Record<string, ActView> {
  const entries = Object.entries(actsOf(type)).map(([name, { title, kind, by, when, grounds = [] }]): [string, ActView] => {
    const payload = { ...inputSchema(payloadSchemaOf(type, name)) };
    return [name, { title, kind, by: [...by], when: typeof when === 'string' ? when : [...when], grounds: [...grounds], payload }];
  });
  return Object.fromEntries(entries);
}

function processRoutes(app: App, { processes }: Deps): void {
  const tags = ['Processes'];
  const all = { tags, summary: 'What can be opened', response: { 200: processList, ...problems } };
  app.get('/v1/processes', { schema: all, config: { needs: 'luyue.read' } }, async () => ({
    processes: Object.values(processes).map((type) => {
      const { name, title, section, version } = type.contract;
      return { process: name, title, section, version, acts: Object.keys(actsOf(type)) };
    }),
  }));
  const single = {
    tags,
    summary: 'A process with the JSON Schema of every act',
    params: z.object({ process: word.meta({ examples: ['claim'] }) }),
    response: { 200: processView, ...problems },
  };
  app.get('/v1/processes/:process', { schema: single, config: { needs: 'luyue.read' } }, async (request) => {
    const type = processType(processes, request.params.process);
    const { name, title, section, version, stages, outcomes, reopenAt } = type.contract;
    return {
      process: name,
      title,
      section,
      version,
      stages: { ...stages },
      outcomes: { ...outcomes },
      reopenAt: [...reopenAt],
      opening: { ...openingSchema(type) },
      acts: actsView(type),
    };
  });
}

/** Rules and processes: what a tool needs to know before it acts. */
export function libraryRoutes(app: App, deps: Deps): void {
  ruleRoutes(app, deps);
  processRoutes(app, deps);
}

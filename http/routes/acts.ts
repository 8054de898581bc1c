import { z } from 'zod';
import { allowedTo } from '../../client/allowed';
import { payloadSchemaOf, processType } from '../../client/process-type';
import type { PossibleAct } from '../../client/read';
import type { ActAnswer } from '../../domain/case/act';
import { reopenAct } from '../../domain/case/general';
import { documentRef } from '../../domain/case/payload';
import { LuyueError } from '../../domain/errors';
import type { App } from '../app';
import type { Deps } from '../deps';
import { actorOf, type Caller, callerOf, needSystem } from '../identity/caller';
import { seenCase } from '../identity/seen';
import { inputSchema } from '../json-schema';
import { actBody, answer, claimBody, possibleActs } from '../schemas/acts';
import { caseParam, problems, taskParam, word } from '../schemas/common';
import { answerView } from '../views';
import { idempotency } from './opening';

const params = z.object({ case: caseParam });
const tags = ['Acts'];
const reopening = z.strictObject({ stage: z.string().min(1).max(100) });

type ActBody = z.output<typeof actBody>;

const schemaOf = ({ processes }: Deps, process: string, act: string) =>
  inputSchema(act === 'reopen' ? reopening : payloadSchemaOf(processType(processes, process), act));

/** An act with its form and the tasks it answers. */
function actView(deps: Deps, process: string, { act, contract, tasks }: PossibleAct): z.infer<typeof possibleActs>['acts'][number] {
  const { title, kind, by, grounds = [] } = contract ?? reopenAct;
  const open = tasks.map(({ name, seq, on, title: text, owner, delegate, claimed }) => ({
    task: name,
    seq,
    exposure: on ?? null,
    title: text ?? null,
    owner,
    delegate: delegate ?? null,
    claimedFrom: claimed ?? null,
  }));
  return { act, title, kind, by: [...by], grounds: [...grounds], tasks: open, payload: { ...schemaOf(deps, process, act) } };
}

function legal(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'What the caller may do in a case now',
    description: 'Judged as the commit of the act would: stage, role, four eyes, authority, delegation. Expected acts first.',
    params,
    querystring: z.object({
      as: z.string().max(60).optional().meta({ description: '`party:ID`, for service accounts with luyue.party.' }),
    }),
    response: { 200: possibleActs, ...problems },
  };
  app.get('/v1/cases/:case/acts', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const row = await seenCase(deps, request, request.params.case, 'acts');
    const actor = actorOf(callerOf(request), request.query.as);
    const { read } = deps.doors;
    const [state, possible, organisation] = await Promise.all([read.state(row.id), read.possible(row.id), deps.people()]);
    const acts = allowedTo(state, possible, { processes: deps.processes, organisation, actor, now: Date.now() });
    return { case: row.id, actor, acts: acts.map((act) => actView(deps, row.process, act)) };
  });
}

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } => JSON.parse(JSON.stringify(value));

function reopened(deps: Deps, caseId: string, as: string, body: ActBody): Promise<ActAnswer | null> {
  const stage = reopening.safeParse(body.payload);
  if (!stage.success) throw new LuyueError('input.invalid', '/payload/stage: names the stage at which the case is entered again');
  const { for: principal, request, ground = '' } = body;
  return deps.doors.reopen(caseId, { as, stage: stage.data.stage, ground, ...defined({ for: principal, request }) });
}

/** Does an act in the name of the caller. @throws LuyueError as Doors.act */
async function perform(deps: Deps, caller: Caller, caseId: string, act: string, body: ActBody): Promise<ActAnswer> {
  const as = actorOf(caller, body.as);
  if (as === caller.actor) needSystem(caller);
  const { as: _as, payload, ...rest } = body;
  if (act !== 'reopen') return deps.doors.act(caseId, { ...defined(rest), act, as, payload });
  const answered = await reopened(deps, caseId, as, body);
  if (answered === null) throw new LuyueError('act.not-now', 'The case is open: it cannot be reopened.', { case: caseId });
  return answered;
}

function act(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Do an act, and get its answer when it is in the record',
    description:
      'The request id (`request`, or the header Idempotency-Key) is unique per case: the same again returns the stored answer. ' +
      'A refusal names its code and what is `possible` now. `reopen` enters a closed case again: payload `{stage}` and a ground.',
    params: params.extend({ act: word.meta({ examples: ['comment'] }) }),
    headers: idempotency,
    body: actBody,
    response: { 200: answer, ...problems },
  };
  app.post('/v1/cases/:case/acts/:act', { schema, config: { needs: 'luyue.act' } }, async (request) => {
    const row = await seenCase(deps, request, request.params.case, 'act');
    const { body, headers } = request;
    const id = body.request ?? headers['idempotency-key'];
    const named = id === undefined ? body : { ...body, request: id };
    return answerView(await perform(deps, callerOf(request), row.id, request.params.act, named));
  });
}

function attach(app: App, deps: Deps): void {
  const schema = {
    tags: ['Cases'],
    summary: 'Attach a document: its reference and SHA-256, never the document',
    params,
    headers: idempotency,
    body: documentRef.meta({ examples: [{ type: 'medical-invoice', reference: 'dms:2026/0815', sha256: 'a'.repeat(64) }] }),
    response: { 200: answer, ...problems },
  };
  app.post('/v1/cases/:case/documents', { schema, config: { needs: 'luyue.act' } }, async (request) => {
    const row = await seenCase(deps, request, request.params.case, 'act');
    const id = request.headers['idempotency-key'];
    const body = { payload: request.body, ...(id === undefined ? {} : { request: id }) };
    return answerView(await perform(deps, callerOf(request), row.id, 'attach', body));
  });
}

const claimWords = {
  claim: ['claimTask', 'Claim a task of a queue: then only the caller does it', 'Refused as `task.claimed` where somebody else was first.'],
  release: ['releaseTask', 'Put a claimed task back into its queue', 'By whoever claimed it, or a manager.'],
} as const;

function claiming(app: App, deps: Deps, word: keyof typeof claimWords): void {
  const [name, summary, description] = claimWords[word];
  const schema = {
    tags: ['Tasks'],
    summary,
    description,
    params: params.extend({ task: taskParam }),
    headers: idempotency,
    body: claimBody,
    response: { 200: answer, ...problems },
  };
  app.post(`/v1/cases/:case/tasks/:task/${word}`, { schema, config: { needs: 'luyue.act' } }, async (request) => {
    const row = await seenCase(deps, request, request.params.case, 'act');
    const body = request.body ?? {};
    const id = body.request ?? request.headers['idempotency-key'];
    const named = { ...body, payload: { task: request.params.task }, ...(id === undefined ? {} : { request: id }) };
    return answerView(await perform(deps, callerOf(request), row.id, name, named));
  });
}

/** What may be done, and doing it. */
export function actRoutes(app: App, deps: Deps): void {
  legal(app, deps);
  act(app, deps);
  attach(app, deps);
  claiming(app, deps, 'claim');
  claiming(app, deps, 'release');
}

import { randomUUID } from 'node:crypto';
import { defineSearchAttributeKey, TypedSearchAttributes, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { z } from 'zod';
import type { Json } from '../domain/case/fact';
import { labelsOf } from '../domain/case/labels';
import { messageObjection } from '../domain/case/message';
import type { OpenRequest } from '../domain/case/opening';
import { instant, lineText, staffId, unitName } from '../domain/case/payload';
import { isMarked } from '../domain/case/settle';
import { compressionFactor } from '../domain/clock/compression';
import { LuyueError } from '../domain/errors';
import { parseAtEdge, plain, refuseAtEdge } from './edge';
import type { EnginePort, Started, StartOptions } from './engine';
import { refusedError, troubleOf } from './failure';
import { caseIdOf, digestOf, type Signer } from './identity';
import type { ProcessType } from './process-type';
import type { KnownCase, Records } from './records';

/** What every opening request has beside the content of its process. */
export const envelope = z.object({
  source: unitName,
  /** Number the source knows the request by. */
  reference: lineText(120),
  /** When the insurer received it; now where it is not given. */
  receivedAt: instant.optional(),
  line: unitName,
  branch: unitName,
  /** Staff id, or `system:NAME`; the source itself where it is not given. */
  actor: z.string().min(1).max(60).optional(),
  /** Drill: time runs faster, such as `1d=20s`. */
  compressed: z
    .string()
    .refine((text) => compressionFactor(text) !== null, 'must be like 1d=20s and not slow time down')
    .optional(),
  /** An exercise: messages leave by the drill channel only. */
  drill: z.literal(true).optional(),
  /** Staff who may not work on the case: they handled what it is about, or have an interest in it. */
  barred: z.array(staffId).max(20).optional(),
});

export type Envelope = z.input<typeof envelope>;

/** The case of an opening request. `existed`: the same request was opened before. */
export interface Opened {
  readonly case: string;
  readonly number: number;
  readonly existed: boolean;
  readonly stage: string;
  readonly status: 'open' | 'closed';
}

export interface Ports {
  readonly engine: EnginePort;
  readonly records: Records;
  readonly signer: Signer;
  readonly now: () => number;
}

const envelopeNames = new Set(['process', ...Object.keys(envelope.shape)]);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads an opening request: the envelope and, beside it, the content of the process.
 * @throws LuyueError input.invalid with paths and reasons.
 */
export function readOpening(type: ProcessType, input: unknown, now: number): OpenRequest {
  const entries = Object.entries(isObject(input) ? input : {});
  const { receivedAt, actor, compressed, drill, barred, ...identity } = parseAtEdge(
    envelope,
    Object.fromEntries(entries.filter(([name]) => envelopeNames.has(name))),
  );
  const content = plain(parseAtEdge(type.payloads.open, Object.fromEntries(entries.filter(([name]) => !envelopeNames.has(name)))));
  const { source, reference, line, branch } = identity;
  if (receivedAt !== undefined && receivedAt > now) {
    const issue = { path: '/receivedAt', reason: 'lies in the future' };
    throw new LuyueError('input.invalid', `${issue.path}: ${issue.reason}`, { issues: [issue] });
  }
  const open: OpenRequest = {
    process: type.contract.name,
    source,
    reference,
    digest: digestOf({ line, branch, receivedAt, content, drill, barred }),
    actor: actor ?? `system:${source}`,
    receivedAt: receivedAt ?? now,
    line,
    branch,
    ...(compressed === undefined ? {} : { compressed }),
    ...(drill === undefined ? {} : { drill }),
    ...(barred === undefined ? {} : { barred }),
    content,
  };
  refuseAtEdge(messageObjection.open(open));
  return open;
}

const keyword = (name: string, value: string) => ({ key: defineSearchAttributeKey(name, 'KEYWORD'), value });

/** Labels in the words of the SDK. */
function labels(type: ProcessType, open: OpenRequest): Pick<StartOptions, 'staticSummary' | 'staticDetails' | 'typedSearchAttributes'> {
  const { summary, details, keywords, drill } = labelsOf(type.contract, open);
  const attributes = Object.entries(keywords).map(([name, value]) => keyword(name, value));
  return {
    staticSummary: summary,
    staticDetails: details,
    typedSearchAttributes: new TypedSearchAttributes([
      ...attributes,
      ...(drill ? [{ key: defineSearchAttributeKey('Drill', 'BOOL'), value: true }] : []),
    ]),
  };
}

/**
 * The case of a request that is in the record. An opening of before there were keys is known by the digest itself.
 * @param keyed digest of the request under the key
 * @throws LuyueError open.conflict where its content was another
 */
function sameAs(known: KnownCase, open: OpenRequest, keyed: string, existed: boolean): Opened {
  const { id, number, stage, status } = known;
  if (known.digest === open.digest || known.digest === keyed) return { case: id, number, existed, stage, status };
  const detail = `${open.source}/${open.reference} was opened before as ${id} with other content.`;
  throw new LuyueError('open.conflict', detail, { case: id, source: open.source, reference: open.reference });
}

/** Why a run that was to open or reopen a case has ended without it; `otherwise` where it has not, or not by a refusal. */
export async function whyEnded(engine: EnginePort, caseId: string, runId: string, otherwise: string): Promise<LuyueError> {
  try {
    await engine.result(caseId, runId);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind === 'refused') return refusedError(caseId, trouble.refusal);
  }
  return new LuyueError('engine.unavailable', otherwise, { case: caseId });
}

/** Starts the run, or finds it started. */
async function start(type: ProcessType, open: OpenRequest, attempt: string, { engine, signer }: Ports): Promise<Started> {
  const id = caseIdOf(open, isMarked(open));
  try {
    const input = { kind: 'open', open: signer.opening(id, open), attempt } as const;
    // An opening that was refused holds nothing: it must not keep others from the reference for ever.
    return await engine.start({
      process: open.process,
      id,
      input,
      ...labels(type, open),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    });
  } catch (error) {
    // Closed by now, or refused when it was opened: the record says which.
    if (error instanceof WorkflowExecutionAlreadyStartedError) return { runId: '', attempt: null };
    const trouble = troubleOf(error);
    if (trouble.kind === 'refused') throw refusedError(id, trouble.refusal);
    const why = trouble.kind === 'unanswered' ? trouble.why : 'the engine takes no more requests';
    throw new LuyueError('engine.unavailable', `The case may be accepted but is not in the record yet (${why}). Repeat the same request.`, {
      case: id,
    });
  }
}

/** Whether a request could be opened as far as the record knows. @throws LuyueError open.conflict, records.unavailable */
export async function checkOpening(open: OpenRequest, records: Records): Promise<void> {
  const known = await records.byKey(open);
  if (known !== null) sameAs(known, open, await records.keyed(open.digest), true);
}

/** The request with the earlier case that seems to be about the same event, where the process wants to know and nobody said. */
async function withLikeness({ likeness }: ProcessType, open: OpenRequest, records: Records): Promise<OpenRequest> {
  if (likeness === undefined || open.content[likeness.names] !== undefined) return open;
  const value = likeness.path.split('/').slice(1).reduce<Json | undefined>(childOf, open.content);
  const at = likeness.instant === undefined ? null : open.content[likeness.instant];
  if (typeof value !== 'string' || (at !== null && typeof at !== 'number')) return open;
  const earlier = await records.alike(open.process, likeness, value, at);
  return earlier === null ? open : { ...open, content: { ...open.content, [likeness.names]: earlier } };
}

/** The request with the declared event that covers it, where the process has a field for it and nobody named one. */
async function withEvent({ contract: { happened } }: ProcessType, open: OpenRequest, records: Records): Promise<OpenRequest> {
  if (happened?.event === undefined || open.content[happened.event] !== undefined) return open;
  const [place, at] = [open.content[happened.place], open.content[happened.at]];
  if (typeof place !== 'string' || typeof at !== 'number') return open;
  const { process, drill = false, compressed = null } = open;
  const event = await records.covering({ process, place, at, drill, compressed });
  return event === null ? open : { ...open, content: { ...open.content, [happened.event]: event } };
}

/** The part of a value that one word of a JSON pointer names. */
function childOf(value: Json | undefined, key: string): Json | undefined {
  const isList = (v: Json | undefined): v is readonly Json[] => Array.isArray(v);
  if (isList(value)) return value[Number(key)];
  return typeof value === 'object' && value !== null ? value[key] : undefined;
}

/**
 * Opens a case, or finds the one that the same request opened before; answers when it is in the record.
 * @throws LuyueError open.conflict, engine.unavailable, records.unavailable.
 */
export async function openCase(type: ProcessType, open: OpenRequest, ports: Ports): Promise<Opened> {
  const before = await ports.records.byKey(open);
  const digest = await ports.records.keyed(open.digest);
  if (before !== null) return sameAs(before, open, digest, true);
  const alike = await withLikeness(type, open, ports.records);
  const attempt = randomUUID();
  const started = await start(type, { ...(await withEvent(type, alike, ports.records)), digest }, attempt, ports);
  const after = await ports.records.byKey(open);
  if (after !== null) return sameAs(after, open, digest, started.attempt !== undefined && started.attempt !== attempt);
  const id = caseIdOf(open, isMarked(open));
  throw await whyEnded(ports.engine, id, started.runId, 'The engine has the case, the record has not: repeat the same request.');
}

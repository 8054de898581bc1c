import { z } from 'zod';
import { digestOf } from '../db/record/identity';
import type { Contract } from '../domain/case/contract';
import type { JsonObject } from '../domain/case/fact';
import type { OpenRequest } from '../domain/case/opening';
import { caseActor } from '../domain/org/systems';
import { contractOf } from '../domain/processes/contracts';
import { payloads } from '../domain/processes/payloads';

const schemas: Readonly<Record<string, { readonly open: z.ZodType }>> = payloads;

const shape = z.object({
  process: z.string(),
  source: z.string(),
  reference: z.string(),
  actor: z.string(),
  receivedAt: z.int(),
  line: z.string(),
  branch: z.string(),
  parent: z.object({ case: z.string(), name: z.string() }),
  content: z.record(z.string(), z.json()),
  compressed: z.string().optional(),
  drill: z.literal(true).optional(),
});

export interface ChildOpening {
  readonly contract: Contract;
  readonly open: OpenRequest;
}

/**
 * The request that a case left in the outbox for one it asks for, its content read against the schema of its process. The
 * reason where it does not fit: a defect of the process that asked.
 */
export function readChildOpening(payload: JsonObject): ChildOpening | { readonly wrong: string } {
  const request = shape.safeParse(payload);
  if (!request.success) return { wrong: z.prettifyError(request.error) };
  const { compressed, drill, content: given, ...envelope } = request.data;
  const { process, line, branch, receivedAt, parent } = envelope;
  const contract = contractOf(process);
  const content = Object.hasOwn(schemas, process) ? schemas[process]?.open.safeParse(given) : undefined;
  if (contract === undefined || content === undefined) return { wrong: `there is no process '${process}'` };
  if (!content.success) return { wrong: z.prettifyError(content.error) };
  const plain: JsonObject = JSON.parse(JSON.stringify(content.data));
  const marks = { ...(compressed === undefined ? {} : { compressed }), ...(drill === undefined ? {} : { drill }) };
  const digest = digestOf({ line, branch, receivedAt, content: plain });
  return { contract, open: { ...envelope, ...marks, actor: caseActor(parent.case), digest, content: plain } };
}

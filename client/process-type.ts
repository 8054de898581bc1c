import type { z } from 'zod';
import type { ActContract, Contract } from '../domain/case/contract';
import { generalActs, isGeneralAct } from '../domain/case/general';
import { generalPayloads } from '../domain/case/general.schema';
import { LuyueError } from '../domain/errors';

/** What tells that another request is about the same matter: a personal value and, where it is named, an instant on the same day. */
export interface Likeness {
  /** JSON pointer of the personal value, such as `/policy/number`. */
  readonly path: string;
  /** Field of the opening that holds the instant. */
  readonly instant?: string;
  /** Field under which the process takes the id of the earlier case. */
  readonly names: string;
}

/** A process as a door knows it: its contract, and its schemas by act and under `open`. */
export interface ProcessType {
  readonly contract: Contract;
  readonly payloads: Readonly<Record<string, z.ZodType>> & { readonly open: z.ZodType };
  readonly likeness?: Likeness;
}

export type Processes = Readonly<Record<string, ProcessType>>;

/** Contracts of everything that may be done to a case of the process; its own word stands before the general one. */
export const actsOf = (type: ProcessType): Readonly<Record<string, ActContract>> => ({ ...generalActs, ...type.contract.acts });

/**
 * Schema of an act's payload.
 * @throws LuyueError act.unknown naming the acts there are.
 */
export function payloadSchemaOf(type: ProcessType, act: string): z.ZodType {
  const own = Object.hasOwn(type.contract.acts, act) && Object.hasOwn(type.payloads, act) ? type.payloads[act] : undefined;
  const schema = own ?? (isGeneralAct(act) ? generalPayloads[act] : undefined);
  if (schema !== undefined) return schema;
  const known = Object.keys(actsOf(type));
  throw new LuyueError('act.unknown', `'${type.contract.name}' has no act '${act}'; it has ${known.join(', ')}.`, { act, known });
}

/**
 * A process by name.
 * @throws LuyueError process.unknown naming the processes there are.
 */
export function processType(processes: Processes, name: string): ProcessType {
  const found = Object.hasOwn(processes, name) ? processes[name] : undefined;
  if (found !== undefined) return found;
  const known = Object.keys(processes);
  throw new LuyueError('process.unknown', `There is no process '${name}'; there are: ${known.join(', ')}.`, { process: name, known });
}

import type { ComplaintContract } from '../../domain/processes/complaint/contract';
import type { ComplaintPayloads } from '../../domain/processes/complaint/schema';
import type { Context } from '../kernel/context';
import type { Effects } from '../kernel/effects';
import type { ProcessDefinition } from '../kernel/process';

export type ComplaintContext = Context<ComplaintContract, ComplaintPayloads>;
export type ComplaintEffects = Effects<ComplaintContract>;
type Definition = ProcessDefinition<ComplaintContract, ComplaintPayloads>;
export type ComplaintActEffects = NonNullable<Definition['effects']>;
export type ComplaintRefusals = NonNullable<Definition['refusals']>;

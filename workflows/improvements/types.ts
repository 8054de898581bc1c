import type { ImprovementContract } from '../../domain/processes/improvement/contract';
import type { ImprovementPayloads } from '../../domain/processes/improvement/schema';
import type { Context } from '../kernel/context';
import type { Effects } from '../kernel/effects';
import type { ProcessDefinition } from '../kernel/process';

export type ImprovementContext = Context<ImprovementContract, ImprovementPayloads>;
export type ImprovementEffects = Effects<ImprovementContract>;
type Definition = ProcessDefinition<ImprovementContract, ImprovementPayloads>;
export type ImprovementActEffects = NonNullable<Definition['effects']>;
export type ImprovementRefusals = NonNullable<Definition['refusals']>;

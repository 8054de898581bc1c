import type { ClaimContract } from '../../domain/processes/claim/contract';
import type { ClaimPayloads } from '../../domain/processes/claim/schema';
import type { Context } from '../kernel/context';
import type { Effects } from '../kernel/effects';
import type { ProcessDefinition } from '../kernel/process';

export type ClaimContext = Context<ClaimContract, ClaimPayloads>;
export type ClaimEffects = Effects<ClaimContract>;
type Definition = ProcessDefinition<ClaimContract, ClaimPayloads>;
export type ClaimActEffects = NonNullable<Definition['effects']>;
export type ClaimRefusals = NonNullable<Definition['refusals']>;

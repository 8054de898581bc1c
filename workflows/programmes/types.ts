import type { ProgrammeContract } from '../../domain/processes/programme/contract';
import type { ProgrammePayloads } from '../../domain/processes/programme/schema';
import type { Context } from '../kernel/context';
import type { Effects } from '../kernel/effects';
import type { ProcessDefinition } from '../kernel/process';

export type ProgrammeContext = Context<ProgrammeContract, ProgrammePayloads>;
export type ProgrammeEffects = Effects<ProgrammeContract>;
type Definition = ProcessDefinition<ProgrammeContract, ProgrammePayloads>;
export type ProgrammeActEffects = NonNullable<Definition['effects']>;
export type ProgrammeRefusals = NonNullable<Definition['refusals']>;

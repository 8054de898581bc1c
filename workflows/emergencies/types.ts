import type { EmergencyContract } from '../../domain/processes/emergency/contract';
import type { EmergencyPayloads } from '../../domain/processes/emergency/schema';
import type { Context } from '../kernel/context';
import type { Effects } from '../kernel/effects';
import type { ProcessDefinition } from '../kernel/process';

export type EmergencyContext = Context<EmergencyContract, EmergencyPayloads>;
export type EmergencyEffects = Effects<EmergencyContract>;
type Definition = ProcessDefinition<EmergencyContract, EmergencyPayloads>;
export type EmergencyActEffects = NonNullable<Definition['effects']>;
export type EmergencyRefusals = NonNullable<Definition['refusals']>;

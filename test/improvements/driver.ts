import type { Cause } from '../../domain/case/cause';
import type { JsonObject } from '../../domain/case/fact';
import type { OpenRequest } from '../../domain/case/opening';
import type { World } from '../../domain/case/settle';
import type { Instant } from '../../domain/instant';
import type { Transition } from '../../workflows/kernel/runner';
import { runnables } from '../../workflows/runnables';
import { start } from '../support/dates';
import { MemoryRecord } from '../support/memory';
import { MemoryVehicle } from '../support/played-case';
import { ruleWorld } from '../support/rule-world';
import { PlayedImprovement } from './played';

export { cst, dayMs, hourMs, minuteMs, start } from '../support/dates';

export const runnable = runnables.improvement;

export interface Given {
  readonly line?: string;
  readonly at?: Instant;
  readonly content?: JsonObject;
  readonly world?: World;
  readonly barred?: readonly string[];
}

/** A finding of a complaint in claims, with the value it is measured against; `content` changes it, a baseline of null leaves it out. */
export function findingOf({ line = 'claims', at = start, content = {}, barred = [] }: Given = {}): OpenRequest {
  const usual = {
    from: 'complaint',
    topic: 'slow-claim',
    severity: 'medium',
    baseline: { indicator: 'complaints-per-10k', value: 4 },
  };
  const envelope = { process: 'improvement', source: 'test', reference: 'I-1', digest: 'd', actor: 'intake1', receivedAt: at };
  const { baseline, ...rest }: JsonObject = { ...usual, ...content };
  return { ...envelope, line, branch: 'north', barred, content: baseline === null ? rest : { baseline: baseline ?? null, ...rest } };
}

/** An order of the regulator with its own date. */
export const orderOf = (orderedDate: Instant): JsonObject => ({ from: 'order', orderNumber: 'NFRA-2026-17', orderedDate });

/** An improvement in memory. */
export class ImprovementDriver extends PlayedImprovement<MemoryVehicle> {
  override get now(): Instant {
    return this.vehicle.now;
  }

  override set now(at: Instant) {
    this.vehicle.now = at;
  }

  transition(cause: Cause): Promise<Transition> {
    return this.vehicle.transition(cause);
  }
}

let improvements = 0;

export async function given(request: Given = {}): Promise<ImprovementDriver> {
  const at = request.at ?? start;
  const vehicle = new MemoryVehicle(runnable, new MemoryRecord(request.world ?? ruleWorld()), `improvement-${++improvements}`, at);
  await vehicle.open(findingOf(request));
  return new ImprovementDriver(vehicle);
}

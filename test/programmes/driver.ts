import { dayAt, homeZone } from '../../domain/calendar/zone';
import type { Cause } from '../../domain/case/cause';
import type { JsonObject } from '../../domain/case/fact';
import type { OpenRequest } from '../../domain/case/opening';
import type { Instant } from '../../domain/instant';
import { quarterOfDay } from '../../domain/processes/programme/quarter';
import type { Transition } from '../../workflows/kernel/runner';
import { runnables } from '../../workflows/runnables';
import { dayMs, start } from '../support/dates';
import { MemoryRecord } from '../support/memory';
import { MemoryVehicle } from '../support/played-case';
import { ruleWorld } from '../support/rule-world';
import { PlayedProgramme } from './played';

export { cst, dayMs, hourMs, start } from '../support/dates';

export const runnable = runnables.programme;

export interface Given {
  readonly at?: Instant;
  readonly content?: JsonObject;
}

/** The quarter of an instant. */
export const quarterAt = (at: Instant): string => quarterOfDay(dayAt(homeZone, at));

/** A programme of the quarter in which it is opened; `content` changes it. */
export function programmeOf({ at = start, content = {} }: Given = {}): OpenRequest {
  const usual = { quarter: quarterAt(at), themes: ['slow-claim', 'misleading-sale'] };
  const envelope = { process: 'programme', source: 'test', reference: 'P-1', digest: 'd', actor: 'intake1', receivedAt: at };
  return { ...envelope, line: 'quarterly', branch: 'north', content: { ...usual, ...content } };
}

/** A programme in memory. */
export class ProgrammeDriver extends PlayedProgramme<MemoryVehicle> {
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

let programmes = 0;

export async function given(request: Given = {}): Promise<ProgrammeDriver> {
  const vehicle = new MemoryVehicle(runnable, new MemoryRecord(ruleWorld()), `programme-${++programmes}`, request.at ?? start);
  await vehicle.open(programmeOf(request));
  return new ProgrammeDriver(vehicle);
}

export const matter = (item: string): JsonObject => ({ item, line: 'claims', topic: 'slow-claim', severity: 'medium' });

/** Milliseconds of so many days. */
export const days = (count: number): number => count * dayMs;

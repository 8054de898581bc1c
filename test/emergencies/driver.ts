import type { JsonObject } from '../../domain/case/fact';
import type { OpenRequest } from '../../domain/case/opening';
import type { World } from '../../domain/case/settle';
import type { Instant } from '../../domain/instant';
import { runnables } from '../../workflows/runnables';
import { hourMs, start } from '../support/dates';
import { MemoryRecord } from '../support/memory';
import { MemoryVehicle } from '../support/played-case';
import { ruleWorld } from '../support/rule-world';
import { PlayedEmergency } from './played';

export { cst, dayMs, hourMs, minuteMs, start } from '../support/dates';

export const runnable = runnables.emergency;

export const person = (id: string, role: string) => ({ id, role, locale: 'zh-CN', channels: ['sms'], name: '张三', phone: '13800000000' });

/** The world of the rulebook with a roster of so many ranks. */
export function rosterWorld(ranks = 3): World {
  const world = ruleWorld();
  return {
    ...world,
    recipientsOf: (to, state) =>
      world.recipientsOf(
        to.filter((r) => r.kind !== 'roster' || r.rank <= ranks),
        state,
      ),
  };
}

export interface Given {
  readonly kind?: string;
  readonly at?: Instant;
  readonly content?: JsonObject;
  readonly world?: World;
  readonly reference?: string;
  readonly drill?: true;
}

/** An alarm, detected when it is received and without a known occurrence; `content` changes it. */
export function alarmOf({ kind = 'natural-disaster', at = start, content = {}, reference = 'E-1', drill }: Given = {}): OpenRequest {
  const envelope = {
    process: 'emergency',
    source: 'test',
    reference,
    digest: 'd',
    actor: 'duty1',
    receivedAt: at,
    line: kind,
    branch: 'north',
  };
  return { ...envelope, ...(drill === undefined ? {} : { drill }), content: { kind, detectedAt: at, ...content } };
}

/** An emergency in memory. */
export class EmergencyDriver extends PlayedEmergency<MemoryVehicle> {
  override get now(): Instant {
    return this.vehicle.now;
  }

  override set now(at: Instant) {
    this.vehicle.now = at;
  }

  get trouble(): string | null {
    return this.vehicle.trouble;
  }

  /** Lets so many hours pass. */
  async hours(count: number): Promise<void> {
    await this.until(this.now + count * hourMs);
  }
}

let emergencies = 0;

/** Opens an emergency at the instant of its alarm, or later where it was received in the past. */
export async function given(request: Given = {}, openedAt: Instant = request.at ?? start): Promise<EmergencyDriver> {
  const vehicle = new MemoryVehicle(runnable, new MemoryRecord(request.world ?? rosterWorld()), `emergency-${++emergencies}`, openedAt);
  await vehicle.open(alarmOf(request));
  return new EmergencyDriver(vehicle);
}

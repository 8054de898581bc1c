import type { Cause } from '../../domain/case/cause';
import type { JsonObject } from '../../domain/case/fact';
import type { OpenRequest } from '../../domain/case/opening';
import type { World } from '../../domain/case/settle';
import type { Instant } from '../../domain/instant';
import type { Transition } from '../../workflows/kernel/runner';
import { runnables } from '../../workflows/runnables';
import { dayMs, start } from '../support/dates';
import { MemoryRecord } from '../support/memory';
import { MemoryVehicle } from '../support/played-case';
import { ruleWorld } from '../support/rule-world';
import { PlayedClaim } from './played';

export { cst, dayMs, hourMs, minuteMs, start } from '../support/dates';

export const runnable = runnables.claim;

const sha = 'a'.repeat(64);
export const paper = (type: string) => ({ type, reference: `dms:${type}`, sha256: sha });
export const papers = (...types: string[]) => types.map(paper);

export const complete: Readonly<Record<string, readonly string[]>> = {
  motor: ['claim-form', 'id-card', 'accident-certificate', 'driving-licence', 'vehicle-licence', 'repair-invoice'],
  health: ['claim-form', 'id-card', 'medical-record', 'medical-invoice'],
  accident: ['claim-form', 'id-card', 'accident-proof', 'medical-record'],
  life: ['claim-form', 'id-card', 'death-certificate', 'kinship-proof'],
  property: ['claim-form', 'loss-list', 'damage-photos', 'ownership-proof'],
  agricultural: ['claim-form', 'loss-list', 'growing-proof'],
};

const covers: Readonly<Record<string, string>> = {
  motor: 'own-damage',
  health: 'medical',
  accident: 'disability',
  life: 'death',
  property: 'property',
  agricultural: 'crop',
};

export const person = (id: string, role: string) => ({ id, role, locale: 'zh-CN', channels: ['sms'], name: '张三', phone: '13800000000' });

export interface Given {
  readonly line?: string;
  readonly at?: Instant;
  readonly content?: JsonObject;
  readonly policy?: JsonObject;
  readonly world?: World;
  readonly reference?: string;
}

/** A complete notice with the request for payment in it, of one exposure `e1`; `content` and `policy` change it. */
export function noticeOf({ line = 'health', at = start, content = {}, policy = {}, reference = 'C-1' }: Given = {}): OpenRequest {
  const usual = {
    parties: [person('claimant', 'insured')],
    lossAt: at - dayMs,
    request: true,
    policy: { number: 'P-1', from: at - 300 * dayMs, to: at + 60 * dayMs, ...policy },
    exposures: [{ id: 'e1', cover: covers[line] ?? 'medical', claimant: 'claimant' }],
    documents: papers(...(complete[line] ?? [])),
  };
  const envelope = { process: 'claim', source: 'test', reference, digest: 'd', actor: 'intake1', receivedAt: at, line, branch: 'north' };
  return { ...envelope, content: { ...usual, ...content } };
}

/** A claim in memory. */
export class ClaimDriver extends PlayedClaim<MemoryVehicle> {
  override get now(): Instant {
    return this.vehicle.now;
  }

  override set now(at: Instant) {
    this.vehicle.now = at;
  }

  get trouble(): string | null {
    return this.vehicle.trouble;
  }

  transition(cause: Cause): Promise<Transition> {
    return this.vehicle.transition(cause);
  }

  forget(): Promise<void> {
    return this.vehicle.forget();
  }
}

let claims = 0;

/** Opens a claim at the instant of its notice, or later (`openedAt`) where it was received in the past. */
export async function given(request: Given = {}, openedAt: Instant = request.at ?? start): Promise<ClaimDriver> {
  const vehicle = new MemoryVehicle(runnable, new MemoryRecord(request.world ?? ruleWorld()), `claim-${++claims}`, openedAt);
  await vehicle.open(noticeOf(request));
  return new ClaimDriver(vehicle);
}

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
import { PlayedComplaint } from './played';

export { cst, dayMs, hourMs, start } from '../support/dates';

export const runnable = runnables.complaint;

export const person = (id: string, role = 'complainant') => ({
  id,
  role,
  locale: 'zh-CN',
  channels: ['sms'],
  name: '张三',
  phone: '13800000000',
});

/** A complainant whom no message of a permitted kind reaches: the decision is told by hand. */
export const unwired = { parties: [{ ...person('complainant'), channels: ['log'] }] };

export interface Given {
  readonly line?: string;
  readonly at?: Instant;
  readonly content?: JsonObject;
  readonly world?: World;
  readonly barred?: readonly string[];
  readonly reference?: string;
  readonly branch?: string;
}

/** A complaint of one person about the sale of a policy, by the hotline; `content` changes it. */
export function complaintOf({
  line = 'sales',
  at = start,
  content = {},
  barred = [],
  reference = 'T-1',
  branch = 'north',
}: Given = {}): OpenRequest {
  const usual = {
    parties: [person('complainant')],
    kind: 'complaint',
    channel: 'hotline',
    dispute: { number: 'P-1', insurance: 'property', facts: '销售时未说明免责条款' },
  };
  const envelope = {
    process: 'complaint',
    source: 'test',
    reference,
    digest: 'd',
    actor: 'intake1',
    receivedAt: at,
    line,
    branch,
  };
  return { ...envelope, barred, content: { ...usual, ...content } };
}

/** A transfer from a body, with the day it orders where it orders one. */
export const transferOf = (orderedDate?: Instant): JsonObject => ({
  channel: 'transfer',
  transfer: { number: 'ZB-2026-118', body: 'nfra-shanghai', ...(orderedDate === undefined ? {} : { orderedDate }) },
});

/** So many who complain together, with so many who speak for them. */
export function jointOf(complainants: number, representatives = 1, faceToFace = true): JsonObject {
  const ids = Array.from({ length: representatives }, (_none, i) => `rep-${i + 1}`);
  return {
    parties: [person('complainant'), ...ids.map((id) => person(id, 'representative'))],
    joint: { complainants, faceToFace, representatives: ids },
  };
}

/** A complaint in memory. */
export class ComplaintDriver extends PlayedComplaint<MemoryVehicle> {
  override get now(): Instant {
    return this.vehicle.now;
  }

  override set now(at: Instant) {
    this.vehicle.now = at;
  }

  transition(cause: Cause): Promise<Transition> {
    return this.vehicle.transition(cause);
  }

  /** Enters the closed complaint again. */
  async reopens(stage: string): Promise<void> {
    await this.transition({ kind: 'reopen', reopen: { request: `reopen-${stage}`, actor: 'lead1', stage, ground: 'new-facts' } });
  }
}

let complaints = 0;

/** Opens a complaint at the instant of its receipt, or later (`openedAt`) where it was received in the past. */
export async function given(request: Given = {}, openedAt: Instant = request.at ?? start): Promise<ComplaintDriver> {
  const vehicle = new MemoryVehicle(runnable, new MemoryRecord(request.world ?? ruleWorld()), `complaint-${++complaints}`, openedAt);
  await vehicle.open(complaintOf(request));
  return new ComplaintDriver(vehicle);
}

/** A complaint that has been classified: the limit of its resolution runs. */
export async function accepted(): Promise<ComplaintDriver> {
  const played = await given();
  await played.classified();
  return played;
}

/** The clock of the resolution of a simple complaint. */
export const resolve = (played: ComplaintDriver) => played.clock('complaint-resolve-simple');

/** How an act that a rule of the process does not allow is refused. */
export const refusedFor = (reason: RegExp) => ({ act: 'act.refused', detail: expect.stringMatching(reason) });

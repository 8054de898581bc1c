import type { JsonObject } from '../../domain/case/fact';
import generalGuards from '../../domain/case/general.guards.generated.json';
import type { OpenRequest } from '../../domain/case/opening';
import type { World } from '../../domain/case/settle';
import type { CaseState } from '../../domain/case/state';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import claimGuards from '../../domain/processes/claim/guards.generated.json';
import { claim } from '../../workflows/claims/claim';
import type { Cause, Guards, Runnable } from '../../workflows/kernel/cause';
import type { Transition } from '../../workflows/kernel/runner';
import { MemoryCase, MemoryRecord } from '../support/memory';
import { ruleWorld } from '../support/rule-world';
import { PlayedClaim } from './played';

const guards: Guards = { ...generalGuards, ...claimGuards };
export const runnable: Runnable = { process: claim, guards };

/** An instant of China Standard Time, such as `2026-09-01` or `2026-09-01T10:00`. */
export const cst = (text: string): Instant => Date.parse(`${text.includes('T') ? text : `${text}T00:00`}:00+08:00`);

/** A Tuesday morning without a holiday in the next three weeks. */
export const start = cst('2026-07-07T10:00');
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

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
  motor: 'commercial',
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

/** A claim in memory: time is moved by hand. */
export class ClaimDriver extends PlayedClaim {
  private readonly case: MemoryCase;
  /** What an act takes; on an engine it is never nothing. */
  actMs = 0;

  constructor(
    runnable: Runnable,
    readonly record: MemoryRecord,
    readonly id: string,
    now: Instant,
  ) {
    super();
    this.case = new MemoryCase(runnable, record, id, now);
  }

  get state(): CaseState {
    return this.case.state;
  }

  get trouble(): string | null {
    return this.case.trouble;
  }

  get now(): Instant {
    return this.case.now;
  }

  set now(at: Instant) {
    this.case.now = at;
  }

  act(...asked: Parameters<MemoryCase['act']>): Promise<Transition> {
    this.now += this.actMs;
    return this.case.act(...asked);
  }

  transition(cause: Cause): Promise<Transition> {
    return this.case.transition(cause);
  }

  until(at: Instant): Promise<void> {
    return this.case.until(at);
  }

  forget(): Promise<void> {
    return this.case.forget();
  }
}

let claims = 0;

/** Opens a claim at the instant of its notice, or later (`openedAt`) where it was received in the past. */
export async function given(request: Given = {}, openedAt: Instant = request.at ?? start): Promise<ClaimDriver> {
  const driver = new ClaimDriver(runnable, new MemoryRecord(request.world ?? ruleWorld()), `claim-${++claims}`, openedAt);
  const answer = await driver.transition({ kind: 'open', open: noticeOf(request) });
  if (answer.kind !== 'written') throw new LuyueError('defect.unexpected', `open: ${JSON.stringify(answer)}; ${driver.trouble ?? ''}`);
  return driver;
}

import type { JsonObject } from '../../domain/case/fact';
import generalGuards from '../../domain/case/general.guards.generated.json';
import type { OpenRequest } from '../../domain/case/opening';
import type { World } from '../../domain/case/settle';
import type { ClockState } from '../../domain/case/state';
import { openTasks } from '../../domain/case/wait-set';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import claimGuards from '../../domain/processes/claim/guards.generated.json';
import { claim } from '../../workflows/claims/claim';
import type { Guards, Runnable } from '../../workflows/kernel/cause';
import type { Transition } from '../../workflows/kernel/runner';
import { MemoryCase, MemoryRecord } from '../support/memory';
import { ruleWorld } from '../support/rule-world';

const guards: Guards = { ...generalGuards, ...claimGuards };
export const runnable: Runnable = { process: claim, guards };

/** An instant of China Standard Time, such as `2026-09-01` or `2026-09-01T10:00`. */
export const cst = (text: string): Instant => Date.parse(`${text.includes('T') ? text : `${text}T00:00`}:00+08:00`);

/** A Tuesday morning without a holiday in the next three weeks. */
export const start = cst('2026-07-07T10:00');
export const hourMs = 3_600_000;
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

type Said = { readonly act: string; readonly detail: string };

/** A claim driven by its people: every act has to be accepted, unless the test asks what it answers. */
export class ClaimDriver extends MemoryCase {
  /** Acts that were accepted, in order. */
  readonly done: string[] = [];

  /** Does an act that has to be accepted. */
  async does(
    act: string,
    actor: string,
    payload: JsonObject = {},
    options: { ground?: string; onBehalfOf?: string; task?: string } = {},
  ): Promise<void> {
    const answer = await this.act(act, actor, payload, options);
    if (answer.kind !== 'written') throw new LuyueError('defect.unexpected', `${act}: ${JSON.stringify(answer)}; ${this.trouble ?? ''}`);
    this.done.push(act);
  }

  /** Tries an act; gives the code and sentence of its refusal, or `written`. */
  async tries(
    act: string,
    actor: string,
    payload: JsonObject = {},
    options: { ground?: string; onBehalfOf?: string } = {},
  ): Promise<Said | 'written'> {
    const answer: Transition = await this.act(act, actor, payload, options);
    if (answer.kind !== 'refused') return 'written';
    return { act: answer.objection.code, detail: answer.objection.detail };
  }

  /** The channel reports on the newest notices of a template that it has not reported on. */
  async delivers(template: string, status: 'handed' | 'arrived' = 'handed'): Promise<void> {
    const waiting = Object.values(this.state.notices).filter((n) => n.template === template && n.status === 'queued');
    for (const { seq } of waiting) await this.does('noticeReported', 'system:channel', { notice: seq, status, at: this.now });
  }

  /** The bank reports on every payment that is on its way. */
  async bank(status: 'confirmed' | 'returned' | 'rejected' | 'unknown' = 'confirmed'): Promise<void> {
    const open = Object.values(this.state.payments).filter((p) => p.status === 'requested' || p.status === 'unknown');
    for (const { key } of open) await this.does('paymentReported', 'system:bank', { key, status, at: this.now });
  }

  /** u1 recommends, u2 determines. */
  async determined(kind: 'granted' | 'partial' | 'denied', claimedFen: number, amountFen: number, more: JsonObject = {}): Promise<void> {
    const { exposure = 'e1', ...rest } = more;
    const reasons = kind === 'granted' ? {} : { reasons: [{ code: 'exclusion', amountFen: claimedFen - amountFen }] };
    await this.does('recommend', 'u1', { exposure, kind, claimedFen, amountFen, ...reasons, ...rest });
    await this.does('determine', 'u2', { exposure, kind, amountFen });
  }

  /** Determined as a whole, told and agreed. */
  async agreed(amountFen: number, exposure = 'e1'): Promise<void> {
    await this.determined('granted', amountFen, amountFen, { exposure });
    await this.delivers('result-granted');
    await this.does('agree', 'party:claimant', { exposure });
  }

  async surveyed(finding = 'confirmed'): Promise<void> {
    await this.does('survey', 'surveyor1', { finding, onSite: true });
  }

  clock(rule: string, on = 'e1'): ClockState | undefined {
    return this.state.clocks[`${rule}@${on}`] ?? this.state.clocks[rule];
  }

  get tasks(): readonly string[] {
    return openTasks(this.state).map((t) => t.act);
  }

  /** Templates told so far, with whom and what. */
  get told(): readonly { template: string; to: readonly string[]; data: JsonObject }[] {
    return this.record.events.flatMap(({ fact }) =>
      fact.kind === 'told' ? [{ template: fact.template, to: fact.recipients ?? [], data: fact.data }] : [],
    );
  }

  saidOf(template: string): JsonObject | undefined {
    return this.told.filter((t) => t.template === template).pop()?.data;
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

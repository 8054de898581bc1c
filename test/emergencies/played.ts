import type { JsonObject } from '../../domain/case/fact';
import { openTasks } from '../../domain/case/wait-set';
import type { ObligationCode } from '../../domain/processes/emergency/vocabulary';
import { type ActOptions, PlayedCase, type Vehicle } from '../support/played-case';

export const paper = (type = 'report') => ({ type, reference: `dms:${type}`, sha256: 'a'.repeat(64) });

/** An emergency as its people play it: duty1 is on duty, boss1 leads, dpo1 protects data. */
export class PlayedEmergency<V extends Vehicle = Vehicle> extends PlayedCase<V> {
  /** The level is confirmed by whoever is on duty. */
  async confirmed(level = this.state.notes.level): Promise<void> {
    await this.does('confirmLevel', 'duty1', { level: level ?? 'IV' });
  }

  /** Somebody who was called answers, and the leader of the level takes command. */
  async manned(): Promise<void> {
    await this.does('answerCall', 'duty1');
    await this.does('takeCommand', 'boss1');
  }

  /** A report with its document. */
  async reported(obligation: ObligationCode, options: ActOptions = {}): Promise<void> {
    await this.does('report', 'dpo1', { obligation, means: 'written', reference: 'NFRA-7', document: paper() }, options);
  }

  async stoodDown(): Promise<void> {
    await this.does('proposeStandDown', 'duty1');
    await this.does('standDown', 'boss1', { decision: 'approved' });
  }

  /** Lessons by the handler, approved by the leader. */
  async reviewed(lessons: readonly JsonObject[] = [], planChange = false): Promise<void> {
    await this.does('review', 'u1', { lessons, planChange });
    await this.does('approveReview', 'boss1', { decision: 'approved' });
    if (planChange) await this.does('revisePlan', 'lead1', { plan: 'emergency-plan', version: '2026-2' });
  }

  /** From the response to the closing reports. */
  async ended(): Promise<void> {
    await this.stoodDown();
    await this.reviewed();
  }

  /** Name of the oldest open task of an act. */
  taskOf(act: string): string {
    return openTasks(this.state).find((t) => t.act === act)?.name ?? '';
  }

  /** Instants at which somebody was called, with who it was. */
  get calls(): readonly string[] {
    return this.told.filter((t) => t.template === 'call-out').map((t) => t.to.join('+'));
  }
}

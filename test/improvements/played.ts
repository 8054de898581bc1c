import type { JsonObject } from '../../domain/case/fact';
import { measuresOf, ownerOf } from '../../domain/processes/improvement/view';
import { dayMs } from '../support/dates';
import { PlayedCase, type Vehicle } from '../support/played-case';

export const evidence = [{ type: 'evidence', reference: 'dms:evidence', sha256: 'a'.repeat(64) }];

/** An improvement as its people play it: u1 handles it, lead1 decides, o1 and o2 own measures, v1 verifies. */
export class PlayedImprovement<V extends Vehicle = Vehicle> extends PlayedCase<V> {
  /** Two measures, due on the 20th and 30th day, and the effect on the 90th. */
  plan(more: JsonObject = {}): JsonObject {
    const day = (count: number): number => this.start + count * dayMs;
    return {
      measures: [
        { id: 'm1', owner: 'o1', dueAt: day(20), what: '修订理赔时效监控规则' },
        { id: 'm2', owner: 'o2', dueAt: day(30) },
      ],
      target: { indicator: 'complaints-per-10k', bound: 'at-most', value: 2 },
      effectAt: day(90),
      ...more,
    };
  }

  async caused(): Promise<void> {
    await this.does('findCause', 'u1', { cause: 'system-fault', method: 'five-whys', recurring: false });
  }

  async planned(more: JsonObject = {}, decider = 'lead1'): Promise<void> {
    if (this.state.stage === 'root-cause') await this.caused();
    await this.does('proposePlan', 'u1', this.plan(more));
    await this.does('approvePlan', decider, { decision: 'approved' });
  }

  /** Every measure of the plan is reported by whoever has it. */
  async worked(): Promise<void> {
    const open = Object.values(this.state.expectations).filter((e) => e.act === 'reportDone');
    const owners = new Map(measuresOf(this.state).map((m) => [m.id, ownerOf(this.state, m)]));
    for (const { on = '' } of open) await this.does('reportDone', owners.get(on) ?? '', { measure: on, evidence });
  }

  async verified(): Promise<void> {
    await this.does('verify', 'v1', { decision: 'accepted' });
  }

  async measured(value: number): Promise<void> {
    await this.does('measureEffect', 'v1', { indicator: 'complaints-per-10k', value, evidence });
  }

  /** From the finding to the standard. */
  async completed(decider = 'lead1'): Promise<void> {
    await this.planned({}, decider);
    await this.worked();
    await this.verified();
    await this.measured(1);
    await this.does('standardise', 'u1', { into: 'procedure' });
  }
}

import type { JsonObject } from '../../domain/case/fact';
import type { ClockState } from '../../domain/case/state';
import { PlayedCase, type Vehicle } from '../support/played-case';

/** A claim as its people play it. */
export class PlayedClaim<V extends Vehicle = Vehicle> extends PlayedCase<V> {
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

  /** On the exposure, else on the whole claim. */
  override clock(rule: string, on = 'e1'): ClockState | undefined {
    return super.clock(rule, on) ?? super.clock(rule);
  }
}

import { endOfQuarter, monthOf } from '../../domain/processes/programme/quarter';
import { quarterOf } from '../../domain/processes/programme/view';
import { dayMs } from '../support/dates';
import { PlayedCase, type Vehicle } from '../support/played-case';

/** A programme as its people play it: u1 handles it, manager1 decides. */
export class PlayedProgramme<V extends Vehicle = Vehicle> extends PlayedCase<V> {
  /** The plan of the quarter, approved. */
  async planned(...items: string[]): Promise<void> {
    await this.does('setOrder', 'u1', { items });
    await this.does('approveOrder', 'manager1', { decision: 'approved' });
  }

  /** The complaints of the month, analysed; every name is an improvement that it opens. */
  async analysed(...items: string[]): Promise<void> {
    const found = items.map((item) => ({ item, line: 'claims', topic: 'slow-claim', severity: 'medium' }));
    const period = monthOf(this.now);
    const causes = [{ cause: 'slow-claim', count: 3 }];
    await this.does('analyseComplaints', 'u1', { period, complaints: 7, causes, items: found });
  }

  /** The improvement of an item is opened and ends. */
  async ends(item: string, outcome = 'effective'): Promise<void> {
    await this.hears(item, 'opened');
    await this.hears(item, 'closed', outcome);
  }

  /** Two days and some after the end of the quarter: reviewed and decided on. */
  async reviewed(decision: 'continue' | 'close'): Promise<void> {
    await this.until(endOfQuarter(quarterOf(this.state)) + 2.4 * dayMs);
    await this.does('holdReview', 'u1', { summary: '三项按期完成' });
    await this.does('decideQuarter', 'manager1', { decision });
  }
}

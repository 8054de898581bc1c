import type { JsonObject } from '../../domain/case/fact';
import { remedies } from '../../domain/processes/complaint/vocabulary';
import { type ActOptions, PlayedCase, type Vehicle } from '../support/played-case';

export const paper = (type = 'correspondence') => ({ type, reference: `dms:${type}`, sha256: 'a'.repeat(64) });

/** A decision with everything that art. 19 asks for. */
export const decisionOf = (result: string, more: JsonObject = {}): JsonObject => ({
  result,
  facts: [{ text: '经核实，销售录音中未说明免责条款' }],
  basis: ['contract', 'sales-rules'],
  reasons: [{ code: 'statement-misleading' }],
  remedies: Object.keys(remedies),
  ...more,
});

export const findings = { process: 'proper', time: 'in-time', result: 'right' };

/** A complaint as its people play it: u1 handles it, lead1 decides, chief1 of head office rechecks. */
export class PlayedComplaint<V extends Vehicle = Vehicle> extends PlayedCase<V> {
  async classified(more: JsonObject = {}): Promise<void> {
    await this.does('classify', 'intake1', { kind: 'complaint', standing: 'self', repetition: 'none', ...more });
  }

  async investigated(): Promise<void> {
    if (this.state.stage === 'intake') await this.classified();
    await this.does('investigate', 'u1', { facts: '已调取销售录音' });
  }

  /** Investigated where it was not yet, proposed by u1, decided by lead1. */
  async decided(result = 'justified'): Promise<void> {
    if (this.state.stage === 'intake' || this.state.stage === 'investigate') await this.investigated();
    await this.does('propose', 'u1', decisionOf(result));
    await this.does('decide', 'lead1', { result: 'approved' });
  }

  /** Decided, and the decision is with the channel. */
  async decisionTold(result = 'justified'): Promise<void> {
    await this.decided(result);
    await this.delivers('complaint-decision');
  }

  async delivered(method = 'post', options: ActOptions = {}): Promise<void> {
    await this.does('recordDelivery', 'u1', { method, proof: paper('postal-receipt') }, options);
  }

  async rechecked(result = 'upheld', more: JsonObject = {}): Promise<void> {
    await this.does('recheck', 'chief1', { result, findings, text: '核查意见', ...more });
  }

  async applied(options: ActOptions = {}): Promise<void> {
    await this.does('applyRecheck', 'party:complainant', { reason: '不同意处理决定', application: paper('recheck-application') }, options);
  }

  async coded(more: JsonObject = {}): Promise<void> {
    await this.does('codeCause', 'u1', { causes: ['misleading-sale'], ...more });
  }

  async appraising(options: ActOptions = {}): Promise<void> {
    await this.does('startAppraisal', 'u1', { appraisal: 'expert' }, options);
  }

  async mediating(options: ActOptions = {}): Promise<void> {
    const papers = { consent: paper('consent'), application: paper('mediation-application') };
    await this.does('startMediation', 'u1', { body: 'industry', ...papers }, options);
  }

  async mediated(more: JsonObject = {}): Promise<void> {
    await this.does('mediationEnded', 'system:mediation', { result: 'agreed', agreement: paper('mediation-agreement'), ...more });
  }

  async performed(): Promise<void> {
    await this.does('recordPerformance', 'u1', { proof: paper('payment-receipt') });
  }

  /** New facts and reasons, received now or at another instant. */
  async newFacts(options: ActOptions = {}): Promise<void> {
    await this.does('addFacts', 'party:complainant', { facts: '另有微信聊天记录' }, options);
  }

  /** Extended to thirty days, and the further thirty asked for. */
  async askedExceptional(): Promise<void> {
    await this.does('extendComplex', 'u1', {}, { ground: 'facts-unclear' });
    await this.does('askExceptional', 'u1', {}, { ground: 'exceptionally-complex' });
  }

  async grantedExceptional(): Promise<void> {
    await this.askedExceptional();
    await this.does('approveExceptional', 'chief1', { granted: true });
  }
}

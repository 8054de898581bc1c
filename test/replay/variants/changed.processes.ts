import { claimContract } from '../../../domain/processes/claim/contract';
import type { ClaimPayloads } from '../../../domain/processes/claim/schema';
import { close, process } from '../../../workflows/kernel/process';
import { sampleContract } from '../../kernel/sample/contract';
import type { SamplePayloads } from '../../kernel/sample/schema';

/** The sample process as a later release might have it: other order, other notices, other limits, no second person. */
export const changedSample = process<typeof sampleContract, SamplePayloads>(sampleContract, {
  opened: (c) => {
    c.start('claim-survey');
    c.start('claim-agree-wait');
  },
  stages: {
    gather: async (c) => {
      await c.tell('result', {});
      await c.expect('recommend', { from: { kind: 'role', role: 'approver' } });
      await c.expect('submit', { from: { kind: 'party', party: 'claimant' } });
      return 'decide';
    },
    decide: async (c) => {
      await c.expect('agree', { from: { kind: 'handler' } });
      return close('lapsed');
    },
  },
});

const claimant = { kind: 'party', party: 'claimant' } as const;

/**
 * The claim as a later release might have it: survey before documents, one determination for all exposures without a
 * recommendation, a wait of its own at every stage, other letters, nothing that follows from the state.
 */
export const changedClaim = process<typeof claimContract, ClaimPayloads>(claimContract, {
  opened: (c) => c.start('claim-guidance'),
  effects: { survey: (c) => c.note('looked', c.at), agree: (c) => c.flag('agreed') },
  refusals: { notPursued: () => 'A claim is pursued to its end.', survey: () => null },
  stages: {
    report: async (c) => {
      await c.tell('document-list', {});
      return 'survey';
    },
    survey: async (c) => {
      await c.within('claim-agri-survey', c.expect('survey', { from: { kind: 'handler' } }));
      return 'documents';
    },
    documents: async (c) => {
      const told = c.tell('documents-reminder', {}, { report: 'arrived' });
      await c.paused('claim-guidance', { since: told, why: 'file' }, c.expect('submitDocuments', { from: claimant }));
      return 'assess';
    },
    assess: async (c) => {
      await c.within('task-fraud-review', c.expect('determine', { from: { kind: 'role', role: 'approver' } }));
      await c.tell('result-denied', {});
      return 'agree';
    },
    agree: async (c) => {
      const answer = await c.first({ refused: c.expect('object', { from: claimant }), agreed: c.elapsed('claim-docs-wait') });
      return answer.kind === 'refused' ? 'assess' : 'pay';
    },
    pay: async (c) => {
      await c.pay({ exposure: 'e1', payee: 'claimant', amountFen: 1, purpose: 'indemnity' });
      return close('partly-paid');
    },
  },
});

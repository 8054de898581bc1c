import { close, process } from '../../../workflows/kernel/process';
import { sampleContract } from './contract';
import type { SamplePayloads } from './schema';

export const sample = process<typeof sampleContract, SamplePayloads>(sampleContract, {
  opened: (c) => {
    c.start('claim-determine-complex', { startsAt: c.case.receivedAt });
    c.expose('e1', 'cover', 'claimant', null);
  },
  stages: {
    gather: async (c) => {
      const told = c.tell('documents-missing', { missing: ['id-card'] }, { report: 'arrived' });
      const submitted = c.expect('submit', { from: { kind: 'party', party: 'claimant' } });
      await c.paused('claim-determine-complex', { since: told, why: 'claimant-documents' }, submitted);
      return 'decide';
    },
    decide: async (c) => {
      const recommended = await c.within('claim-survey', c.expect('recommend', { from: { kind: 'handler' } }));
      const need = { kind: 'payment', line: c.case.line, amountFen: recommended.payload.amountFen } as const;
      const result = await c.expect('determine', { from: { kind: 'authority', need }, not: c.by('recommend') });
      await c.tell('result', { kind: result.payload.kind });
      c.met('claim-determine-complex', { at: result.at });
      const answer = await c.first({
        agreed: c.expect('agree', { from: { kind: 'party', party: 'claimant' } }),
        lapsed: c.elapsed('claim-agree-wait'),
      });
      if (answer.kind === 'lapsed') return close('lapsed');
      const paid = await c.pay({ exposure: 'e1', payee: 'claimant', amountFen: result.payload.amountFen, purpose: 'indemnity' });
      return paid.status === 'confirmed' ? close('done') : 'decide';
    },
  },
  effects: {
    setReserve: (c, { payload }) => c.reserve('e1', payload.amountFen, 'set'),
  },
});

import fc from 'fast-check';
import { counts, paidFen } from '../../domain/case/money';
import { type ClaimDriver, given, person } from './driver';

const family = { parties: [person('claimant', 'insured'), person('wife', 'beneficiary'), person('son', 'beneficiary')] };

type Step = 'advance' | 'confirm' | 'return' | 'correct' | 'agree' | 'fraud' | 'clear' | 'reassess' | 'determine';

/** Does one step as far as the claim allows it; what it refuses is refused. */
async function attempt(claim: ClaimDriver, step: Step, amountFen: number): Promise<void> {
  const e1 = { exposure: 'e1' };
  switch (step) {
    case 'advance':
      await claim.act('askAdvance', 'u1', { ...e1, payee: 'claimant', amountFen });
      await claim.act('payAdvance', 'u2', { ...e1, amountFen });
      return;
    case 'determine':
      await claim.act('recommend', 'u1', { ...e1, kind: 'granted', claimedFen: amountFen, amountFen });
      await claim.act('determine', 'u2', { ...e1, kind: 'granted', amountFen });
      await claim.delivers('result-granted');
      return;
    case 'confirm':
    case 'return':
      if (claim.state.status === 'open') await claim.bank(step === 'confirm' ? 'confirmed' : 'returned');
      return;
    case 'correct': {
      const back = Object.values(claim.state.payments).find((p) => !counts(p) && claim.state.notes[`repeated.${p.key}`] !== true);
      await claim.act('correctPayee', 'u1', { ...e1, payment: back?.key ?? 'none', payee: amountFen % 2 === 0 ? 'wife' : 'claimant' });
      return;
    }
    case 'agree':
      await claim.act('agree', 'party:claimant', e1);
      return;
    case 'fraud':
      await claim.act('referFraud', 'u1', {}, { ground: 'score' });
      return;
    case 'clear':
      await claim.act('clearFraud', 'f1', { finding: 'cleared' });
      return;
    case 'reassess':
      await claim.act('reassess', 'u1', e1, { ground: 'error' });
  }
}

describe('whatever happens to a claim', () => {
  const steps: readonly Step[] = ['advance', 'confirm', 'return', 'correct', 'agree', 'fraud', 'clear', 'reassess', 'determine'];
  const history = fc.array(fc.tuple(fc.constantFrom(...steps), fc.integer({ min: 1, max: 3000 })), { minLength: 6, maxLength: 14 });

  it('no payment is requested above what is determined less what was paid, nor while it is with the fraud investigation', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (acts) => {
        const claim = await given({ content: family });
        await claim.does('setPayees', 'u1', {
          exposure: 'e1',
          payees: ['claimant', 'wife', 'son'].map((payee, i) => ({ payee, shareBp: [3334, 3333, 3333][i] ?? 0 })),
        });
        for (const [step, amountFen] of acts) {
          const before = paidFen(claim.state);
          const keys = Object.keys(claim.state.payments).length;
          await attempt(claim, step, amountFen);
          const determined = claim.state.notes['e1.amountFen'];
          const isNew = Object.keys(claim.state.payments).length > keys;
          if (isNew && typeof determined === 'number') expect(paidFen(claim.state)).toBeLessThanOrEqual(Math.max(determined, before));
          if (isNew) expect(claim.state.flags).not.toContain('fraud');
          expect(claim.trouble).toBeNull();
        }
      }),
      { numRuns: 60 },
    );
  });
});

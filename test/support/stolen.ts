import type { FactOf } from '../../domain/case/fact';

/** What an attacker would like to have written: a payment that nobody has decided. */
export const stolen: FactOf<'payment-requested'> = {
  kind: 'payment-requested',
  name: 'x',
  key: 'stolen-p1',
  exposure: 'e1',
  payee: 'claimant',
  amountFen: 999_900,
  purpose: 'indemnity',
};

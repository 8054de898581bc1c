/** A type, not an interface: it is written into notes as plain data. */
export type Payee = {
  readonly payee: string;
  /** Share in hundredths of a percent. */
  readonly shareBp: number;
};

export interface Portion {
  readonly payee: string;
  readonly amountFen: number;
}

/** Shares of one whole, in hundredths of a percent. */
export const wholeBp = 10_000;

/** Exact also where the product would leave the safe integers. */
const portionOf = (amountFen: number, shareBp: number): number =>
  Math.floor(amountFen / wholeBp) * shareBp + Math.floor(((amountFen % wholeBp) * shareBp) / wholeBp);

/**
 * An amount in fen by shares that add up to the whole. Every share is rounded down to the fen; the fen left over, fewer
 * than there are payees, go one each to the payees in the order given. The portions add up to the amount.
 */
export function shareOut(amountFen: number, payees: readonly Payee[]): readonly Portion[] {
  const down = payees.map(({ payee, shareBp }) => ({ payee, amountFen: portionOf(amountFen, shareBp) }));
  const left = amountFen - down.reduce((sum, p) => sum + p.amountFen, 0);
  return down.map((p, index) => (index < left ? { ...p, amountFen: p.amountFen + 1 } : p));
}

/** Why a list of payees cannot be used, or null. */
export function wrongShares(payees: readonly Payee[], known: (party: string) => boolean): string | null {
  const sum = payees.reduce((total, p) => total + p.shareBp, 0);
  if (sum !== wholeBp) return `The shares have to add up to ${wholeBp}; they are ${sum}.`;
  const stranger = payees.find((p) => !known(p.payee));
  if (stranger !== undefined) return `'${stranger.payee}' is not a party of the claim.`;
  return new Set(payees.map((p) => p.payee)).size === payees.length ? null : 'A payee is named twice.';
}

/** The list with one payee in the place of another; two shares of one payee become one. */
export function replacePayee(payees: readonly Payee[], from: string, to: string): readonly Payee[] {
  const changed = payees.map((p) => (p.payee === from ? { ...p, payee: to } : p));
  const first = (payee: string): number => changed.findIndex((p) => p.payee === payee);
  const merged = changed.map((p) => ({ ...p, shareBp: changed.filter((q) => q.payee === p.payee).reduce((sum, q) => sum + q.shareBp, 0) }));
  return merged.filter((p, index) => first(p.payee) === index);
}

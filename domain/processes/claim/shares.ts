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

/** What rounding down takes from a share, in ten-thousandths of a fen. */
const remainderOf = (amountFen: number, shareBp: number): number => ((amountFen % wholeBp) * shareBp) % wholeBp;

/**
 * An amount in fen by shares that add up to the whole. Every share is rounded down to the fen; the fen left over go one
 * each to those from whom rounding took most, in the order given where it took the same. The portions add up to the amount,
 * and none is off its exact share by a fen or more.
 */
export function shareOut(amountFen: number, payees: readonly Payee[]): readonly Portion[] {
  const down = payees.map(({ payee, shareBp }) => ({
    payee,
    amountFen: portionOf(amountFen, shareBp),
    remainder: remainderOf(amountFen, shareBp),
  }));
  const left = amountFen - down.reduce((sum, p) => sum + p.amountFen, 0);
  const raised = new Set([...down].sort((a, b) => b.remainder - a.remainder).slice(0, left));
  return down.map((p) => ({ payee: p.payee, amountFen: p.amountFen + (raised.has(p) ? 1 : 0) }));
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

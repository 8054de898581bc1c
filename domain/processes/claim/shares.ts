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

/** Exact also where the product would leave the safe integers. `cut`: a part of a fen was rounded away. */
function portionOf(amountFen: number, { payee, shareBp }: Payee): Portion & { readonly cut: boolean } {
  const rest = (amountFen % wholeBp) * shareBp;
  return { payee, amountFen: Math.floor(amountFen / wholeBp) * shareBp + Math.floor(rest / wholeBp), cut: rest % wholeBp !== 0 };
}

/**
 * An amount in fen by shares that add up to the whole. Every share is rounded down to the fen; the fen left over go, in
 * the order given, one each to the payees whose share was cut. The portions add up to the amount, and nobody is off by a
 * whole fen.
 */
export function shareOut(amountFen: number, payees: readonly Payee[]): readonly Portion[] {
  const down = payees.map((payee) => portionOf(amountFen, payee));
  let left = amountFen - down.reduce((sum, p) => sum + p.amountFen, 0);
  return down.map(({ payee, amountFen: rounded, cut }) => {
    const more = cut && left > 0 ? 1 : 0;
    left -= more;
    return { payee, amountFen: rounded + more };
  });
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

/** How repeated attempts spread: doubling from `firstMs` up to `capMs`, with jitter so that a crowd does not come back at once. */
export interface Backoff {
  readonly firstMs: number;
  readonly capMs: number;
}

/** Wait before the attempt after `attempts` failed ones, in ms: between half and all of the doubled time. `random` is 0..1. */
export function waitMs({ firstMs, capMs }: Backoff, attempts: number, random: number = Math.random()): number {
  const full = Math.min(capMs, firstMs * 2 ** Math.min(30, Math.max(0, attempts - 1)));
  return Math.round(full * (0.5 + random / 2));
}

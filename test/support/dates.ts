import type { Instant } from '../../domain/instant';

/** An instant of China Standard Time, such as `2026-09-01` or `2026-09-01T10:00`. */
export const cst = (text: string): Instant => Date.parse(`${text.includes('T') ? text : `${text}T00:00`}:00+08:00`);

/** A Tuesday morning without a holiday in the next three weeks. */
export const start = cst('2026-07-07T10:00');
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

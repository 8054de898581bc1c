import type { Instant } from '../instant';

/** Time run faster for demos and drills: after `anchor`, one second of the wall is `factor` seconds of the law. */
export interface Compression {
  readonly anchor: Instant;
  readonly factor: number;
}

/** Legal instant that a wall instant stands for. What lies before the anchor is not compressed. */
export const expand = (at: Instant, c: Compression | null): Instant =>
  c === null || at <= c.anchor ? at : c.anchor + (at - c.anchor) * c.factor;

/** Wall instant at which a legal instant comes. */
export const compress = (at: Instant, c: Compression | null): Instant =>
  c === null || at <= c.anchor ? at : Math.round(c.anchor + (at - c.anchor) / c.factor);

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;
const shape = /^(\d+)([dhms])=(\d+)([dhms])$/;

const isUnit = (text: string | undefined): text is keyof typeof unitMs => text !== undefined && Object.hasOwn(unitMs, text);

/** Factor of a text such as `1d=20s`: 4320. Null where the text is none or would slow time down. */
export function compressionFactor(text: string): number | null {
  const [, legal, legalUnit, wall, wallUnit] = shape.exec(text) ?? [];
  if (!isUnit(legalUnit) || !isUnit(wallUnit)) return null;
  const factor = (Number(legal) * unitMs[legalUnit]) / (Number(wall) * unitMs[wallUnit]);
  return Number.isFinite(factor) && factor >= 1 ? factor : null;
}

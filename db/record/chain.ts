import { createHash, randomBytes } from 'node:crypto';
import { canonical } from '../../domain/canonical';
import type { CaseEvent, Json } from '../../domain/case/fact';
import type { Chain } from '../../domain/case/settle';

const sha256 = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** Facts and events are plain data: as JSON knows them. */
export function plain(value: Omit<CaseEvent, 'hash'>): Json;
export function plain(value: unknown): unknown {
  return value;
}

/**
 * The hash chain of one case: SHA-256 over the hash before and the canonical event, case id included, so that a row of
 * another case does not fit, not even as the first.
 */
export const chainOf =
  (caseId: string): Chain =>
  (previous, { seq, at, recordedAt, cause, actor, onBehalfOf, fact }) => {
    const event = { seq, at, recordedAt, cause, actor, fact, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
    return sha256(previous, '\n', caseId, '\n', canonical(plain(event)));
  };

export const newSalt = (): string => randomBytes(16).toString('hex');

/** What the log holds of a personal value. Without the salt it says nothing, not even by trying names. */
export const digestOf = (salt: string, value: string): string => sha256(salt, '\n', value);

export interface Head {
  readonly caseId: string;
  readonly seq: number;
  readonly hash: string;
}

/** Hash of one day: the root before and every head that changed since, by case id. */
export function rootOf(previous: string, heads: readonly Head[]): string {
  const sorted = [...heads].sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  return sha256(previous, ...sorted.map(({ caseId, seq, hash }) => `\n${caseId} ${seq} ${hash}`));
}

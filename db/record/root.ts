import { createHash } from 'node:crypto';
import { canonical } from '../../domain/canonical';
import type { Json } from '../../domain/case/fact';
import type { Instant } from '../../domain/instant';
import type { Head } from './chain';

/** How far a table is covered: rows up to an id, how many they are, and the hash over all of them. */
export interface LedgerMark {
  readonly upTo: number;
  readonly rows: number;
  readonly hash: string;
}

export type LedgerMarks = Readonly<Record<string, LedgerMark>>;

/** The record as it stood at an instant. */
export interface Root {
  readonly no: number;
  readonly at: Instant;
  readonly cases: number;
  readonly feedNo: number;
  readonly ledgers: LedgerMarks;
  readonly previous: string;
  readonly root: string;
  readonly seal: string | null;
}

/** A root with the heads that it covers first: what is kept outside of the database. */
export interface WholeRoot extends Root {
  readonly heads: readonly Head[];
}

export const nothingCovered: LedgerMark = { upTo: 0, rows: 0, hash: '' };

/** Plain data, whatever interface it has. */
function json(value: object): Json;
function json(value: unknown): unknown {
  return value;
}

const sha256 = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

const inOrder = (a: Head, b: Head): number => (a.caseId < b.caseId ? -1 : 1);

/** SHA-256 over the root before, what this one says, and the heads by case id. */
export function hashOfRoot({ no, at, cases, feedNo, ledgers, previous, heads }: Omit<WholeRoot, 'root' | 'seal'>): string {
  const lines = [...heads].sort(inOrder).map(({ caseId, seq, hash }) => `\n${caseId} ${seq} ${hash}`);
  return sha256(previous, '\n', canonical(json({ no, at, cases, feedNo, ledgers })), ...lines);
}

/** The mark after more rows of a table, in the order of their ids. Fields that are null are left out: a later column does not change the hash. */
export function markAfter(table: string, mark: LedgerMark, rows: readonly Readonly<Record<string, unknown>>[]): LedgerMark {
  return rows.reduce<LedgerMark>(({ rows: count, hash }, row) => {
    const filled = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
    return { upTo: Number(row.id), rows: count + 1, hash: sha256(hash, '\n', table, '\n', canonical(json(filled))) };
  }, mark);
}

import { claimTargets, taskTargets } from './claim-targets';
import { claims } from './claims';
import { counting } from './counting';
import { data } from './data';
import { emergency } from './emergency';
import { emergencyTargets } from './emergency-targets';
import { foundations } from './foundations';
import { improvement } from './improvement';
import { improvementTargets } from './improvement-targets';
import { recording } from './recording';
import { sales } from './sales';
import { servicing } from './servicing';
import { supervision } from './supervision';
import type { RuleEntry } from './types';

/** Every row of the rulebook by chapter of the service standard. */
export const chapters = [
  { chapter: 1, entries: { ...counting, ...foundations, ...taskTargets } },
  { chapter: 2, entries: { ...sales, ...recording } },
  { chapter: 3, entries: servicing },
  { chapter: 4, entries: { ...claims, ...claimTargets } },
  { chapter: 5, entries: data },
  { chapter: 6, entries: supervision },
  { chapter: 7, entries: { ...emergency, ...emergencyTargets } },
  { chapter: 8, entries: { ...improvement, ...improvementTargets } },
] as const satisfies readonly { chapter: number; entries: Record<string, RuleEntry> }[];

type KeysOf<T> = T extends unknown ? keyof T : never;

/** The id of a rule. */
export type RuleId = KeysOf<(typeof chapters)[number]['entries']>;

/** A row with its place, as the chapters list it. */
export interface Row {
  readonly chapter: number;
  readonly id: string;
  readonly entry: RuleEntry;
}

/** All rows in the order of the chapters. */
export const rows: readonly Row[] = chapters.flatMap(({ chapter, entries }) =>
  Object.entries<RuleEntry>(entries).map(([id, entry]) => ({ chapter, id, entry })),
);

const ids = new Set(rows.map(({ id }) => id));

/** Whether a text is the id of a rule. */
export const isRuleId = (text: string): text is RuleId => ids.has(text);

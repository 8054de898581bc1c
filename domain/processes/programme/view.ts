import type { Json, JsonObject } from '../../case/fact';
import { isObject } from '../../case/json';
import type { CaseState } from '../../case/state';
import type { Instant } from '../../instant';
import type { Quarter } from './quarter';
import type { ProgrammeOpening } from './schema';

/** The content was checked against the schema at the edge and again in commit. */
export function openingOf(state: CaseState): ProgrammeOpening;
export function openingOf(state: CaseState): unknown {
  return state.opening;
}

/** The quarter that the programme is in. */
export const quarterOf = ({ notes, ...state }: CaseState): Quarter =>
  typeof notes.quarter === 'string' ? notes.quarter : openingOf({ notes, ...state }).quarter;

/** Waits for a plan of the quarter, is in the plan, or was taken out. Whether its improvement has ended stands with its case. */
export type Standing = 'candidate' | 'planned' | 'dropped';

export interface Item {
  readonly id: string;
  readonly standing: Standing;
  /** The improvement that exists already. */
  readonly case?: string;
  /** The improvement that the programme asks for. */
  readonly matter?: { readonly line: string; readonly content: JsonObject };
  /** Quarter in which its improvement ended. */
  readonly endedIn?: Quarter;
}

const prefix = 'item:';

const standings: readonly Standing[] = ['candidate', 'planned', 'dropped'];

function itemOf(id: string, value: Json | undefined): Item | undefined {
  if (!isObject(value)) return undefined;
  const { standing, case: existing, line, content, endedIn } = value;
  return {
    id,
    standing: standings.find((s) => s === standing) ?? 'candidate',
    ...(typeof existing === 'string' ? { case: existing } : {}),
    ...(typeof line === 'string' && isObject(content) ? { matter: { line, content } } : {}),
    ...(typeof endedIn === 'string' ? { endedIn } : {}),
  };
}

/** Key and value under which the case notes an item. */
export function noteOf({ id, standing, case: existing, matter, endedIn }: Item): readonly [string, JsonObject] {
  const known = existing === undefined ? {} : { case: existing };
  const ended = endedIn === undefined ? {} : { endedIn };
  return [`${prefix}${id}`, { standing, ...known, ...(matter === undefined ? {} : { ...matter }), ...ended }];
}

/** Items of the programme in the order in which they came. */
export const itemsOf = ({ notes }: CaseState): readonly Item[] =>
  Object.keys(notes).flatMap((key) => (key.startsWith(prefix) ? (itemOf(key.slice(prefix.length), notes[key]) ?? []) : []));

export const itemIn = ({ notes }: CaseState, id: string): Item | undefined => itemOf(id, notes[`${prefix}${id}`]);

/** Whether somebody may still plan it: not taken out, and its improvement has not ended. */
export const isLive = ({ standing, endedIn }: Item): boolean => standing !== 'dropped' && endedIn === undefined;

/** Ids of the quarter's items, the most important first. */
export function orderOf({ notes }: CaseState): readonly string[] {
  return Array.isArray(notes.order) ? notes.order.filter((id) => typeof id === 'string') : [];
}

/** When complaints were analysed last; the receipt of the programme before the first time. */
export const lastAnalysisAt = ({ notes, receivedAt }: CaseState): Instant =>
  typeof notes.analysedAt === 'number' ? notes.analysedAt : receivedAt;

/** Months that were analysed. */
export function analysed({ notes }: CaseState): readonly string[] {
  return Array.isArray(notes.periods) ? notes.periods.filter((period) => typeof period === 'string') : [];
}

export interface QuarterFigures {
  /** Items that the programme waits for. */
  readonly open: number;
  /** Items whose improvement ended in the quarter, and how many of them were effective. */
  readonly ended: number;
  readonly effective: number;
}

/** What became of the items in the quarter that the programme is in. */
export function figuresOf(state: CaseState): QuarterFigures {
  const items = itemsOf(state);
  const ended = items.filter((item) => item.endedIn === quarterOf(state));
  return {
    open: items.filter((item) => item.standing === 'planned' && item.endedIn === undefined).length,
    ended: ended.length,
    effective: ended.filter(({ id }) => state.children[id]?.outcome === 'effective').length,
  };
}

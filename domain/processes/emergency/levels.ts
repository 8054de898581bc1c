import { isRole, type Role } from '../../org/roles';
import file from './levels.json';
import type { EmergencyKind, EmergencyLevel, Warning } from './vocabulary';

/** What the level of an incident depends on, as far as it is known. */
export interface IncidentFacts {
  readonly kind: EmergencyKind;
  readonly persons?: number;
  readonly provinces?: number;
  readonly dataClass?: string;
  readonly personalData?: boolean;
  readonly criticalInfrastructure?: boolean;
}

/** A level with the criterion that gives it; `cited`: the criterion is the law's. */
export interface Graded {
  readonly level: EmergencyLevel;
  readonly criterion: string;
  readonly cited: boolean;
}

type Criterion = (typeof file.criteria)[number];
type Condition = Criterion['when'][number];

const gravestFirst: readonly EmergencyLevel[] = ['I', 'II', 'III', 'IV'];
const isLevel = (text: string): text is EmergencyLevel => gravestFirst.some((level) => level === text);

/** Rank of a level: 0 for the gravest. */
export const rankOf = (level: EmergencyLevel): number => gravestFirst.indexOf(level);

/** Whether one level is graver than another. */
export const isGraver = (level: EmergencyLevel, than: EmergencyLevel): boolean => rankOf(level) < rankOf(than);

const colours = { I: 'red', II: 'orange', III: 'yellow', IV: 'blue' } as const satisfies Record<EmergencyLevel, Warning>;

/** Colour of the warning of a level (Emergency Response Law art. 63). */
export const warningOf = (level: EmergencyLevel): Warning => colours[level];

function holds(facts: IncidentFacts, condition: Condition): boolean {
  const known = Object.entries(facts).find(([name]) => name === condition.fact)?.[1];
  if ('atLeast' in condition) return typeof known === 'number' && typeof condition.atLeast === 'number' && known >= condition.atLeast;
  return known !== undefined && known === condition.is;
}

const gravest = (found: readonly Criterion[]): Graded | null =>
  found.reduce<Graded | null>((best, { id, level, ...more }) => {
    if (!isLevel(level) || (best !== null && !isGraver(level, best.level))) return best;
    return { level, criterion: id, cited: 'cites' in more };
  }, null);

const fulfilled = (facts: IncidentFacts): readonly Criterion[] =>
  file.criteria.filter(({ kinds, when }) => kinds.some((kind) => kind === facts.kind) && when.every((c) => holds(facts, c)));

/** The level that the criteria of levels.json give, the gravest of those fulfilled; IV where none is. */
export const proposedLevel = (facts: IncidentFacts): Graded =>
  gravest(fulfilled(facts)) ?? { level: 'IV', criterion: 'none', cited: false };

/** The level that the law itself gives, which nobody may go below; null where no cited criterion is fulfilled. */
export const lawfulLevel = (facts: IncidentFacts): Graded | null => gravest(fulfilled(facts).filter((c) => 'cites' in c));

const roleOf = (text: string): Role => (isRole(text) ? text : 'duty-officer');

/** Role that leads at a level. */
export const commandRole = (level: EmergencyLevel): Role => roleOf(file.roles[level].command);

/** Roles that are kept informed at a level. */
export const informedRoles = (level: EmergencyLevel): readonly Role[] => file.roles[level].informed.map(roleOf);

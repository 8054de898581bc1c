import type { Json } from '../../case/fact';
import type { CaseState } from '../../case/state';
import type { Instant } from '../../instant';
import { type IncidentFacts, proposedLevel } from './levels';
import type { EmergencyOpening } from './schema';
import type { EmergencyLevel } from './vocabulary';

/** The content was checked against the schema at the edge and again in commit. */
export function openingOf(state: CaseState): EmergencyOpening;
export function openingOf(state: CaseState): unknown {
  return state.opening;
}

type InstantNote =
  | 'occurredAt'
  | 'handledAt'
  | 'extremeSince'
  | 'personalSince'
  | 'noticeOrderedAt'
  | 'statusAt'
  | 'progressAt'
  | 'usersToldAt';

const instant = (note: Json | undefined): Instant | undefined => (typeof note === 'number' ? note : undefined);

/** One of the instants that the emergency keeps. */
export const instantOf = (state: CaseState, word: InstantNote): Instant | undefined => instant(state.notes[word]);

/** When it happened: as the opening said, or as was found out. */
export const occurredAt = (state: CaseState): Instant | undefined => instantOf(state, 'occurredAt') ?? openingOf(state).occurredAt;

/** From occurrence when it is known, else from detection (24号 art. 69). */
export const incidentAt = (state: CaseState): Instant => occurredAt(state) ?? openingOf(state).detectedAt;

const number = (note: Json | undefined, opened?: number): number | undefined => (typeof note === 'number' ? note : opened);
const yes = (note: Json | undefined, opened?: boolean): boolean | undefined => (typeof note === 'boolean' ? note : opened);
const text = (note: Json | undefined, opened?: string): string | undefined => (typeof note === 'string' ? note : opened);

/** What is known of the incident: the opening, and what was established since. */
export function factsOf(state: CaseState): IncidentFacts {
  const { kind, ...opening } = openingOf(state);
  const { notes } = state;
  const known = {
    persons: number(notes.persons, opening.persons),
    provinces: number(notes.provinces, opening.provinces),
    dataClass: text(notes.dataClass, opening.dataClass),
    personalData: yes(notes.personalData, opening.personalData),
    criticalInfrastructure: yes(notes.criticalInfrastructure, opening.criticalInfrastructure),
  };
  const { persons, provinces, dataClass, personalData, criticalInfrastructure } = known;
  return {
    kind,
    ...(persons === undefined ? {} : { persons }),
    ...(provinces === undefined ? {} : { provinces }),
    ...(dataClass === undefined ? {} : { dataClass }),
    ...(personalData === undefined ? {} : { personalData }),
    ...(criticalInfrastructure === undefined ? {} : { criticalInfrastructure }),
  };
}

const isLevel = (note: Json | undefined): note is EmergencyLevel => note === 'I' || note === 'II' || note === 'III' || note === 'IV';

/** The level that stands; the proposed one until somebody has set it. */
export const levelOf = (state: CaseState): EmergencyLevel =>
  isLevel(state.notes.level) ? state.notes.level : proposedLevel(factsOf(state)).level;

/** Staff id of whoever leads. */
export const commanderOf = (state: CaseState): string | undefined => text(state.notes.commander);

type Part = 'action' | 'resource' | 'event';
type PartNote = { readonly state: string; readonly kind?: string };

const isPart = (note: Json | undefined): note is PartNote =>
  typeof note === 'object' && note !== null && 'state' in note && typeof note.state === 'string';

/** An action, a resource or a declared event of the emergency. */
export function partOf(state: CaseState, part: Part, id: string): PartNote | undefined {
  const note = state.notes[`${part}.${id}`];
  return isPart(note) ? note : undefined;
}

/** Ids of the actions, resources or events that stand at a state. */
export const partsAt = (state: CaseState, part: Part, standing: string): readonly string[] =>
  Object.entries(state.notes).flatMap(([key, note]) =>
    key.startsWith(`${part}.`) && isPart(note) && note.state === standing ? [key.slice(part.length + 1)] : [],
  );

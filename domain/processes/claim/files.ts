import type { CaseState } from '../../case/state';
import { codes, isCatastrophe, openingOf, routeOf, text } from './view';
import type { DocumentType, Line } from './vocabulary';

/** 4.3 Documents by line: what a complete file holds. */
const required: Readonly<Record<Line, readonly DocumentType[]>> = {
  motor: ['claim-form', 'id-card', 'accident-certificate', 'driving-licence', 'vehicle-licence', 'repair-invoice'],
  health: ['claim-form', 'id-card', 'medical-record', 'medical-invoice'],
  accident: ['claim-form', 'id-card', 'accident-proof', 'medical-record'],
  life: ['claim-form', 'id-card', 'death-certificate', 'kinship-proof'],
  property: ['claim-form', 'loss-list', 'damage-photos', 'ownership-proof'],
  agricultural: ['claim-form', 'loss-list', 'growing-proof'],
};

const mutualCollision: readonly DocumentType[] = ['claim-form', 'joint-accident-form', 'driving-licence', 'vehicle-licence'];
/** After a disaster people have lost their papers: of what the line needs only this, the rest is found out by the survey. */
const disaster: ReadonlySet<string> = new Set<DocumentType>(['claim-form', 'id-card', 'medical-record', 'death-certificate']);

const isLine = (line: string): line is Line => Object.hasOwn(required, line);

/** Document types that the claim needs: by line and route, and what was asked for on new facts. */
export function requiredDocuments(state: CaseState): readonly string[] {
  const route = routeOf(state);
  const standard = isLine(state.line) ? required[state.line] : [];
  const byRoute = route === 'mutual-collision' ? mutualCollision : route === 'subrogation' ? [...standard, 'transfer-of-rights'] : standard;
  // What was asked for, or decided on, under the relaxed list is not asked for anew when the claim leaves the disaster.
  const isRelaxed = isCatastrophe(state) || state.notes.relaxed === true;
  const base = isRelaxed ? byRoute.filter((type) => disaster.has(type)) : byRoute;
  return [...new Set([...base, ...codes(state, 'extraDocuments')])];
}

/** What is still missing. What the insurer holds is not asked for again. */
export function missingDocuments(state: CaseState): readonly string[] {
  const held = new Set(state.documents.map((d) => d.type));
  return requiredDocuments(state).filter((type) => !held.has(type));
}

/** Documents were asked for and the wait for them has not ended. */
export const awaitsDocuments = (state: CaseState): boolean => text(state, 'supplements') === 'asked';

/** Whether they were asked for at all: it may happen once (Insurance Law art. 22). */
export const askedDocuments = (state: CaseState): boolean => text(state, 'supplements') !== undefined;

const surveyed: readonly Line[] = ['motor', 'property', 'agricultural'];

/** Whether the loss is looked at: not for small claims and mutual collisions, which company policy pays on the file. */
export function needsSurvey(state: CaseState): boolean {
  if (state.line === 'agricultural') return true;
  return surveyed.some((line) => line === state.line) && routeOf(state) !== 'mutual-collision' && openingOf(state).small !== true;
}

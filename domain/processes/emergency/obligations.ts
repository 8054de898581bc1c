import type { CaseState, ClockState } from '../../case/state';
import { liveClocks } from '../../case/wait-set';
import type { Instant } from '../../instant';
import type { Role } from '../../org/roles';
import type { EmergencyClock } from './contract';
import { isGraver } from './levels';
import { factsOf, incidentAt, instantOf, levelOf, openingOf } from './view';
import type { Body, ObligationCode } from './vocabulary';

/** A duty to report or to tell, on a clock of its own. */
export interface Obligation {
  readonly code: ObligationCode;
  readonly rule: EmergencyClock;
  /** The instant it runs from; undefined: not owed as the case stands. */
  readonly owedFrom: (state: CaseState) => Instant | undefined;
  readonly by: Role;
  /** The act that fulfils it. */
  readonly act: 'report' | 'tellUsers';
  /** Bodies that are told; none: individuals or the public. */
  readonly to: readonly Body[];
  /** Due again after each report, until it is not owed any more. */
  readonly again?: true;
  /** A document is due, not only a call. */
  readonly written?: true;
}

/** An incident of data, whatever brought it about (24号 art. 69 names no cause). */
export const touchesData = (state: CaseState): boolean => {
  const { kind, dataClass } = factsOf(state);
  return kind === 'data-incident' || dataClass !== undefined;
};

/** A cyber incident that has to be reported: level III or above. */
const isReportableCyber = (state: CaseState): boolean => factsOf(state).kind === 'cyber-incident' && !isGraver('III', levelOf(state));

const isCritical = (state: CaseState): boolean => factsOf(state).criticalInfrastructure === true;

const detected = (is: (state: CaseState) => boolean) => (state: CaseState) => (is(state) ? openingOf(state).detectedAt : undefined);
const handled = (is: (state: CaseState) => boolean) => (state: CaseState) => (is(state) ? instantOf(state, 'handledAt') : undefined);
const dataIncident = (state: CaseState): Instant | undefined => (touchesData(state) ? incidentAt(state) : undefined);

/** Every two hours at the highest level, from its being set, until handling ends; each report begins it anew. */
function progressFrom(state: CaseState): Instant | undefined {
  if (!touchesData(state) || levelOf(state) !== 'I' || instantOf(state, 'handledAt') !== undefined) return undefined;
  return instantOf(state, 'progressAt') ?? instantOf(state, 'extremeSince');
}

/** When it was known that personal data may be touched. */
const personal = (state: CaseState): Instant | undefined =>
  factsOf(state).personalData === true ? (instantOf(state, 'personalSince') ?? openingOf(state).detectedAt) : undefined;

/** Individuals need not be told where harm is effectively avoided, unless the regulator orders it (PIPL art. 57). */
function individuals(state: CaseState): Instant | undefined {
  const ordered = instantOf(state, 'noticeOrderedAt');
  if (ordered !== undefined) return ordered;
  return state.notes.noticeWaived === undefined ? personal(state) : undefined;
}

const isOrdinary = (state: CaseState): boolean => !touchesData(state) && !isReportableCyber(state);
const isOutage = (state: CaseState): boolean => factsOf(state).kind === 'system-outage';
const isGeneralCyber = (state: CaseState): boolean => isReportableCyber(state) && !isCritical(state);
const isCriticalCyber = (state: CaseState): boolean => isReportableCyber(state) && isCritical(state);

const nfra = { act: 'report', to: ['nfra'] } as const;
const byDuty = { by: 'duty-officer' } as const;
const byData = { by: 'data-protection' } as const;

/** The report obligations of an emergency, side by side. Sources: 24号 arts. 63, 69; PIPL art. 57; cyber rules arts. 4, 8; 13号 art. 39. */
export const obligations: readonly Obligation[] = [
  { code: 'data-first', rule: 'data-incident-first-report', owedFrom: dataIncident, ...byDuty, ...nfra },
  { code: 'data-written', rule: 'data-incident-written-report', owedFrom: dataIncident, ...byData, ...nfra, written: true },
  { code: 'data-progress', rule: 'data-incident-extreme-progress', owedFrom: progressFrom, ...byDuty, ...nfra, again: true },
  { code: 'data-closing', rule: 'data-incident-closure-report', owedFrom: handled(touchesData), ...byData, ...nfra, written: true },
  { code: 'pi-individuals', rule: 'pi-breach-notice', owedFrom: individuals, ...byData, act: 'report', to: [] },
  { code: 'pi-regulator', rule: 'pi-breach-notice', owedFrom: personal, ...byData, ...nfra },
  { code: 'cyber-first', rule: 'cyber-incident-report-general', owedFrom: detected(isGeneralCyber), ...byDuty, act: 'report', to: ['cac'] },
  {
    code: 'cii-first',
    rule: 'cyber-incident-report-cii',
    owedFrom: detected(isCriticalCyber),
    ...byDuty,
    act: 'report',
    to: ['cii-protection', 'police'],
  },
  {
    code: 'cyber-closing',
    rule: 'cyber-incident-closure',
    owedFrom: handled(isReportableCyber),
    ...byDuty,
    act: 'report',
    to: ['cac'],
    written: true,
  },
  { code: 'general-oral', rule: 'bi-emergency-first-report', owedFrom: detected(isOrdinary), ...byDuty, ...nfra },
  { code: 'general-written', rule: 'bi-emergency-written-report', owedFrom: detected(isOrdinary), ...byDuty, ...nfra, written: true },
  { code: 'outage-users', rule: 'business-interruption-notice', owedFrom: detected(isOutage), ...byDuty, act: 'tellUsers', to: [] },
  { code: 'outage-regulator', rule: 'business-interruption-notice', owedFrom: detected(isOutage), ...byDuty, ...nfra },
];

/** The obligation of a code. */
export const obligationOf = (code: string): Obligation | undefined => obligations.find((o) => o.code === code);

/** The clock of an obligation, where it has run. */
export const clockOf = ({ clocks }: CaseState, { rule, code }: Pick<Obligation, 'rule' | 'code'>): ClockState | undefined =>
  clocks[`${rule}@${code}`];

/** Obligations that are still open. */
export const owedNow = (state: CaseState): readonly Obligation[] => {
  const live = liveClocks(state);
  return obligations.filter(({ rule, code }) => live.some(({ id }) => id === `${rule}@${code}`));
};

/** Whom a report goes to: at the highest level of a data incident the police as well (24号 art. 69). */
export const bodiesOf = (state: CaseState, { to, code }: Obligation): readonly Body[] =>
  code.startsWith('data-') && levelOf(state) === 'I' ? [...to, 'police'] : to;

/** Users are told at once of a most serious data incident (24号 art. 69); the law has no number. */
export const owesUsers = (state: CaseState): boolean =>
  touchesData(state) &&
  levelOf(state) === 'I' &&
  instantOf(state, 'handledAt') === undefined &&
  instantOf(state, 'usersToldAt') === undefined;

import type { CaseState } from '../../domain/case/state';
import { liveClocks } from '../../domain/case/wait-set';
import { pendingCall } from '../../domain/processes/emergency/calls';
import { isGraver, lawfulLevel } from '../../domain/processes/emergency/levels';
import { clockOf, obligationOf } from '../../domain/processes/emergency/obligations';
import { factsOf, incidentAt, levelOf, occurredAt, partOf, partsAt } from '../../domain/processes/emergency/view';
import type { EmergencyLevel } from '../../domain/processes/emergency/vocabulary';
import type { EmergencyRefusals } from './types';

/** The law's criteria are no matter of opinion. */
function belowTheLaw(state: CaseState, level: EmergencyLevel): string | null {
  const least = lawfulLevel(factsOf(state));
  if (least === null || !isGraver(least.level, level)) return null;
  return `The criterion '${least.criterion}' of the law gives level ${least.level}: ${level} is below it.`;
}

const leading: EmergencyRefusals = {
  confirmLevel: (state, { payload: { level } }) => belowTheLaw(state, level),
  raiseLevel: (state, { payload: { level } }) =>
    isGraver(level, levelOf(state)) ? null : `Level ${level} is not graver than ${levelOf(state)}, which stands.`,
  lowerLevel: (state, { payload: { level } }) =>
    isGraver(levelOf(state), level) ? belowTheLaw(state, level) : `Level ${level} is not lower than ${levelOf(state)}, which stands.`,
  establish: (state, { payload }) => {
    const { occurredAt: at } = payload;
    if (at === undefined) return null;
    if (at <= incidentAt(state)) return null;
    const known = occurredAt(state) === undefined ? 'it was detected' : 'it is known to have occurred';
    return `/occurredAt lies after ${new Date(incidentAt(state)).toISOString()}, when ${known}: a limit of the law is not moved back.`;
  },
  answerCall: (state) => (pendingCall(state) === undefined ? 'Nobody is being called.' : null),
  callOut: (state) => (pendingCall(state) === undefined ? null : 'The duty roster is being called already.'),
};

const telling: EmergencyRefusals = {
  report: (state, { payload: { obligation, document } }) => {
    const owed = obligationOf(obligation);
    const clock = owed === undefined ? undefined : clockOf(state, owed);
    if (owed === undefined || clock === undefined || !liveClocks(state).includes(clock)) {
      const done = clock?.state === 'met' ? 'is fulfilled already' : 'is not owed as the case stands';
      return `'${obligation}' ${done}.`;
    }
    if (owed.act !== 'report') return `'${obligation}' is fulfilled by '${owed.act}'.`;
    return owed.written === true && document === undefined ? `'${obligation}' is due in writing: /document is missing.` : null;
  },
  waiveNotice: (state) =>
    clockOf(state, { rule: 'pi-breach-notice', code: 'pi-individuals' }) !== undefined &&
    state.notes['reported.pi-individuals'] === undefined &&
    typeof state.notes.noticeOrderedAt !== 'number'
      ? null
      : 'No notice to individuals is owed that could be waived.',
};

const hasAction = (state: CaseState, action: string): string | null =>
  partOf(state, 'action', action)?.state === 'open' ? null : `There is no open action '${action}'.`;

const working: EmergencyRefusals = {
  addAction: (state, { payload: { action, staff, role } }) => {
    if (partOf(state, 'action', action) !== undefined) return `There is an action '${action}' already.`;
    return staff !== undefined && role !== undefined ? 'An action is given to a person or to a role, not to both.' : null;
  },
  changeAction: (state, { payload: { action } }) => hasAction(state, action),
  dropAction: (state, { payload: { action } }) => hasAction(state, action),
  requestResource: (state, { payload: { resource } }) =>
    partOf(state, 'resource', resource) === undefined ? null : `There is a resource '${resource}' already.`,
  releaseResource: (state, { payload: { resource } }) => {
    const standing = partOf(state, 'resource', resource)?.state;
    return standing === 'granted' || standing === 'requested' ? null : `There is no resource '${resource}' to be released.`;
  },
};

const gathering: EmergencyRefusals = {
  declareEvent: (state, { payload: { event, from, to } }) => {
    if (partOf(state, 'event', event) !== undefined) return `The event '${event}' is declared already.`;
    return to !== undefined && to <= from ? '/to has to lie after /from.' : null;
  },
  endEvent: (state, { payload: { event } }) =>
    partOf(state, 'event', event)?.state === 'declared' ? null : `The event '${event}' is not declared here.`,
  tagCases: (state, { payload: { event, bulk } }) => {
    if (partOf(state, 'event', event)?.state !== 'declared') return `The event '${event}' is not declared here.`;
    return state.bulks[bulk] === undefined ? null : `There is a bulk act '${bulk}' already.`;
  },
  untagCases: (state, { payload: { bulk } }) => {
    const tagged = state.bulks[bulk];
    if (tagged?.act !== 'joinEvent') return `There are no tags of a bulk act '${bulk}'.`;
    const clock = state.clocks[`emergency-tag-undo@${bulk}`];
    if (clock?.state === 'met') return `The tags of '${bulk}' are taken back already.`;
    const isFinal = clock === undefined || clock.breachedAt !== undefined || !liveClocks(state).includes(clock);
    return isFinal ? `The time to take back the tags of '${bulk}' has passed.` : null;
  },
};

const openParts = (what: string, ids: readonly string[]): string | null =>
  ids.length === 0 ? null : `${what} still open: ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}.`;

const ending: EmergencyRefusals = {
  standDown: (state, { payload: { decision } }) =>
    decision === 'approved' ? openParts('Actions are', partsAt(state, 'action', 'open')) : null,
  review: (state) => openParts('Resources are', [...partsAt(state, 'resource', 'granted'), ...partsAt(state, 'resource', 'requested')]),
};

/** What the emergency refuses although the general rules allow it. */
export const emergencyRefusals: EmergencyRefusals = { ...leading, ...telling, ...working, ...gathering, ...ending };

import type { ActRequest } from '../../domain/case/act';
import { namedTask } from '../../domain/case/claiming';
import { answeredBy, assigneesOf, type DecisionView, type StaffFacts } from '../../domain/case/decide';
import type { Instant } from '../../domain/instant';
import { authorityFen, substituteFen } from '../../domain/org/authority';
import { delegationOf, isActive, type Organisation, personOf, realPerson } from '../../domain/org/organisation';

const isStaff = (actor: string): boolean => !actor.startsWith('party:') && !actor.startsWith('system:');

/** Facts of gate 2 about the people of an act, as they are at an instant. `pastDaysAllowed` is company policy. */
export function staffFacts(
  organisation: Organisation,
  request: ActRequest,
  view: DecisionView,
  at: Instant,
  pastDaysAllowed: number,
): StaffFacts {
  const { actor } = request;
  const principal = request.onBehalfOf !== undefined && isStaff(request.onBehalfOf) ? request.onBehalfOf : null;
  const expectation = answeredBy(request, view) ?? namedTask(request, view.tasks);
  const need = expectation?.from.kind === 'authority' ? expectation.from.need : null;
  const own = (): number | null => (need === null ? null : authorityFen(organisation, actor, need, view.branch, at));
  const lent = (of: string): number | null =>
    need === null ? null : substituteFen(organisation, { principal: of, substitute: actor }, need, view.branch, at);
  const named = [
    actor,
    ...(principal === null ? [] : [principal]),
    ...(expectation?.not ?? []),
    ...(view.vouched?.by ?? []),
    ...view.involved,
    ...view.barred,
    ...assigneesOf(request),
  ];
  return {
    actor: personOf(organisation, actor, at),
    principal: principal === null ? null : personOf(organisation, principal, at),
    delegated: principal !== null && delegationOf(organisation, principal, actor, at) !== null,
    inactive: assigneesOf(request).filter((staff) => !isActive(organisation, staff)),
    persons: Object.fromEntries(named.map((staff) => [staff, realPerson(organisation, staff)])),
    authorityFen: principal === null ? own() : lent(principal),
    pastDaysAllowed,
  };
}

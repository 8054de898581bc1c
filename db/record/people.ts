import type { ActRequest } from '../../domain/case/act';
import { answeredBy, assigneesOf } from '../../domain/case/answered';
import { namedTask } from '../../domain/case/claiming';
import type { Assigned, DecisionView, StaffFacts } from '../../domain/case/decide';
import type { Instant } from '../../domain/instant';
import { authorityFen, substituteFen } from '../../domain/org/authority';
import { delegationOf, isActive, type Organisation, personOf, principalsOf, realPerson } from '../../domain/org/organisation';
import type { AuthorityNeed } from '../../domain/org/roles';
import { isStaffActor } from '../../domain/org/systems';

/** Those whom an act puts to work and who may act, with what they may decide. */
const assignedIn = (
  organisation: Organisation,
  staff: readonly string[],
  need: AuthorityNeed | null,
  branch: string,
  at: Instant,
): readonly Assigned[] =>
  staff.flatMap((id) => {
    const person = isActive(organisation, id) ? personOf(organisation, id, at) : null;
    return person === null ? [] : [{ person, authorityFen: need === null ? null : authorityFen(organisation, id, need, branch, at) }];
  });

/** Facts of gate 2 about the people of an act, as they are at an instant. `pastDaysAllowed` is company policy. */
export function staffFacts(
  organisation: Organisation,
  request: ActRequest,
  view: DecisionView,
  at: Instant,
  pastDaysAllowed: number,
): StaffFacts {
  const { actor } = request;
  const principal = request.onBehalfOf !== undefined && isStaffActor(request.onBehalfOf) ? request.onBehalfOf : null;
  const expectation = answeredBy(request, view) ?? namedTask(request, view.tasks);
  const need = expectation?.from.kind === 'authority' ? expectation.from.need : null;
  const own = (): number | null => (need === null ? null : authorityFen(organisation, actor, need, view.branch, at));
  const lent = (of: string): number | null =>
    need === null ? null : substituteFen(organisation, { principal: of, substitute: actor }, need, view.branch, at);
  const assignees = assigneesOf(request);
  const named = [
    actor,
    ...(principal === null ? [] : [principal]),
    ...(expectation?.not ?? []),
    ...(view.vouched?.by ?? []),
    ...view.involved,
    ...view.barred,
    ...assignees,
  ];
  const standsFor = (staff: string): readonly string[] =>
    principalsOf(organisation, staff, at).map((other) => realPerson(organisation, other));
  return {
    actor: personOf(organisation, actor, at),
    principal: principal === null ? null : personOf(organisation, principal, at),
    delegated: principal !== null && delegationOf(organisation, principal, actor, at) !== null,
    inactive: assignees.filter((staff) => !isActive(organisation, staff)),
    persons: Object.fromEntries(named.map((staff) => [staff, realPerson(organisation, staff)])),
    standsFor: Object.fromEntries([actor, ...assignees, ...(view.vouched?.by ?? [])].map((staff) => [staff, standsFor(staff)])),
    assignees: assignedIn(organisation, assignees, need, view.branch, at),
    authorityFen: principal === null ? own() : lent(principal),
    pastDaysAllowed,
  };
}

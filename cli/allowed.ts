import { actsOf, processType } from '../client/process-type';
import type { PossibleAct } from '../client/read';
import { readOrganisation } from '../db/queries/organisation';
import { staffFacts } from '../db/record/people';
import type { ActRequest } from '../domain/case/act';
import type { ActContract } from '../domain/case/contract';
import { decide, decisionView } from '../domain/case/decide';
import { reopenAct } from '../domain/case/general';
import type { CaseState } from '../domain/case/state';
import { LuyueError } from '../domain/errors';
import { personOf } from '../domain/org/organisation';
import type { Record } from './doors';
import type { Session } from './session';

const isStaff = (actor: string): boolean => !actor.startsWith('party:') && !actor.startsWith('system:');

/** The requests that would do an act: one per open task of it, or one that names none. */
function requestsOf({ act, contract, tasks }: PossibleAct, actor: string): readonly ActRequest[] {
  const [ground] = contract?.grounds ?? [];
  const request = { act, request: 'may', actor, payload: {}, ...(ground === undefined ? {} : { ground }) };
  return tasks.length === 0 ? [request] : tasks.map((task) => ({ ...request, task: task.name }));
}

/**
 * Those of the possible acts that somebody may do now, as commit would judge it: role, four eyes, authority, delegation.
 * @throws LuyueError staff.not-found.
 */
export async function allowedTo(
  session: Session,
  { db }: Record,
  state: CaseState,
  possible: readonly PossibleAct[],
  actor: string,
): Promise<readonly PossibleAct[]> {
  const { organisation } = await readOrganisation(db);
  const now = Date.now();
  if (isStaff(actor) && personOf(organisation, actor, now) === null)
    throw new LuyueError('staff.not-found', `There is no member of staff '${actor}'.`, { staff: actor });
  const acts: Readonly<globalThis.Record<string, ActContract>> = {
    ...actsOf(processType(session.processes, state.process)),
    reopen: reopenAct,
  };
  const may = (request: ActRequest): boolean => {
    const view = decisionView(state, request, acts[request.act]);
    return decide(request, view, now, staffFacts(organisation, request, view, now, 0)) === null;
  };
  return possible.filter((one) => requestsOf(one, actor).some(may));
}

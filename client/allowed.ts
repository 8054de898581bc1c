import { staffFacts } from '../db/record/people';
import type { ActRequest } from '../domain/case/act';
import type { ActContract } from '../domain/case/contract';
import { decide, decisionView } from '../domain/case/decide';
import { reopenAct } from '../domain/case/general';
import type { CaseState } from '../domain/case/state';
import { LuyueError } from '../domain/errors';
import type { Instant } from '../domain/instant';
import { type Organisation, personOf } from '../domain/org/organisation';
import { isStaffActor } from '../domain/org/systems';
import { actsOf, type Processes, processType } from './process-type';
import type { PossibleAct } from './read';

/** The requests that would do an act: one per open task of it, or one that names none. */
function requestsOf({ act, contract, tasks }: PossibleAct, actor: string): readonly ActRequest[] {
  const [ground] = contract?.grounds ?? [];
  const request = { act, request: 'may', actor, payload: {}, ...(ground === undefined ? {} : { ground }) };
  return tasks.length === 0 ? [request] : tasks.map((task) => ({ ...request, task: task.name }));
}

/** Who asks, and what they are judged by. */
export interface Asking {
  readonly processes: Processes;
  readonly organisation: Organisation;
  readonly actor: string;
  readonly now: Instant;
}

/**
 * Those of the possible acts that somebody may do now, as commit would judge it: role, four eyes, authority, delegation.
 * @throws LuyueError staff.not-found.
 */
export function allowedTo(state: CaseState, possible: readonly PossibleAct[], asking: Asking): readonly PossibleAct[] {
  const { processes, organisation, actor, now } = asking;
  if (isStaffActor(actor) && personOf(organisation, actor, now) === null)
    throw new LuyueError('staff.not-found', `There is no member of staff '${actor}'.`, { staff: actor });
  const acts: Readonly<Record<string, ActContract>> = { ...actsOf(processType(processes, state.process)), reopen: reopenAct };
  const may = (request: ActRequest): boolean => {
    const view = decisionView(state, request, acts);
    return decide(request, view, now, staffFacts(organisation, request, view, now, 0)) === null;
  };
  return possible.filter((one) => requestsOf(one, actor).some(may));
}

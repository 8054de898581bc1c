import type { ActContract } from '../domain/case/contract';
import { possibleActs } from '../domain/case/decide';
import type { CaseEvent } from '../domain/case/fact';
import { foldAll } from '../domain/case/fold';
import { type CaseState, type Expectation, emptyCase } from '../domain/case/state';
import { LuyueError } from '../domain/errors';
import type { Instant } from '../domain/instant';
import { actsOf, type Processes, processType } from './process-type';
import type { Records } from './records';

/** One thing that may be done now. */
export interface PossibleAct {
  readonly act: string;
  readonly contract: ActContract | null;
  /** Open tasks that this act answers; empty where it is merely allowed. */
  readonly tasks: readonly Expectation[];
}

/** Reads of a case from its record: they need no engine and no worker. */
export class Reader {
  constructor(
    private readonly records: Records,
    private readonly processes: Processes,
  ) {}

  /**
   * The log of a case, oldest first, up to an instant of acceptance where one is given.
   * @throws LuyueError case.not-found.
   */
  async log(caseId: string, asOf?: Instant): Promise<readonly CaseEvent[]> {
    const events = await this.records.log(caseId, asOf);
    if (events.length > 0 || (await this.records.byId(caseId)) !== null) return events;
    throw new LuyueError('case.not-found', `There is no case '${caseId}'.`, { case: caseId });
  }

  /**
   * The state of a case: the fold of its log, now or as it stood at an instant.
   * @throws LuyueError case.not-found.
   */
  async state(caseId: string, asOf?: Instant): Promise<CaseState> {
    return foldAll(emptyCase(caseId), await this.log(caseId, asOf));
  }

  /**
   * What may be done now: expected acts first.
   * @throws LuyueError case.not-found.
   */
  async possible(caseId: string): Promise<readonly PossibleAct[]> {
    const state = await this.state(caseId);
    const acts = actsOf(processType(this.processes, state.process));
    return possibleActs(state, acts).map((act) => ({
      act,
      contract: acts[act] ?? null,
      tasks: Object.values(state.expectations).filter((task) => task.act === act),
    }));
  }
}

import type { ActRequest } from '../domain/case/act';
import { isRetryable, LuyueError } from '../domain/errors';
import type { Doors, ReopenInput } from './luyue';

/** How an act that a machine sent has ended: done (now or before), refused for good, case closed, or to be sent again. */
export type Delivery = 'done' | 'refused' | 'closed' | 'unavailable';

/** The cases as the relay reports to them. */
export interface CasePort {
  readonly act: (caseId: string, request: ActRequest) => Promise<Delivery>;
  readonly reopen: (caseId: string, input: ReopenInput) => Promise<Delivery>;
}

const passing = new Set(['case.trouble', 'case.moved']);

function deliveryOf(error: unknown): Delivery {
  if (!(error instanceof LuyueError)) throw error;
  if (error.code === 'case.closed') return 'closed';
  return isRetryable(error.code) || passing.has(error.code) ? 'unavailable' : 'refused';
}

const delivered = async (call: () => Promise<unknown>): Promise<Delivery> => {
  try {
    await call();
    return 'done';
  } catch (error) {
    return deliveryOf(error);
  }
};

/** The doors for the relay. Only a defect is thrown; everything else is an answer. */
export const casePort = (doors: Doors): CasePort => ({
  act: (caseId, request) => delivered(() => doors.send(caseId, request)),
  reopen: (caseId, input) => delivered(() => doors.reopen(caseId, input)),
});

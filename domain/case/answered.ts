import type { ActRequest } from './act';
import type { ActContract } from './contract';
import type { DecisionView } from './decide';
import type { Expectation } from './state';

/** The part of the case that an act is about, by its contract. */
export function aboutOf(request: Pick<ActRequest, 'payload'>, contract: ActContract | null | undefined): string | undefined {
  const about = contract?.on === undefined ? undefined : request.payload[contract.on];
  return typeof about === 'string' ? about : undefined;
}

/** The expectation an act answers: the named one, the one about the same part of the case, or the only one. */
export function answeredBy(
  request: ActRequest,
  { expected, contract }: Pick<DecisionView, 'expected' | 'contract'>,
): Expectation | undefined {
  if (request.task !== undefined) return expected.find((e) => e.name === request.task);
  const about = aboutOf(request, contract);
  const same = about === undefined ? expected : expected.filter((e) => e.on === undefined || e.on === about);
  return same.length === 1 ? same[0] : undefined;
}

/** Accounts that an act puts to work on the case. */
export function assigneesOf({ act, payload }: Pick<ActRequest, 'act' | 'payload'>): readonly string[] {
  const named = act === 'assign' || act === 'delegate' ? payload.to : act === 'addTask' ? payload.staff : payload.owner;
  return typeof named === 'string' ? [named] : [];
}

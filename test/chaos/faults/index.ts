import { LuyueError } from '../../../domain/errors';
import type { Fault } from './fault';
import { kills } from './kills';

/** Every fault there is. */
export const faults: readonly Fault[] = [...kills];

/** Faults by their names. @throws LuyueError input.invalid for a name that is none */
export function faultsNamed(names: readonly string[]): readonly Fault[] {
  return names.map((name) => {
    const fault = faults.find((one) => one.name === name);
    if (fault === undefined) throw new LuyueError('input.invalid', `'${name}' is none of ${faults.map((one) => one.name).join(', ')}`);
    return fault;
  });
}

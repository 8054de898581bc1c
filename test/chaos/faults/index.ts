import { LuyueError } from '../../../domain/errors';
import { bankFaults } from './bank';
import { cuts } from './cuts';
import { deploys } from './deploys';
import { engineFaults } from './engine';
import type { Fault } from './fault';
import { freezes } from './freezes';
import { kills } from './kills';
import { messageFaults } from './messages';
import { recordFaults } from './records';

/** Every fault there is. */
export const faults: readonly Fault[] = [
  ...kills,
  ...freezes,
  ...cuts,
  ...recordFaults,
  ...bankFaults,
  ...messageFaults,
  ...deploys,
  ...engineFaults,
];

/** Faults by their names. @throws LuyueError input.invalid for a name that is none */
export function faultsNamed(names: readonly string[]): readonly Fault[] {
  return names.map((name) => {
    const fault = faults.find((one) => one.name === name);
    if (fault === undefined) throw new LuyueError('input.invalid', `'${name}' is none of ${faults.map((one) => one.name).join(', ')}`);
    return fault;
  });
}

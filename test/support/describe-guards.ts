import fc from 'fast-check';
import type { z } from 'zod';
import { checkShape } from '../../domain/case/guard';
import { guardOf } from '../../domain/processes/guards';
import { broken, fitting, holdsInherited } from './payloads';

/** The guards of a process's acts agree with its schemas, on what fits and on what was broken. */
export function describeGuards({ open: _open, ...acts }: Readonly<Record<string, z.ZodType>>): void {
  it.each(Object.entries(acts))('the guard of %s takes and refuses what its schema does', (act, schema) => {
    const guard = guardOf(schema, act);
    fc.assert(
      fc.property(
        fitting(guard),
        (value) => holdsInherited(value) || (checkShape(guard, value) === null && schema.safeParse(value).success),
      ),
      { numRuns: 25 },
    );
    fc.assert(
      fc.property(
        fitting(guard).chain(broken),
        (value) => holdsInherited(value) || (checkShape(guard, value) === null) === schema.safeParse(value).success,
      ),
      { numRuns: 50 },
    );
  });
}

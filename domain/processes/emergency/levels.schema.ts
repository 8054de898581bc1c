import { z } from 'zod';
import { keysOf } from '../../case/payload';
import { isRole } from '../../org/roles';
import { kinds, levels } from './vocabulary';

const why = z.string().min(1, 'a criterion needs its reason');
const role = z.string().refine(isRole, 'must be a role');
const condition = z.union([
  z.strictObject({ fact: z.enum(['persons', 'provinces']), atLeast: z.int().min(1) }),
  z.strictObject({ fact: z.enum(['dataClass', 'personalData', 'criticalInfrastructure']), is: z.union([z.string(), z.boolean()]) }),
]);

const criterion = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  kinds: z.array(keysOf(kinds)).min(1),
  /** All of them have to hold. */
  when: z.array(condition).min(1),
  level: keysOf(levels),
  /** Where the criterion is the law's: the rule, and the value that its number has to equal. */
  cites: z.strictObject({ rule: z.string(), value: z.string().optional() }).optional(),
  why,
});

const duty = z.strictObject({ command: role, informed: z.array(role).min(1), why });

/** Shape of levels.json: who leads and who is informed at each level, and what makes a level. README.md says how it is read. */
export const levelsSchema = z
  .strictObject({
    version: z.string().regex(/^[\w.-]+$/),
    roles: z.strictObject({ I: duty, II: duty, III: duty, IV: duty }),
    criteria: z.array(criterion),
  })
  .refine(({ criteria }) => new Set(criteria.map((c) => c.id)).size === criteria.length, 'two criteria have one id');

export type LevelsFile = z.infer<typeof levelsSchema>;
export type Criterion = LevelsFile['criteria'][number];

import { readFileSync } from 'node:fs';
import type { PersonalColumns } from '../db/keys/columns';
import { pastDaysAllowed } from '../db/norm';
import type { CommitDeps } from '../db/queries/commit';
import type { Proof } from '../db/record/assertion';
import { databaseClock, type RecordClock } from '../db/record/time';
import { createWorld, type Norm } from '../db/world';
import { LuyueError } from '../domain/errors';
import { contractOf } from '../domain/processes/contracts';
import { type Rulebook, rulebook } from '../domain/rulebook';
import { parsePolicy, standardRulebook } from '../domain/rulebook/policy.schema';
import type { Words } from '../domain/words';
import { rendererOf } from '../workflows/kernel/node';
import { runnables } from '../workflows/runnables';
import { templates } from './templates';

/** A process as letters name it. */
export const titleOf = (process: string): Words => contractOf(process)?.title ?? { zh: process, en: process };

/** The rulebook under the company's policy file, or under the standard one. @throws LuyueError policy.invalid */
export function readRulebook(policyPath: string | null): Rulebook {
  if (policyPath === null) return standardRulebook();
  let file: unknown;
  try {
    file = JSON.parse(readFileSync(policyPath, 'utf8'));
  } catch (error) {
    throw new LuyueError('policy.invalid', `${policyPath}: cannot be read as JSON`, { path: policyPath }, { cause: error });
  }
  return rulebook(parsePolicy(file));
}

/** Newest version of a template. @throws LuyueError notice.unrenderable where there is none */
function templateVersion(name: string): number {
  const version = templates.currentVersion(name);
  if (version === null) throw new LuyueError('notice.unrenderable', `there is no template ${name}`, { template: name });
  return version;
}

const render = rendererOf(runnables);

/**
 * What commit renders, judges and computes by: processes, contracts, rulebook, calendar, people and templates. `norm` may change while
 * the worker runs. Time is the database's unless `clock` is another.
 */
export function commitDeps(
  book: Rulebook,
  norm: () => Norm,
  columns: PersonalColumns,
  { proof, clock = databaseClock }: { readonly proof?: Proof; readonly clock?: RecordClock } = {},
): CommitDeps {
  return {
    contractOf,
    render,
    worldOf: (organisation, at, load) => createWorld(norm(), organisation, at, load),
    templateVersion,
    pastDaysAllowed: pastDaysAllowed(book),
    columns,
    clock,
    ...(proof === undefined ? {} : { proof }),
  };
}

import { readFileSync } from 'node:fs';
import type { Database } from '../db/connect';
import { currentCalendar } from '../db/queries/calendar';
import { chinaCalendar } from '../domain/calendar/china';
import type { Calendar } from '../domain/calendar/types';
import { LuyueError } from '../domain/errors';
import { type Rulebook, rulebook } from '../domain/rulebook';
import { parsePolicy, standardRulebook } from '../domain/rulebook/policy.schema';

/** Rules under the company policy, and the newest calendar of the record. */
export interface Lawbook {
  readonly rules: Rulebook;
  readonly calendar: () => Promise<Calendar>;
}

function readRulebook(policyPath: string | null): Rulebook {
  if (policyPath === null) return standardRulebook();
  let file: unknown;
  try {
    file = JSON.parse(readFileSync(policyPath, 'utf8'));
  } catch (cause) {
    throw new LuyueError('policy.invalid', `${policyPath}: cannot be read as JSON`, { path: policyPath }, { cause });
  }
  return rulebook(parsePolicy(file));
}

/** @throws LuyueError policy.invalid */
export function openLawbook(policyPath: string | null, db: Database): Lawbook {
  const rules = readRulebook(policyPath);
  return { rules, calendar: () => currentCalendar(db, chinaCalendar(rules.policy.calendar)) };
}

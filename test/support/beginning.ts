import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Instant } from '../../domain/instant';
import { dayMs, start } from './dates';

// Four years have one leap day: the same date of a fourth year has quarters of the same lengths around it.
const fourYears = 1461 * dayMs;

/**
 * An engine begins at the day it is run: waits for the time of day at which stories begin, so that the local days of a case are
 * those of the story; a `dated` one begins on the same date of a year with the same leap years around it.
 */
export async function beginning(env: TestWorkflowEnvironment, { dated }: { readonly dated?: boolean } = {}): Promise<Instant> {
  const period = dated === true ? fourYears : dayMs;
  const now = await env.currentTimeMs();
  await env.sleep((((start - now) % period) + period) % period);
  return env.currentTimeMs();
}

import { patched } from '@temporalio/workflow';
import { type SearchAttributeName, searchAttributes } from '../../../domain/case/attributes';

const isName = (name: string): name is SearchAttributeName => Object.hasOwn(searchAttributes, name);
const names = Object.keys(searchAttributes).filter(isName);

// What the first release published. It changes at other moments than the rest, so that a history from then has fewer commands.
const first: ReadonlySet<SearchAttributeName> = new Set<SearchAttributeName>([
  'Kind',
  'Stage',
  'SlaBand',
  'WaitingOn',
  'Owner',
  'Team',
  'Branch',
  'EventCode',
  'Outcome',
  'NextDueAt',
  'Escalation',
  'Drill',
]);

/**
 * The attributes that this run publishes. Asked once, before the run's first activity: where a task of the engine ends between an
 * activity and the marker of a patch, a replay comes to `patched` before it has read of the marker, and goes the old way.
 */
export function publishedNames(): readonly SearchAttributeName[] {
  const all = patched('managers-view');
  return names.filter((name) => all || first.has(name));
}

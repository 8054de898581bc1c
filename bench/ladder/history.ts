import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import type { HistoryFigures } from './rung';

type Event = temporal.api.history.v1.IHistoryEvent;

/** Actions that a kind of event stands for. A child costs two: its start and its own execution. */
const actionsOf = (event: Event): number => {
  if (event.startChildWorkflowExecutionInitiatedEventAttributes) return 2;
  const one =
    event.workflowExecutionStartedEventAttributes ??
    event.workflowExecutionSignaledEventAttributes ??
    event.workflowExecutionUpdateAcceptedEventAttributes ??
    event.activityTaskScheduledEventAttributes ??
    event.timerStartedEventAttributes ??
    event.upsertWorkflowSearchAttributesEventAttributes ??
    event.workflowPropertiesModifiedEventAttributes ??
    event.signalExternalWorkflowExecutionInitiatedEventAttributes;
  return one ? 1 : 0;
};

/** Markers of one workflow task (local activities, patches) are one action together. */
function markerActions(events: readonly Event[]): number {
  const tasks = events.flatMap(({ markerRecordedEventAttributes: marker }) =>
    marker ? [String(marker.workflowTaskCompletedEventId)] : [],
  );
  return new Set(tasks).size;
}

/**
 * Billable actions of a history by Temporal's rules (cloud/actions): start, signal, update, scheduled activity, timer, search
 * attributes, memo, child, and the markers of one workflow task. Retries of activities leave no event and are not in it.
 */
export const billableActions = (events: readonly Event[]): number =>
  events.reduce((sum, event) => sum + actionsOf(event), markerActions(events));

/** What a run left in the history of the engine. */
export async function historyFigures(client: Client, workflowId: string): Promise<HistoryFigures> {
  const handle = client.workflow.getHandle(workflowId);
  const { events } = await handle.fetchHistory();
  const { historySize } = await handle.describe();
  return { events: events?.length ?? 0, bytes: historySize ?? 0, actions: billableActions(events ?? []) };
}

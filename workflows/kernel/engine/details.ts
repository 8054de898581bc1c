import { setCurrentDetails, type WorkflowInterceptors } from '@temporalio/workflow';

/** How the UI asks for what it shows beside a case. */
const metadataQuery = '__temporal_workflow_metadata';

let write: (() => string) | null = null;

/** What the UI shows beside the case is written when it asks, not at each transition; a replay never writes it. */
export function showDetails(details: () => string): void {
  write = details;
}

/** The engine keeps the query for itself: it is met where every activation begins. */
export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      activate: (input, next) => {
        const isAsked = input.activation.jobs?.some(({ queryWorkflow }) => queryWorkflow?.queryType === metadataQuery) ?? false;
        if (isAsked && write !== null) setCurrentDetails(write());
        next(input);
      },
    },
  ],
});

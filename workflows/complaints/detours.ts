import { isAccepted, isOutside, isUnperformed } from '../../domain/processes/complaint/view';
import type { ComplaintContext } from './types';

/** What waits for the outside has a task of its own; the decision waits for it. */
export const outside = (c: ComplaintContext) => c.known('outside', isOutside(c.case) ? undefined : true);

/** Found to be something else, or settled by mediation, while it was handled. */
export const diverted = (c: ComplaintContext) => (isUnperformed(c.case) ? 'perform' : isAccepted(c.case) ? null : 'intake');

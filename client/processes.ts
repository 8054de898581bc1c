import type { Processes } from './process-type';

/** Every process the doors know, by name. */
export const processes = {} as const satisfies Processes;

import { claim } from './claims/claim';
import { emergency } from './emergencies/emergency';
import type { Process } from './kernel/process';

/** Every process as its stages run it, by name: for the workflows, and for looking ahead without an engine. */
export const definitions = { claim, emergency } as const satisfies Readonly<Record<string, Process>>;

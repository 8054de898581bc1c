import { claim } from './claims/claim';
import { complaint } from './complaints/complaint';
import { emergency } from './emergencies/emergency';
import { improvement } from './improvements/improvement';
import type { Process } from './kernel/process';
import { programme } from './programmes/programme';

/** Every process as its stages run it, by name: for the workflows, and for looking ahead without an engine. */
export const definitions = { claim, complaint, emergency, improvement, programme } as const satisfies Readonly<Record<string, Process>>;

import { stories as claims } from './claims/stories';
import { stories as emergencies } from './emergencies/stories';

/** The stories of every process: they are recorded on an engine and replayed for ever. */
export const stories = [...claims, ...emergencies];

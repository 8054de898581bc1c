import { stories as claims } from './claims/stories';
import { stories as complaints } from './complaints/stories';
import { stories as emergencies } from './emergencies/stories';
import { stories as improvements } from './improvements/stories';
import { stories as programmes } from './programmes/stories';

/** The stories of every process: they are recorded on an engine and replayed for ever. */
export const stories = [...claims, ...complaints, ...emergencies, ...improvements, ...programmes];

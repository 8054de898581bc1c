import { post } from './post';
import type { Rung } from './rung';
import type { Script } from './script';
import type { Decision } from './steps-server';

/** What the person of a step sends. */
export function decisionFor(script: Script, reference: string, step: number): Decision {
  const { actor: by = '', payload = {} } = script.transitions[step]?.request ?? {};
  return { reference, step, by, payload };
}

/** Opens and decides over HTTP, as whoever calls an application does. */
export const stepsOver = (url: string, script: Script): Pick<Rung, 'open' | 'act'> => ({
  open: async (reference) => void (await post(`${url}/open`, { reference })),
  act: async (reference, step) => void (await post(`${url}/decide`, decisionFor(script, reference, step))),
});

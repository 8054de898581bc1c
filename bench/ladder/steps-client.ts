import { LuyueError } from '../../domain/errors';
import type { Rung } from './rung';
import type { Script } from './script';

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new LuyueError('defect.unexpected', `${url} answers ${response.status}: ${text}`);
}

/** Opens and decides over HTTP, as whoever calls an application does. */
export const stepsOver = (url: string, script: Script): Pick<Rung, 'open' | 'act'> => ({
  open: (reference) => post(`${url}/open`, { reference }),
  act: (reference, step) => {
    const { actor = '', payload = {} } = script.transitions[step]?.request ?? {};
    return post(`${url}/decide`, { reference, step, by: actor, payload });
  },
});

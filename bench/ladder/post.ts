import { LuyueError } from '../../domain/errors';

/** Posts JSON, or nothing, and gives the text that comes back. @throws LuyueError defect.unexpected on any answer but 2xx */
export async function post(url: string, body?: object): Promise<string> {
  const headers = { accept: 'application/json' };
  const sent =
    body === undefined ? { headers } : { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url, { method: 'POST', ...sent });
  const text = await response.text();
  if (!response.ok) throw new LuyueError('defect.unexpected', `${url} answers ${response.status}: ${text}`);
  return text;
}

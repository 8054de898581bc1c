import { processes } from '../../../client/processes';
import { devIssuer, openIssuer } from '../../../dev/issuer';
import { personalGroups } from '../../../domain/org/personal';
import { readHttpConfig } from '../../../http/config';
import { scopes } from '../../../http/identity/caller';
import { jsonLog } from '../../../http/log';
import { startHttp } from '../../../http/service';
import type { Place } from './finder';

export interface Asked {
  readonly cases: readonly string[];
  /** Sent where it does not belong: in addresses, queries, headers and bodies. */
  readonly secret: string;
  /** Folder of the issuer's keys. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

const views = ['', '/card', '/log', '/clocks', '/acts', '/tasks', '/documents'];

/** What was answered, and what is not to hold anybody's data. */
export interface Door {
  readonly places: readonly Place[];
  /** Answers of the one address that is for personal values. */
  readonly personal: Place;
}

const personalQuery = `?purpose=audit&${personalGroups.map((group) => `group=${group}`).join('&')}`;

/**
 * Reads every case through an HTTP door of its own as somebody who may, and asks it what it must refuse. What it answered about cases, and what it
 * keeps and shows of itself.
 */
export async function askHttpDoor({ cases, secret, folder, env }: Asked): Promise<Door> {
  const issuer = await openIssuer(folder);
  const own = { LUYUE_HTTP_PORT: '0', LUYUE_HTTP_RATE: '1000000', LUYUE_HTTP_JWKS: issuer.jwks };
  const identity = { LUYUE_HTTP_ISSUER: devIssuer.issuer, LUYUE_HTTP_AUDIENCE: devIssuer.audience };
  const lines: string[] = [];
  const log = jsonLog((line) => lines.push(line));
  const { url, stop } = await startHttp(readHttpConfig({ ...env, ...own, ...identity }), processes, log);
  const token = await issuer.token({ subject: 'system:callcenter', scopes: [...scopes], seconds: 600 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const get = async (path: string): Promise<string> => (await fetch(`${url}${path}`, { headers })).text();
  const post = (path: string, body: object) => fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  try {
    const answers: string[] = [];
    for (const id of cases) answers.push(...(await Promise.all(views.map((view) => get(`/v1/cases/${id}${view}`)))));
    const personal: string[] = [];
    for (const id of cases) personal.push(await get(`/v1/cases/${id}/personal${personalQuery}`));
    const bad = encodeURIComponent(secret);
    for (const path of [
      `/v1/cases/${bad}`,
      `/v1/tasks?of=${bad}`,
      `/v1/${bad}`,
      `/v1/cases?cursor=${bad}`,
      `/v1/cases/${cases[0]}/personal?group=${bad}`,
    ])
      await get(path);
    await post(`/v1/cases/${cases[0]}/acts/comment`, { phone: secret });
    await post('/v1/processes/claim/cases', { source: 'leaks', reference: 'bad', parties: [{ name: secret }] });
    await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${Buffer.from(secret).toString('base64url')}` } });
    const metrics = await get('/metrics');
    const places = [
      { where: 'answers of the HTTP door', bytes: Buffer.from(answers.join('\n')) },
      { where: 'log of the HTTP door', bytes: Buffer.from(lines.join('')) },
      { where: 'metrics of the HTTP door', bytes: Buffer.from(metrics) },
    ];
    return { places, personal: { where: 'personal values by the HTTP door', bytes: Buffer.from(personal.join('\n')) } };
  } finally {
    await stop();
  }
}

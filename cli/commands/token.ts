import { devIssuer } from '../../dev/issuer';
import { LuyueError } from '../../domain/errors';
import { issuerOf } from '../http-process';
import type { Report } from '../report';
import type { Session } from '../session';

export interface TokenOptions {
  readonly as: string;
  readonly tool?: string;
  readonly scope?: string;
  readonly hours: string;
}

const wrong = (path: string, reason: string): LuyueError =>
  new LuyueError('input.invalid', `${path}: ${reason}`, { issues: [{ path, reason }] });

function hoursOf(text: string): number {
  const hours = Number(text);
  if (!(hours > 0 && hours <= 24 * 30)) throw wrong('--hours', 'must be a number above 0, at most 720');
  return hours;
}

/**
 * `luyue token --as STAFF`: a token of the development issuer for the HTTP door of this folder's stack.
 * @throws LuyueError input.invalid, also with `--existing`: real services have an issuer of their own; stack.failed.
 */
export async function token(session: Session, { as, tool, scope, hours }: TokenOptions): Promise<Report> {
  if (session.existing) throw wrong('--existing', 'real services have an issuer of their own');
  const seconds = Math.round(hoursOf(hours) * 3_600);
  const scopes = scope === undefined ? {} : { scopes: scope.split(' ') };
  const issuer = await issuerOf(session);
  const made = await issuer.token({ subject: as, seconds, ...(tool === undefined ? {} : { tool }), ...scopes });
  return { json: { token: made, issuer: devIssuer.issuer, audience: devIssuer.audience, seconds }, text: () => made };
}

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { LuyueError } from '../domain/errors';
import type { Instant } from '../domain/instant';
import { type Access, accessOf, serviceAccess } from '../domain/org/access';
import { type Organisation, rolesOf } from '../domain/org/organisation';
import type { Role } from '../domain/org/roles';

/**
 * Whom a payload is shown to, of the cases whose personal values they may read: it holds everything of a case, all parties mixed. Handlers read
 * their cases through the doors, which show them what their task needs; whoever runs the systems needs no content.
 */
export const readers: readonly Role[] = ['team-lead', 'branch-manager', 'head-office', 'compliance', 'data-protection', 'commander'];

/**
 * Who calls. `decodes`: a service account that may read; `sensitive`: also of lines that tell of somebody's health. A person may by their
 * roles at this instant.
 */
export type Caller =
  | { readonly kind: 'staff'; readonly id: string }
  | { readonly kind: 'system'; readonly id: string; readonly decodes: boolean; readonly sensitive: boolean };

/** Finds the caller of a bearer token; null where it is nobody's. */
export type Callers = (token: string) => Promise<Caller | null>;

/** What stands of a token in the list of callers. */
export const hashOf = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');

const line = /^([0-9a-f]{64})\s+(?:([a-z][a-z0-9-]{0,39})|(system:[a-z][a-z0-9-]{0,39})(?:\s+(decode))?(?:\s+(sensitive))?)$/;

function entryOf(text: string, where: string): readonly [string, Caller] {
  const [, hash, staff, system, decode, sensitive] = line.exec(text) ?? [];
  if (hash !== undefined && staff !== undefined) return [hash, { kind: 'staff', id: staff }];
  if (hash !== undefined && system !== undefined)
    return [hash, { kind: 'system', id: system, decodes: decode !== undefined, sensitive: sensitive !== undefined }];
  throw new LuyueError(
    'config.invalid',
    `LUYUE_CODEC_TOKENS: ${where} must be SHA256 STAFF, or SHA256 system:NAME [decode] [sensitive]`,
    {},
  );
}

/**
 * Callers by the SHA-256 of their tokens, a line each; `#` begins a remark. The file holds no token: whoever reads it cannot use one.
 * @throws LuyueError config.invalid, naming the line
 */
export function callersIn(text: string): Callers {
  const lines = text.split('\n').map((of, i) => ({ text: of.replace(/#.*/, '').trim(), where: `line ${i + 1}` }));
  const known = new Map(lines.filter((of) => of.text !== '').map((of) => entryOf(of.text, of.where)));
  if (known.size === 0) throw new LuyueError('config.invalid', 'LUYUE_CODEC_TOKENS: names no caller', {});
  // Looked up by hash: how long it takes tells nothing of a token.
  return async (token) => known.get(hashOf(token)) ?? null;
}

/** As `callersIn`, from a file that only its owner may write. @throws LuyueError config.invalid */
export function readCallers(file: string): Callers {
  try {
    if ((statSync(file).mode & 0o022) !== 0)
      throw new LuyueError('config.invalid', `LUYUE_CODEC_TOKENS: ${file} can be written by others (chmod 600)`, {});
    return callersIn(readFileSync(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof LuyueError) throw cause;
    throw new LuyueError('config.invalid', `LUYUE_CODEC_TOKENS: ${file} cannot be read`, {}, { cause });
  }
}

/** Which cases a caller may know of, as over HTTP; null: nobody's any more. */
export function accessOfCaller(caller: Caller, organisation: Organisation, at: Instant): Access | null {
  if (caller.kind === 'system') {
    const may = { sensitive: caller.sensitive, personal: caller.decodes };
    return serviceAccess(caller.id.replace('system:', ''), may);
  }
  const staff = organisation.byId.get(caller.id);
  return staff?.active === true ? accessOf(organisation, staff, at) : null;
}

/** Whether payloads are decoded for the caller at all. */
export const decodesFor = (caller: Caller, organisation: Organisation, at: Instant): boolean =>
  caller.kind === 'system' ? caller.decodes : rolesOf(organisation, caller.id, at).some((role) => readers.includes(role));

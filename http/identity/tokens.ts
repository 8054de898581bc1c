import { readFileSync } from 'node:fs';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { HttpConfig } from '../config';

/** What a valid token says. */
export interface Claims {
  /** Staff id of the acting person, or `system:NAME` of a service account. */
  readonly subject: string;
  /** Service account that acts for the person (RFC 8693, claim `act`). */
  readonly tool: string | null;
  /** Null: it has no claim of scopes at all. One that is there restricts, whatever stands in it. */
  readonly scopes: readonly string[] | null;
  /** When it expires, skew included: what was begun with it ends then. */
  readonly until: Instant;
}

export type Tokens = (token: string) => Promise<Claims>;

// Signed with a private key: whoever can check a token cannot make one.
const algorithms = ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];

const subjectShape = z.string().regex(/^(system:[a-z][a-z0-9-]{0,39}|[a-z][a-z0-9-]{0,39})$/);
const toolShape = z.object({ sub: z.string().regex(/^(system:)?[a-z][a-z0-9-]{0,39}$/) });
const keySetShape = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

const invalid = (reason: string): LuyueError => new LuyueError('token.invalid', `The token is not valid: ${reason}.`, { reason });

function readKeys(file: string): JSONWebKeySet {
  try {
    return keySetShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new LuyueError('config.invalid', `LUYUE_HTTP_JWKS: ${file} holds no key set`, { file }, { cause });
  }
}

const keysOf = (jwks: string) =>
  /^https?:/.test(jwks) ? createRemoteJWKSet(new URL(jwks), { timeoutDuration: 3_000 }) : createLocalJWKSet(readKeys(jwks));

const scopesShape = z.union([z.string().transform((text) => text.split(' ').filter((word) => word !== '')), z.array(z.string())]);

/** Scopes as RFC 9068 writes them, or as issuers do that say `scp`. */
function scopesOf(payload: JWTPayload): readonly string[] | null {
  const claim = payload.scope === undefined ? 'scp' : 'scope';
  if (payload[claim] === undefined) return null;
  const scopes = scopesShape.safeParse(payload[claim]);
  if (!scopes.success) throw invalid(`the claim '${claim}' is neither a text nor a list of texts`);
  return scopes.data;
}

/** @param skewMs by which clocks may differ */
function claimsOf(payload: JWTPayload, claim: string, skewMs: number): Claims {
  const subject = subjectShape.safeParse(payload[claim]);
  if (!subject.success) throw invalid(`the claim '${claim}' is neither a staff id nor system:NAME`);
  const tool = payload.act === undefined ? null : toolShape.safeParse(payload.act);
  if (tool !== null && !tool.success) throw invalid("the claim 'act' names no service account");
  if ((payload.iat ?? 0) * 1_000 > Date.now() + skewMs) throw invalid("the claim 'iat' lies in the future");
  const until = (payload.exp ?? 0) * 1_000 + skewMs;
  return { subject: subject.data, tool: tool === null ? null : tool.data.sub.replace('system:', ''), scopes: scopesOf(payload), until };
}

/** What is wrong with a token, without its content. Keys that cannot be fetched are no fault of the token. */
function faultOf(error: unknown): LuyueError {
  if (error instanceof LuyueError) return error;
  if (error instanceof errors.JWTExpired) return invalid('it has expired');
  if (error instanceof errors.JWTClaimValidationFailed) return invalid(`the claim '${error.claim}' (${error.reason})`);
  if (error instanceof errors.JWKSNoMatchingKey) return invalid('it is signed with a key that the issuer does not publish');
  if (error instanceof errors.JWSSignatureVerificationFailed) return invalid('its signature');
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || !(error instanceof errors.JOSEError))
    return new LuyueError('identity.unavailable', 'The key set of the issuer cannot be read.', {}, { cause: error });
  // A key set that answers with an error page comes as the general error.
  if (error.code === 'ERR_JOSE_GENERIC')
    return new LuyueError('identity.unavailable', 'The key set of the issuer cannot be read.', {}, { cause: error });
  return invalid('its form or algorithm');
}

/**
 * Checks tokens: signature by the issuer's published keys, issuer, audience, expiry and not-before with clock skew.
 * @throws LuyueError config.invalid where a file of keys cannot be read; the check throws token.invalid, identity.unavailable.
 */
export function tokensOf({ issuer, audience, jwks, subject, skewSeconds }: HttpConfig['identity']): Tokens {
  const keys = keysOf(jwks);
  const rules = { issuer, audience, algorithms, clockTolerance: skewSeconds, requiredClaims: ['exp', subject] };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, rules);
      return claimsOf(payload, subject, skewSeconds * 1_000);
    } catch (error) {
      throw faultOf(error);
    }
  };
}

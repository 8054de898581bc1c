import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a signature may be, as the receivers of webhooks commonly allow. */
const toleranceSeconds = 300;

const digest = (secret: string, timestamp: string, body: string): Buffer =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest();

/**
 * Checks `x-luyue-signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">` as a receiver would.
 * `now` is in milliseconds.
 */
export const checkSignature = (
  header: string | undefined,
  body: string,
  secret: string,
  now: number,
): 'valid' | 'wrong' | 'stale' | 'missing' => {
  if (!header) return 'missing';
  const parts = new Map(
    header.split(',').map((part): [string, string] => [part.slice(0, part.indexOf('=')).trim(), part.slice(part.indexOf('=') + 1)]),
  );
  const timestamp = parts.get('t') ?? '';
  const given = Buffer.from(parts.get('v1') ?? '', 'hex');
  const expected = digest(secret, timestamp, body);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'wrong';
  return Math.abs(now / 1000 - Number(timestamp)) <= toleranceSeconds ? 'valid' : 'stale';
};

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** How old a signature may be, in seconds. */
const toleranceSeconds = 300;

const digest = (body: string, secret: string, timestamp: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/** Value of `x-luyue-signature` for a body: `t=<unix s>,v1=<hex HMAC-SHA256 of "t.body">`. `now` in ms. */
export function signatureOf(body: string, secret: string, now: number): string {
  const timestamp = String(Math.floor(now / 1000));
  return `t=${timestamp},v1=${digest(body, secret, timestamp)}`;
}

/** Compares in a time that tells nothing of where two texts differ, nor of their length. */
export function sameSecret(given: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

/** Whether a signature is right and not older than five minutes. `now` in ms. */
export function isSigned(header: string, body: string, secret: string, now: number): boolean {
  const [, timestamp = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (timestamp === '' || Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) return false;
  return sameSecret(given, digest(body, secret, timestamp));
}

import { createHmac } from 'node:crypto';

/** Personal values that are searched by equality, by their path in the opening. Two of one value show that they are equal, not what they are. */
export const searchedPaths: ReadonlySet<string> = new Set(['/policy/number', '/dispute/number']);

/** What an opening's digest is made with: whoever has no key cannot try contents until one fits. */
export const keyedDigestOf = (indexKey: Buffer, digest: string): string =>
  `keyed.${createHmac('sha256', indexKey).update(`opening\n${digest}`).digest('base64url')}`;

/** What stands in the record instead of a searched value. */
export const blindOf = (indexKey: Buffer, path: string, value: string): string =>
  `hmac.${createHmac('sha256', indexKey).update(`${path}\n${value}`).digest('base64url')}`;

import { decrypt, encrypt } from './cipher';
import type { BareKey } from './master';

/** Where a value stands: it cannot be read anywhere else. */
export type Place = readonly [table: 'personal_value' | 'party', ...rest: (string | number)[]];

const pattern = /^enc\.([a-z2-7]{20})\.([A-Za-z0-9_-]+)$/;

const boundTo = (place: Place): string => JSON.stringify(place);

/** A value as an encrypted column holds it: `enc.KEY.DATA`, bound to its place. */
export const sealText = ({ id, bytes }: BareKey, text: string, place: Place): string =>
  `enc.${id}.${encrypt(bytes, Buffer.from(text, 'utf8'), boundTo(place)).toString('base64url')}`;

/** Id of the key of an encrypted value; null for plain text. */
export const keyIdOf = (text: string): string | null => pattern.exec(text)?.[1] ?? null;

/** The value again; null where it was changed or stands in another place. */
export function openText({ bytes }: BareKey, text: string, place: Place): string | null {
  const data = pattern.exec(text)?.[2];
  return data === undefined ? null : (decrypt(bytes, Buffer.from(data, 'base64url'), boundTo(place))?.toString('utf8') ?? null);
}

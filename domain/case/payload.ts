import { z } from 'zod';

/** One of the words of a vocabulary. */
export const keysOf = <K extends string>(words: Readonly<Record<K, unknown>>): z.ZodEnum<{ [W in K]: W }> => {
  const isKey = (key: string): key is K => Object.hasOwn(words, key);
  return z.enum(Object.keys(words).filter(isKey));
};

/** Marks a field as personal: kept in its own column under the subject's key, never in state, log, ids or messages of the engine. */
export const personal = <T extends z.ZodType>(schema: T): T => schema.meta({ personal: true });

/** No column can hold NUL, and half a surrogate pair is no text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is refused
const storable = /^[^\u0000\uD800-\uDFFF]*$/u;
/** Besides: no controls, no separators of lines, nothing that turns the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const onOneLine = /^[^\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uD800-\uDFFF]*$/u;

/** A text that stands in cards, letters and lists: one line of at most so many characters. */
export const lineText = (most: number) => z.string().min(1).max(most).regex(onOneLine);
export const shortText = lineText(200);
/** Free text is personal: nobody can promise what people write. It is kept as it is written. */
export const freeText = personal(z.string().min(1).max(4000).regex(storable));
/** What a customer writes, as long as it is: only what no request can carry is too long. */
export const narrative = personal(z.string().min(1).max(120_000).regex(storable));
/** Milliseconds since 1970, before the year 2500: no calendar can count on from there. The doors accept ISO 8601 and convert. */
export const instant = z
  .int()
  .min(0)
  .max(Date.UTC(2500, 0) - 1)
  .meta({ format: 'instant' });
/** Fen, the hundredth part of a yuan; integer, never negative. */
export const fen = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Code of an administrative division of GB/T 2260: province, prefecture or county in 2, 4 or 6 digits. */
export const placeCode = z.string().regex(/^[1-9][0-9](?:[0-9]{2}){0,2}$/);
/** Code of an event, such as `TY2611`. */
export const eventCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);
export const partyId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
export const staffId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
/** Names a process, source, line or branch. */
export const unitName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/);

export const party = z.strictObject({
  id: partyId,
  role: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
  channels: z
    .array(z.enum(['sms', 'email', 'webhook', 'log']))
    .max(4)
    .default(['sms']),
  name: personal(lineText(100)),
  phone: personal(z.string().regex(/^[+0-9][0-9 -]{4,19}$/)).optional(),
  email: personal(
    z
      .string()
      .max(200)
      .regex(/^[!-?A-~\u00A1-\u1FFF\u3001-\uD7FF]+@[!-?A-~\u00A1-\u1FFF\u3001-\uD7FF]+$/),
  ).optional(),
  idNumber: personal(lineText(40).min(4)).optional(),
  account: personal(lineText(60).min(4)).optional(),
  address: personal(z.string().min(1).max(300).regex(storable)).optional(),
});

export const documentRef = z.strictObject({
  type: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  /** Where the document lies; never the document itself. */
  reference: lineText(300),
  sha256,
});

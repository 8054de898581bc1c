/** A secret that was found, and where. */
export interface Leak {
  readonly where: string;
  readonly secret: string;
}

/** Something that has to hold no secret. */
export interface Place {
  readonly where: string;
  readonly bytes: Buffer;
}

interface Needle {
  readonly bytes: Buffer;
  readonly secret: string;
}

/** Shorter ones are met by chance in what is encrypted. */
const leastBytes = 6;
const leastBase64 = 7;

/** The characters of a text in base64 that do not depend on what stands before and after it, at each of three offsets. */
function inBase64(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((offset * 8) / 6), whole);
  });
}

const escaped = (text: string): string => text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A secret as it can stand in plain sight: itself, escaped in JSON, in either alphabet of base64. */
function formsOf(secret: string): readonly Needle[] {
  const encoded = inBase64(Buffer.from(secret)).filter((text) => text.length >= leastBase64);
  const safe = encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const forms = new Set([secret, escaped(secret), ...encoded, ...safe]);
  return [...forms].map((form) => ({ bytes: Buffer.from(form), secret })).filter(({ bytes }) => bytes.length >= leastBytes);
}

/** Finds any of many secrets in one pass over the bytes of a place. */
export class Finder {
  private readonly byStart = new Map<number, Needle[]>();
  private readonly pairs = new Uint8Array(65_536);

  constructor(readonly secrets: readonly string[]) {
    for (const needle of secrets.flatMap(formsOf)) {
      const start = needle.bytes.readUInt32BE(0);
      this.pairs[start >>> 16] = 1;
      const others = this.byStart.get(start);
      if (others === undefined) this.byStart.set(start, [needle]);
      else others.push(needle);
    }
  }

  in({ where, bytes }: Place): readonly Leak[] {
    const found = new Set<string>();
    // Byte by byte over a whole database: a look-up of two bytes has to rule out nearly every place.
    let pair = bytes[0] ?? 0;
    for (let at = 0; at + 4 <= bytes.length; at++) {
      pair = ((pair << 8) | (bytes[at + 1] ?? 0)) & 0xffff;
      if (this.pairs[pair] === 0) continue;
      for (const needle of this.byStart.get(bytes.readUInt32BE(at)) ?? [])
        if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) found.add(needle.secret);
    }
    return [...found].map((secret) => ({ where, secret }));
  }

  /** Every secret in every place. */
  all(places: readonly Place[]): readonly Leak[] {
    return places.flatMap((place) => this.in(place));
  }
}

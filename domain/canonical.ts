import type { Json } from './case/fact';

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter((entry): entry is [string, Json] => entry[1] !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, ordered(item)]),
  );
}

/** One text per content: keys sorted, absent fields left out, no spaces. What digests and hashes are made over. */
export const canonical = (value: Json): string => JSON.stringify(ordered(value));

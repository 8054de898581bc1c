/** Letters to change, add or drop between two texts. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const kept = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(kept, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const sharedWords = (a: string, b: string): number => a.split('-').filter((word) => b.split('-').includes(word)).length;

/** The few known words that a mistyped one most likely meant: most words in common first, then fewest letters apart. */
export function nearest(text: string, known: readonly string[], count = 3): string[] {
  const ranked = known.map((word) => ({ word, shared: sharedWords(text, word), apart: distance(text, word) }));
  return ranked
    .sort((a, b) => a.apart - 3 * a.shared - (b.apart - 3 * b.shared))
    .slice(0, count)
    .map(({ word }) => word);
}

import { createHash } from 'node:crypto';

/** A number from 0 up to 1 that depends on the words alone: the same decision whenever and in whatever order it is asked for. */
export function chanceOf(seed: number, ...words: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update([seed, ...words].join('\0'))
    .digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

/** A reproducible stream of chances. */
export class Random {
  private asked = 0;

  constructor(
    private readonly seed: number,
    private readonly about: string,
  ) {}

  /** From 0 up to 1. */
  next(): number {
    return chanceOf(this.seed, this.about, this.asked++);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.next() * list.length)] ?? list[0];
  }

  /** The same things in another order. */
  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, rank: this.next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  }
}

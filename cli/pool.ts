const width = 6;

/**
 * Does the work for every item, a few at a time, and returns the results in the order of the items. Items of the same key follow
 * each other.
 */
export async function inOrder<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  keyOf: (item: T, index: number) => unknown = (_item, index) => index,
): Promise<R[]> {
  const results = new Map<number, R>();
  const last = new Map<unknown, Promise<void>>();
  const waiting = items.map((item, index) => ({ item, index })).reverse();
  const next = async (): Promise<void> => {
    for (let job = waiting.pop(); job !== undefined; job = waiting.pop()) {
      const { item, index } = job;
      const key = keyOf(item, index);
      const before = last.get(key);
      const turn = (async () => {
        await before?.catch(() => undefined);
        results.set(index, await work(item));
      })();
      last.set(key, turn);
      await turn;
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, next));
  return items.flatMap((_item, index) => {
    const result = results.get(index);
    return result === undefined ? [] : [result];
  });
}

/** Works through all items with so many clients at once; results in the order of the items. The first failure ends it. */
export async function crowd<T, R>(items: readonly T[], clients: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const client = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return results;
}

/** Numbers from 0 on. */
export const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

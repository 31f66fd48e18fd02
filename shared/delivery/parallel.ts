/** Runs the work on every item, at most `most` at once; rejects after all are done with the first failure. */
export async function inParallel<Item>(
  most: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const waiting = items.values();
  const take = async (): Promise<void> => {
    for (const item of waiting) await work(item).catch((error: unknown) => void failures.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, take));
  if (failures.length > 0) throw failures[0];
}

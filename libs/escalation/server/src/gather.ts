/**
 * Hands on what comes in, without two at a time: at once while nothing is under way, and together whatever came in the
 * meantime. What it answers ends as the work did that took the item.
 */
export function gather<Item>(work: (items: readonly Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let waiting: Item[] = [];
  let next: Promise<void> | null = null;
  let running: Promise<void> = Promise.resolve();
  return (item) => {
    waiting.push(item);
    next ??= running = running.catch(() => undefined).then(() => {
      const items = waiting;
      [waiting, next] = [[], null];
      return work(items);
    });
    return next;
  };
}

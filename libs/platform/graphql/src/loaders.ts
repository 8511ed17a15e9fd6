import DataLoader from 'dataloader';

/**
 * The loaders of one request, made when first asked for. A loader answers one relation on one basis, so its name says
 * both: `displayName of account`. Never shared between requests: what one person may see is not for the next.
 */
export class Loaders {
  private readonly made = new Map<string, DataLoader<string, unknown>>();

  /**
   * @param name unique for what is loaded and on which basis
   * @param batch gets distinct keys; answers a map, and a key that is missing from it loads as `null`
   */
  get<Value>(name: string, batch: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>): DataLoader<string, Value | null> {
    const known = this.made.get(name);
    if (known !== undefined) return known as DataLoader<string, Value | null>;
    const loader = new DataLoader<string, Value | null>(async (keys) => {
      const found = await batch(keys);
      return keys.map((key) => found.get(key) ?? null);
    }, { maxBatchSize: 500 });
    this.made.set(name, loader as DataLoader<string, unknown>);
    return loader;
  }
}

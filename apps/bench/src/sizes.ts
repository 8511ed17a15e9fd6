import { PrivateRedis, type Size } from '@evenkeel/testing/product';

const words: Record<Size, string> = { 'one-machine': 'one machine', 'several-processes': 'several processes' };

/** Measures on each size of the product that this machine can run, one after the other. */
export async function onEachSize<Measured>(measure: (size: Size, word: string) => Promise<readonly Measured[]>): Promise<Measured[]> {
  const all: Measured[] = [];
  const sizes: Size[] = PrivateRedis.isInstalled ? ['one-machine', 'several-processes'] : ['one-machine'];
  if (sizes.length === 1) process.stdout.write('No redis-server: measured on one machine only.\n');
  for (const size of sizes) all.push(...await measure(size, words[size]));
  return all;
}

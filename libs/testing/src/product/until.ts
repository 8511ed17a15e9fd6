import { setTimeout as sleep } from 'node:timers/promises';

const everyMs = 40;

/**
 * Waits for a fact, and for nothing else: asks until the answer is neither `null` nor `false`, and returns it.
 * Throws after `limitMs` with `what` was missing and the last error, if asking itself failed.
 */
export async function until<Found>(what: string, ask: () => Promise<Found | null | false> | Found | null | false, limitMs = 20_000): Promise<Found> {
  const end = Date.now() + limitMs;
  let trouble: unknown = null;
  for (;;) {
    try {
      const found = await ask();
      if (found !== null && found !== false) return found;
      trouble = null;
    } catch (error) {
      trouble = error;
    }
    if (Date.now() > end) throw new Error(`Not within ${limitMs} ms: ${what}${trouble instanceof Error ? `\n${trouble.message}` : ''}`, trouble === null ? {} : { cause: trouble });
    await sleep(everyMs);
  }
}

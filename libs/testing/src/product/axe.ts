import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The themes that every screen has to be read in. */
export const readingThemes = ['light', 'dark', 'low-stim'] as const;

interface Findings {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[] }[];
}

/**
 * What axe finds wrong with the page as it stands, in the theme it is painted in: one line per place with theme,
 * address, rule and element. Empty means no violation of any rule that axe knows, or of those in `only`. The page is not changed.
 */
export async function axe(page: Page, only: readonly string[] | null = null): Promise<string[]> {
  // By hand and not as a script of the page: its Content-Security-Policy allows no other.
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(await readFile(axePath, 'utf8'));
  return page.evaluate(async (rules) => {
    const { axe: run } = globalThis as unknown as { axe: { run: (options: object) => Promise<Findings> } };
    const { violations } = await run.run(rules === null ? {} : { runOnly: { type: 'rule', values: rules } });
    const painted = document.documentElement.dataset['theme'] ?? 'light';
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${painted} ${location.href} ${id}: ${node.target.join(' ')} ${(node.failureSummary ?? '').replace(/\s+/g, ' ')}`));
  }, only);
}

/** What a theme can change: colours and what stands out by them. Elements, names and sizes are the same in each. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong with the page in the three themes, one after the other; then the page has its own theme again. */
export async function barriers(page: Page): Promise<string[]> {
  const paint = (theme: string): Promise<void> => page.evaluate(async (wanted) => {
    document.documentElement.dataset['theme'] = wanted;
    // What fades would be measured half-way.
    await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined)));
  }, theme);
  const before = await page.evaluate(() => document.documentElement.dataset['theme'] ?? 'light');
  const found: string[] = [];
  for (const theme of readingThemes) {
    await paint(theme);
    found.push(...await axe(page, theme === readingThemes[0] ? null : rulesOfColour));
  }
  await paint(before);
  return found;
}

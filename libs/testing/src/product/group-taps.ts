import type { Page } from 'playwright-core';
import { heading } from './device.js';
import { press } from './hands.js';
import { wordsIn } from './words.js';

/** A heading or a line of exactly these words. */
export const exactly = (text: string): RegExp => new RegExp(text.replace(/[.?()]/g, '\\$&'));

/** From the groups one can choose to the page of somebody who waits to be let in, under this name. */
export async function askToJoin(page: Page, topic: string, name: string): Promise<void> {
  const words = wordsIn('en');
  const t = (key: string, values?: Record<string, string>): string => words('peer-groups', key, values);
  await press(page, t('cards.enterNamed', { topic }));
  await page.getByLabel(t('join.name.label'), { exact: true }).fill(name);
  await press(page, t('join.name.next'));
  for (const guideline of ['1', '2', '3', '4', '5']) {
    await heading(page, exactly(t(`join.guideline.${guideline}.heading`)));
    await press(page, t('join.understand'));
  }
  await press(page, t('join.contact.send'));
  await heading(page, exactly(t('waiting.heading')));
}

import type { Page } from 'playwright-core';

/** Presses the button of exactly this name, the first one if there are several. */
export const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).first().click();

/** Chooses the option with this value from those that are shown as cards. */
export const choose = (page: Page, value: string): Promise<void> => page.locator(`label:has(input[value="${value}"])`).first().click();

/** Waits until the words are there. */
export const sees = (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor({ timeout: 20_000 });

/** Waits until the words are there no more. */
export const isGone = (page: Page, text: string): Promise<void> => page.getByText(text).first().waitFor({ state: 'detached', timeout: 30_000 });

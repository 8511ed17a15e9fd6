import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';

/** Presses the button of exactly this name, the first one if there are several. */
export const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).first().click();

/** Chooses the option with this value from those that are shown as cards. */
export const choose = (page: Page, value: string): Promise<void> => page.locator(`label:has(input[value="${value}"])`).first().click();

/** Waits until the words are there. */
export const sees = (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor({ timeout: 20_000 });

/** Waits until the words are there no more. */
export const isGone = (page: Page, text: string): Promise<void> => page.getByText(text).first().waitFor({ state: 'detached', timeout: 30_000 });

/** Keeps the page from listening to news under this path, until the answer is called. */
export async function holdLine(page: Page, path: '/realtime' | '/peer/realtime'): Promise<() => void> {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((settle) => { letGo = settle; });
  await page.route(`**${path}/ticket`, async (route) => {
    await held;
    await route.continue();
  }, { times: 1 });
  return letGo;
}

/** What an app on another phone shows for a key: RFC 6238, written down a second time. @param at milliseconds since 1970, of the real clock */
export function codeOf(secret: string, at = Date.now()): string {
  const bits = [...secret.replace(/\s/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

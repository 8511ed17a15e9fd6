import type { Page } from 'playwright-core';
import type { Device } from './device.js';

/** How help came onto the screen, by the clock of the page itself. */
export interface HelpSeen {
  /** Milliseconds from the moment the finger lifts to the frame that shows a number to call, without scrolling. */
  readonly shownAfter: number;
  /** How the page began to save or to send this answer between the tap and the help; nothing, if the promise holds. */
  readonly before: string[];
}

interface Watch { readonly seen: Promise<HelpSeen> }

/**
 * Taps, and measures inside the page when the first number to call stands there. Throws if one stood there already.
 * @param answer the code of the answer, by which it is recognised in what is saved or sent
 */
export async function helpAfterTap(page: Page, answer: string, tap: () => Promise<void>): Promise<HelpSeen> {
  await page.evaluate((code) => {
    const numbers = (): Element[] => [...document.querySelectorAll('main a[href^="tel:"]')];
    if (numbers().length > 0) throw new Error('There is a number to call already');
    const begun: { what: string; at: number }[] = [];
    const note = <Of extends object>(where: Of, name: keyof Of & string): void => {
      const original = where[name] as unknown as (...args: unknown[]) => unknown;
      Object.assign(where, { [name](this: unknown, ...args: unknown[]) {
        if (JSON.stringify(args).includes(code)) begun.push({ what: name, at: performance.now() });
        return original.apply(this, args);
      } });
    };
    note(window, 'fetch');
    note(XMLHttpRequest.prototype, 'send');
    note(WebSocket.prototype, 'send');
    note(Navigator.prototype, 'sendBeacon');
    note(IDBObjectStore.prototype, 'put');
    let touchedAt: number | null = null;
    addEventListener('pointerup', () => { touchedAt ??= performance.now(); }, { capture: true, once: true });
    const seen = new Promise<HelpSeen>((settle) => {
      let thereAt: number | null = null;
      const look = (): void => {
        if (touchedAt === null || numbers().length === 0) return;
        thereAt ??= performance.now();
        const inView = numbers().some((number) => { const { top, bottom, width } = number.getBoundingClientRect(); return width > 0 && top >= 0 && bottom <= innerHeight; });
        if (!inView) return;
        observer.disconnect();
        const from = touchedAt;
        const until = thereAt;
        requestAnimationFrame(() => settle({ shownAfter: performance.now() - from, before: begun.filter(({ at }) => at >= from && at < until).map(({ what }) => what) }));
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      addEventListener('scroll', look, { capture: true });
    });
    Object.assign(globalThis, { helpWatch: { seen } });
  }, answer);
  await tap();
  const limit = 10_000;
  const seen = await page.evaluate((ms) => Promise.race([
    (globalThis as unknown as { helpWatch: Watch }).helpWatch.seen,
    new Promise<null>((settle) => setTimeout(() => settle(null), ms)),
  ]), limit);
  if (seen === null) throw new Error(`No number to call on the screen ${limit} ms after the tap`);
  return seen;
}

/** From here on the browser of this page keeps nothing: as when the phone is full. */
export const storeFails = (page: Page): Promise<void> => page.evaluate(() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException('No space', 'QuotaExceededError'); };
});

/** Every page of this device from here on waits for a store that is opened and never says so, as some browsers do after an update. */
export async function storeNeverAnswers(device: Device): Promise<void> {
  await device.context.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function silent(this: IDBFactory, ...what: Parameters<typeof open>) {
      const request = open.apply(this, what);
      request.addEventListener = () => undefined;
      return request;
    };
  });
}

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser } from '@evenkeel/infra/checks/browser';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Person } from './person.js';
import { until } from './until.js';

export type { Locator, Page, Request, Route } from 'playwright-core';

/** How somebody has set up the device in their hand. */
export interface Look {
  readonly theme: 'light' | 'dark' | 'low-stim' | 'dim-paper';
  readonly language: 'en' | 'es';
  readonly size: 'phone' | 'desk';
  /** Where the device is. */
  readonly zone: string;
}

export const phone: Look = { theme: 'light', language: 'en', size: 'phone', zone: 'America/New_York' };
export const desk: Look = { ...phone, size: 'desk' };

const sizes = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 860 } };
/** What the browser itself says when a line is cut, a server is gone or an old page is asked for again; not the page's fault. */
const ofTheLine = /net::ERR_|WebSocket connection to|status of 50[234]/;

/** One browser of a test file. Each device in it has a profile of its own. */
export class Devices {
  private constructor(private readonly browser: Browser, private readonly url: string, private readonly keepsShell: boolean, private readonly made: Device[]) {}

  /**
   * @param url of the product
   * @param options.keepsShell `false`: no device puts the shell of the product away for later. For tests about looks, which would spend a third of their time on it
   */
  static async start(url: string, { keepsShell = true } = {}): Promise<Devices> {
    return new Devices(await launchBrowser(), url, keepsShell, []);
  }

  /** A device that was never here before. With a person it is signed in as if they had signed in a minute ago. */
  async device(look: Look, person: Person | null = null): Promise<Device> {
    const context = await this.browser.newContext({
      baseURL: this.url, viewport: sizes[look.size], hasTouch: look.size === 'phone', isMobile: look.size === 'phone', deviceScaleFactor: 1,
      locale: look.language === 'es' ? 'es-US' : 'en-US', timezoneId: look.zone, serviceWorkers: this.keepsShell ? 'allow' : 'block',
    });
    await context.addInitScript(({ theme, language }) => {
      if (location.protocol === 'about:') return;
      localStorage.setItem('evenkeel.comfort', JSON.stringify({ theme, text: '100' }));
      localStorage.setItem('evenkeel.language', language);
    }, look);
    if (person !== null) await context.addCookies(person.cookies.map((cookie) => ({ ...cookie, url: this.url })));
    const device = new Device(look, context);
    this.made.push(device);
    return device;
  }

  /** What any page of any device complained about. A test that expects none of it fails on all of it. */
  complaints(): string[] {
    return this.made.flatMap((device) => device.complaints);
  }

  /** Closes every page that is open. What they complained about is still told. */
  async putAway(): Promise<void> {
    await Promise.all(this.made.map((device) => device.context.close()));
  }

  async stop(): Promise<void> {
    await this.browser.close();
  }
}

/** A phone or a desk computer with a profile that outlives its pages. */
export class Device {
  readonly complaints: string[] = [];

  constructor(readonly look: Look, readonly context: BrowserContext) {
    context.on('weberror', (error) => this.complaints.push(`uncaught: ${error.error().message}`));
    context.on('console', (message) => {
      if (message.type() === 'error' && !ofTheLine.test(message.text())) this.complaints.push(`console: ${message.text()} (${message.page()?.url() ?? ''})`);
    });
  }

  /** Opens an address in a new tab and waits for its heading. */
  async open(address: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(address);
    await page.locator('h1').waitFor();
    return page;
  }

  /** Until the shell of the product is on the device, so that it opens without a network. */
  async keepsTheShell(page: Page): Promise<void> {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller !== null) return;
      await new Promise((settle) => navigator.serviceWorker.addEventListener('controllerchange', settle, { once: true }));
    });
  }

  /** Cuts the line, until every open page knows. */
  async cut(): Promise<void> {
    await this.context.setOffline(true);
    await Promise.all(this.context.pages().map((page) => page.waitForFunction(() => !navigator.onLine, null, { polling: 50 })));
  }

  async mend(): Promise<void> {
    await this.context.setOffline(false);
  }

  /** Sets the clock of the device, for pages that are open and for those to come. */
  async setClock(at: Date): Promise<void> {
    await this.context.clock.setSystemTime(at);
  }

  /** Keeps a picture of the whole page in the folder EVENKEEL_SCREENSHOTS, if one is named. */
  async picture(page: Page, name: string): Promise<void> {
    const folder = process.env['EVENKEEL_SCREENSHOTS'];
    if (folder === undefined || folder === '') return;
    await mkdir(folder, { recursive: true });
    const { size, theme, language } = this.look;
    await page.screenshot({ path: path.join(folder, `${name}-${size}-${theme}-${language}.png`), fullPage: true });
  }
}

/** All text that a reader finds on the page, the title of the document included. */
export const wordsOn = (page: Page): Promise<string> => page.evaluate(() => `${document.title}\n${document.body.innerText}`);

/** Waits until the heading of the page is one that fits, and returns it. */
export const heading = (page: Page, fits: RegExp, limitMs?: number): Promise<string> =>
  until(`a heading like ${fits}`, async () => {
    const said = (await page.locator('h1').first().textContent({ timeout: 1000 }))?.trim() ?? '';
    return fits.test(said) ? said : null;
  }, limitMs);

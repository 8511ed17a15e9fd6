import type { Device } from './device.js';
import { until } from './until.js';

/** One request of a page with its answer, both with their headers. */
export interface Overheard {
  readonly who: string;
  /** Path alone. */
  readonly url: string;
  readonly asked: string;
  answered: string;
}

/** Everything that pages ask and are answered, except for files of the product and the documents themselves. */
export class Eavesdropper {
  readonly heard: Overheard[] = [];
  private waiting = 0;

  /** Listens to every page of a device, under the name of whoever holds it. */
  listen(who: string, { context }: Device): void {
    context.on('response', (response) => {
      const request = response.request();
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/assets/') || request.resourceType() === 'document') return;
      const one: Overheard = { who, url: pathname, asked: `${JSON.stringify(request.headers())} ${request.postData() ?? ''}`, answered: '' };
      this.heard.push(one);
      this.waiting += 1;
      response.text().catch(() => '').then((body) => { one.answered = `${JSON.stringify(response.headers())} ${body}`; }).finally(() => { this.waiting -= 1; }).catch(() => undefined);
    });
  }

  /** Until every answer that came is read. */
  async settled(): Promise<void> {
    await until('the last answer', async () => (this.waiting === 0 ? true : null));
  }
}

/** Where a secret turned up in what was asked or answered: one line each, without the text around it. */
export const leaksOf = (secrets: readonly string[], among: readonly Overheard[], where: (one: Overheard) => string): string[] =>
  among.flatMap((one) => secrets.filter((secret) => where(one).includes(secret)).map((secret) => `${one.who} ${one.url}: ${secret}`));

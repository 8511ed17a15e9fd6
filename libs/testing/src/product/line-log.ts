import type { BrowserContext, Page } from 'playwright-core';

/** What went over the line of a device's pages, to tell why a page lagged behind: when each socket opened, heard something and ended, and how each question to the api ended. */
export class LineLog {
  private readonly lines: string[] = [];
  private readonly begun = performance.now();

  /** Of pages that are opened from now on. */
  constructor(context: BrowserContext) {
    context.on('page', (page) => this.listen(page));
  }

  /** The last of it, oldest first, each with its second since the beginning. */
  last(count = 40): string {
    return [...this.lines.slice(-count), `${this.seconds()} now`].join('\n');
  }

  private listen(page: Page): void {
    page.on('websocket', (socket) => {
      this.say('socket opened');
      socket.on('framereceived', ({ payload }) => this.say(`socket heard ${String(payload).slice(0, 90)}`));
      socket.on('framesent', ({ payload }) => this.say(`socket said ${String(payload).slice(0, 2)}`));
      socket.on('socketerror', (error) => this.say(`socket failed: ${error}`));
      socket.on('close', () => this.say('socket ended'));
    });
    page.on('request', (request) => { if (request.method() === 'POST') this.say(`asked ${nameOf(request)}`); });
    page.on('requestfailed', (request) => { if (request.method() === 'POST') this.say(`failed ${nameOf(request)}: ${request.failure()?.errorText ?? ''}`); });
    page.on('response', (response) => { if (response.request().method() === 'POST') this.say(`answered ${nameOf(response.request())}: ${response.status()}`); });
  }

  private say(what: string): void {
    this.lines.push(`${this.seconds()} ${what}`);
  }

  private seconds(): string {
    return ((performance.now() - this.begun) / 1000).toFixed(2);
  }
}

const nameOf = (request: { url(): string; postData(): string | null }): string =>
  `${new URL(request.url()).pathname} ${/"operationName":"(\w+)"/.exec(request.postData() ?? '')?.[1] ?? ''}`;

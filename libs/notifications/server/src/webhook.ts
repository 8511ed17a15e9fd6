import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import { attempt, type Attempt, longestAttemptMs } from './outcome.js';

/** What the organisation's own line is told: that somebody has to look, and nothing about whom or why. */
export interface WebhookBody {
  readonly kind: 'fallback' | 'ops';
  readonly reference: string;
  readonly tier: string;
  readonly lap: number;
  readonly text: string;
  readonly link: string;
}

/** Posts to the one address that the operator configured. No redirects: a reply cannot point us anywhere else. */
@Injectable()
export class Webhook {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  get isConfigured(): boolean {
    return this.config.FALLBACK_WEBHOOK_URL !== undefined;
  }

  /** Never throws, never takes longer than eight seconds, never reads a body. */
  async send(body: WebhookBody, idempotencyKey: string): Promise<Attempt> {
    const url = this.config.FALLBACK_WEBHOOK_URL;
    if (url === undefined) return attempt('permanent', 'no-webhook');
    const limit = AbortSignal.timeout(longestAttemptMs);
    try {
      const response = await fetch(url, {
        method: 'POST', redirect: 'manual', signal: limit, body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey, 'user-agent': 'evenkeel' },
      });
      // The status is the whole answer: however long the rest is, it stays unread.
      await response.body?.cancel().catch(() => undefined);
      if (response.ok) return attempt('ok');
      const isFinal = response.status === 404 || response.status === 410 || (response.status >= 300 && response.status < 400);
      return attempt(isFinal ? 'permanent' : 'retry', String(response.status));
    } catch {
      return limit.aborted ? attempt('unknown', 'timeout') : attempt('retry', 'unreachable');
    }
  }
}

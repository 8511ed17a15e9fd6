import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import { blindIndex, deriveKey } from '@evenkeel/encryption';
import type { AlertId, NotificationId } from '@evenkeel/kernel';

const token = /^[A-Za-z0-9_-]{43}$/;

/**
 * Links by which a page is acknowledged without signing in. 256 bits each, computed from the message and a key of the
 * installation, so that a repeated attempt carries the same link; only the hash is stored.
 */
@Injectable()
export class AckLinks {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.key = deriveKey(config.EVENKEEL_SECRET, 'acknowledge links');
  }

  tokenOf(notificationId: NotificationId): string {
    return blindIndex(this.key, notificationId).toString('base64url');
  }

  urlOf(notificationId: NotificationId): string {
    return `${this.config.BASE_URL}/ack/${this.tokenOf(notificationId)}`;
  }

  /** The signed-in page of the alert. */
  pageOf(alertId: AlertId): string {
    return `${this.config.BASE_URL}/alerts/${alertId}`;
  }

  hashOf(text: string): Buffer {
    return createHash('sha256').update(text).digest();
  }

  /** Whether the text could be one of ours at all. */
  isToken(text: string): boolean {
    return token.test(text);
  }

  /** A copy of a text in which no link works any more: for logs. */
  redact(text: string): string {
    return text.replaceAll(/\/ack\/[A-Za-z0-9_-]{43}/g, '/ack/…');
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import { blindIndex, deriveKey, tokenHash } from '@evenkeel/encryption';

/** Pages to which a mail may lead with a token. */
export type LinkPage = 'invitation' | 'reset';

const shape = /^[A-Za-z0-9_-]{43}$/;

/**
 * Links that open an account. Each carries 256 bits, computed from its row and a key of the installation, so that a
 * mail that is sent twice has the same link; the database keeps only the hash. The token stands behind the `#`: browsers
 * never send that part, so no server, proxy or log sees it.
 */
@Injectable()
export class AccountLinks {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'BASE_URL' | 'EVENKEEL_SECRET'>) {
    this.key = deriveKey(config.EVENKEEL_SECRET, 'account links');
  }

  tokenOf(page: LinkPage, id: string): string {
    return blindIndex(this.key, `${page} ${id}`).toString('base64url');
  }

  urlOf(page: LinkPage, id: string): string {
    return `${this.config.BASE_URL}/${page}#${this.tokenOf(page, id)}`;
  }

  hashOf(token: string): Buffer {
    return tokenHash(token);
  }

  /** Whether the text could be one of ours at all. */
  isToken(text: string): boolean {
    return shape.test(text);
  }

  /** A copy of a text in which no link works any more: for logs of what left by mail. */
  redact(text: string): string {
    return text.replaceAll(/#[A-Za-z0-9_-]{43}/g, '#…');
  }
}

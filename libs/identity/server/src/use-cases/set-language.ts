import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { Actor } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';
import { AccountStore } from '../store/account.store.js';

/** The language of screens and messages of the person who asks. */
@Injectable()
export class SetLanguage {
  constructor(private readonly database: Database, private readonly accounts: AccountStore) {}

  async run(actor: Actor, language: Language): Promise<void> {
    await this.database.as(actor, (tx) => this.accounts.setLanguage(tx, actor.accountId, language));
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { checkPassword, type PasswordRefusal } from '@evenkeel/identity-rules';
import { refuse, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { AccountChanges } from '../account-changes.js';
import { AccountLinks } from '../links.js';
import { hashPassword } from '../passwords.js';
import { CredentialStore } from '../store/credential.store.js';
import { PeopleReader } from '../store/people.reader.js';
import { ResetStore } from '../store/reset.store.js';

/** Gives an account a new password by a link from a mail. It opens no session, and a second factor is asked as ever: recovery never goes around one. */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly database: Database, private readonly links: AccountLinks, private readonly resets: ResetStore,
    private readonly people: PeopleReader, private readonly credentials: CredentialStore, private readonly changes: AccountChanges,
  ) {}

  async run(requestId: string, token: string, password: string): Promise<'changed' | Refusal<PasswordRefusal | 'reset-over'>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    const weak = checkPassword(password);
    if (weak !== null) return weak;
    // For a link that is none the same work is done.
    const hash = await hashPassword(password);
    return this.database.gate(gate, async (tx) => {
      const reset = this.links.isToken(token) ? await this.resets.open(tx, this.links.hashOf(token)) : null;
      if (reset === null) return refuse('reset-over');
      const person = (await this.people.byIds(tx, [reset.accountId])).get(reset.accountId);
      const named = checkPassword(password, [person?.displayName ?? '', person?.email ?? '']);
      if (named !== null) return named;
      await this.credentials.setPassword(tx, reset.accountId, hash);
      await this.resets.use(tx, reset.id);
      await this.changes.wasMade(tx, { accountId: reset.accountId, action: 'password.reset', basis: 'link', keep: null });
      return 'changed';
    });
  }
}

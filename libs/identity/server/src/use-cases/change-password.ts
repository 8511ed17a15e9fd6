import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { checkPassword, requireStepUp, type PasswordRefusal } from '@evenkeel/identity-rules';
import { type Actor, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { AccountChanges } from '../account-changes.js';
import { hashPassword } from '../passwords.js';
import { CredentialStore } from '../store/credential.store.js';
import { OrganisationReader } from '../store/organisation.reader.js';
import { PeopleReader } from '../store/people.reader.js';

/** Gives the account another password. Every other session ends. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database, private readonly people: PeopleReader, private readonly organisations: OrganisationReader,
    private readonly credentials: CredentialStore, private readonly changes: AccountChanges,
  ) {}

  async run(actor: Actor, password: string): Promise<'changed' | Refusal<PasswordRefusal | 'step-up-needed'>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId: actor.requestId };
    const refusal = await this.database.gate(gate, async (tx) => {
      const person = (await this.people.byIds(tx, [actor.accountId])).get(actor.accountId);
      const { name } = await this.organisations.byId(tx, actor.organisationId);
      return requireStepUp(actor, await tx.now()) ?? checkPassword(password, [person?.displayName ?? '', person?.email ?? '', name]);
    });
    if (refusal !== null) return refusal;
    const hash = await hashPassword(password);
    await this.database.gate(gate, async (tx) => {
      await this.credentials.setPassword(tx, actor.accountId, hash);
      await this.changes.wasMade(tx, { accountId: actor.accountId, organisationId: actor.organisationId, action: 'password.change', basis: 'self', keep: actor.sessionId });
    });
    return 'changed';
  }
}

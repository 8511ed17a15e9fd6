import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import { requireStepUp } from '@evenkeel/identity-rules';
import { asId, isId, refuse, type AccountId, type Actor, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { AccountChanges } from '../account-changes.js';
import { CredentialStore } from '../store/credential.store.js';
import { FactorResetStore, type FactorResetId, type StaffMember } from '../store/factor-reset.store.js';
import { PeopleReader } from '../store/people.reader.js';

export type NamedStaffMember = StaffMember & { readonly displayName: string };

/**
 * Takes every second factor from a member of staff who lost them all. One administrator asks, another one agrees within a
 * day, neither for themselves; both have just proved who they are. The password stays, and the person is told by mail.
 */
@Injectable()
export class ResetFactors {
  constructor(
    private readonly database: Database, private readonly resets: FactorResetStore, private readonly people: PeopleReader,
    private readonly credentials: CredentialStore, private readonly changes: AccountChanges, private readonly audit: Audit,
  ) {}

  async staff(actor: Actor): Promise<readonly NamedStaffMember[]> {
    return this.database.gate(gateFor(actor), async (tx) => {
      const staff = await this.resets.staff(tx, actor.organisationId);
      const names = await this.people.names(tx, staff.map(({ accountId }) => accountId));
      return staff.map((member) => ({ ...member, displayName: names.get(member.accountId) ?? '' })).sort((one, other) => one.displayName.localeCompare(other.displayName));
    });
  }

  async ask(actor: Actor, of: string): Promise<FactorResetId | Refusal<'step-up-needed' | 'not-found' | 'not-for-oneself'>> {
    return this.database.gate(gateFor(actor), async (tx) => {
      const refusal = requireStepUp(actor, await tx.now());
      if (refusal !== null) return refusal;
      if (of === actor.accountId) return refuse('not-for-oneself');
      const member = (await this.resets.staff(tx, actor.organisationId)).find((each) => each.accountId === of && each.secondFactor);
      if (member === undefined) return refuse('not-found');
      const id = member.resetId ?? (await this.resets.ask(tx, actor.organisationId, member.accountId, actor.accountId));
      await this.audit.record(tx, { action: 'factor-reset.ask', object: { kind: 'account', id: member.accountId }, basis: `administrator ${actor.accountId}`, organisationId: actor.organisationId });
      return id;
    });
  }

  /** Agrees, and does it. */
  async run(actor: Actor, id: string): Promise<AccountId | Refusal<'step-up-needed' | 'not-found'>> {
    return this.database.gate(gateFor(actor), async (tx) => {
      const refusal = requireStepUp(actor, await tx.now());
      if (refusal !== null) return refusal;
      const accountId = isId(id) ? await this.resets.agree(tx, actor.organisationId, asId('FactorReset', id), actor.accountId) : null;
      if (accountId === null) return refuse('not-found');
      await this.credentials.removeAllFactors(tx, accountId);
      await this.changes.wasMade(tx, { accountId, organisationId: actor.organisationId, action: 'factor-reset.agree', basis: `administrator ${actor.accountId}`, keep: null });
      return accountId;
    });
  }
}

const gateFor = (actor: Actor): SystemActor => ({ kind: 'system', name: 'gate', requestId: actor.requestId });

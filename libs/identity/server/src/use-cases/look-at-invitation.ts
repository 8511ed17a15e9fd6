import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { invitationState } from '@evenkeel/identity-rules';
import { refuse, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { AccountLinks } from '../links.js';
import { InvitationStore } from '../store/invitation.store.js';
import { OrganisationReader } from '../store/organisation.reader.js';

/** What the page of a link says. Nothing in it depends on whether the address has an account. */
export interface InvitationView {
  readonly organisationName: string;
  readonly role: string;
  readonly name: string;
  readonly email: string;
  readonly language: 'en' | 'es';
  readonly expiresAt: Date;
}

/** Reads an invitation by its link. A used, revoked, old or made-up link is one and the same. */
@Injectable()
export class LookAtInvitation {
  constructor(
    private readonly database: Database, private readonly invitations: InvitationStore,
    private readonly organisations: OrganisationReader, private readonly links: AccountLinks,
  ) {}

  async run(requestId: string, token: string): Promise<InvitationView | Refusal<'invitation-over'>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    return this.database.gate(gate, async (tx) => {
      const found = this.links.isToken(token) ? await this.invitations.byToken(tx, this.links.hashOf(token)) : null;
      if (found === null || invitationState(found, await tx.now()) !== 'open') return refuse('invitation-over');
      const { name: organisationName } = await this.organisations.byId(tx, found.organisationId);
      const { role, name, email, language, expiresAt } = found;
      return { organisationName, role, name, email, language, expiresAt };
    });
  }
}

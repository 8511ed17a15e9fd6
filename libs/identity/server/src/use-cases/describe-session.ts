import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { Actor, SystemActor } from '@evenkeel/kernel';
import { AccountStore } from '../store/account.store.js';
import { CredentialStore } from '../store/credential.store.js';
import { OrganisationReader } from '../store/organisation.reader.js';
import { PeopleReader } from '../store/people.reader.js';
import type { SessionView } from '../session-view.js';

/** What the client shows about the person who is signed in. */
@Injectable()
export class DescribeSession {
  constructor(
    private readonly database: Database, private readonly accounts: AccountStore, private readonly people: PeopleReader,
    private readonly credentials: CredentialStore, private readonly organisations: OrganisationReader,
  ) {}

  async run(actor: Pick<Actor, 'accountId' | 'organisationId' | 'role' | 'patientId' | 'requestId'>): Promise<SessionView> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId: actor.requestId };
    return this.database.gate(gate, async (tx) => {
      const held = await this.accounts.heldRoles(tx, actor.accountId);
      const person = (await this.people.byIds(tx, [actor.accountId])).get(actor.accountId);
      if (person === undefined) throw new Error('A session without an account');
      const secondFactor = (await this.credentials.factors(tx, actor.accountId)).length > 0;
      const { secondFactorRequired } = await this.organisations.byId(tx, actor.organisationId);
      return {
        role: actor.role, roles: held.filter((each) => each.organisationId === actor.organisationId).map((each) => each.role),
        displayName: person.displayName, language: person.language, patientId: actor.role === 'patient' ? actor.patientId : null,
        secondFactor, mustEnrol: secondFactorRequired && !secondFactor && actor.role !== 'patient',
      };
    });
  }
}

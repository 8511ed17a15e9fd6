import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { Actor, SystemActor } from '@evenkeel/kernel';
import { AccountStore } from '../store/account.store.js';
import { PeopleReader } from '../store/people.reader.js';
import type { SessionView } from '../session-view.js';

/** What the client shows about the person who is signed in. */
@Injectable()
export class DescribeSession {
  constructor(private readonly database: Database, private readonly accounts: AccountStore, private readonly people: PeopleReader) {}

  async run(actor: Pick<Actor, 'accountId' | 'organisationId' | 'role' | 'patientId' | 'requestId'>): Promise<SessionView> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId: actor.requestId };
    return this.database.gate(gate, async (tx) => {
      const held = await this.accounts.heldRoles(tx, actor.accountId);
      const person = (await this.people.byIds(tx, [actor.accountId])).get(actor.accountId);
      if (person === undefined) throw new Error('A session without an account');
      return {
        role: actor.role, roles: held.filter((each) => each.organisationId === actor.organisationId).map((each) => each.role),
        displayName: person.displayName, language: person.language, patientId: actor.role === 'patient' ? actor.patientId : null,
      };
    });
  }
}

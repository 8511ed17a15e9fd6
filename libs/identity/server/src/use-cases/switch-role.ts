import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, Outbox } from '@evenkeel/database';
import { newToken, tokenHash } from '@evenkeel/encryption';
import { refuse, type Actor, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { hangUp } from '../realtime.js';
import { limitsOf } from '../session-limits.js';
import type { SignedIn } from '../session-opener.js';
import { AccountStore } from '../store/account.store.js';
import { SessionStore } from '../store/session.store.js';

/** Goes on in another role of the same organisation, under a new token: the old one is dead at once. */
@Injectable()
export class SwitchRole {
  constructor(
    private readonly database: Database, private readonly accounts: AccountStore,
    private readonly sessions: SessionStore, private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, role: string): Promise<SignedIn | Refusal<'not-allowed'>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId: actor.requestId };
    return this.database.gate(gate, async (tx) => {
      const held = (await this.accounts.heldRoles(tx, actor.accountId)).find((each) => each.role === role && each.organisationId === actor.organisationId);
      if (held === undefined) return refuse('not-allowed', 'role');
      const token = newToken();
      const lifetime = limitsOf(held.role).absolute;
      await this.sessions.switch(tx, actor.sessionId, { role: held.role, patientId: held.patientId, tokenHash: tokenHash(token), lifetime });
      await this.audit.record(tx, { action: 'session.switch-role', object: { kind: 'account', id: actor.accountId }, basis: `from ${actor.role} to ${held.role}`, organisationId: actor.organisationId });
      // Its sockets come back with the rooms of the new role.
      await hangUp(this.outbox, tx, [actor.sessionId]);
      return { kind: 'signed-in', token, lifetime };
    });
  }
}

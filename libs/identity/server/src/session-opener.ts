import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { newId, type Tx } from '@evenkeel/database';
import { newToken, tokenHash } from '@evenkeel/encryption';
import { refuse, roles, type AccountId, type Refusal } from '@evenkeel/kernel';
import { limitsOf } from './session-limits.js';
import { AccountStore, type HeldRole } from './store/account.store.js';
import { SessionStore } from './store/session.store.js';

export interface SignedIn {
  readonly kind: 'signed-in';
  /** For the cookie; the database keeps only its hash. */
  readonly token: string;
  /** Milliseconds. */
  readonly lifetime: number;
}

/** Opens sessions for people who have proved who they are, by whatever way. Always under a token that never was before. */
@Injectable()
export class SessionOpener {
  constructor(private readonly accounts: AccountStore, private readonly sessions: SessionStore, private readonly audit: Audit) {}

  /** @param by the proof, for the audit: `password`, `passkey`, `password and totp` ... */
  async open(tx: Tx, accountId: AccountId, device: string, by: string): Promise<SignedIn | Refusal<'sign-in-failed'>> {
    const held = firstRole(await this.accounts.heldRoles(tx, accountId));
    if (held === null) return refuse('sign-in-failed');
    const { organisationId, role, patientId } = held;
    const token = newToken();
    const lifetime = limitsOf(role).absolute;
    await this.sessions.add(tx, { id: newId<'Session'>(), tokenHash: tokenHash(token), accountId, organisationId, role, patientId, lifetime, device: device.slice(0, 120) });
    await this.audit.record(tx, { action: 'session.sign-in', object: { kind: 'account', id: accountId }, basis: by, organisationId });
    return { kind: 'signed-in', token, lifetime };
  }
}

/** Work comes first: who is staff and patient starts as staff, in the organisation they have been with longest. */
export function firstRole(held: readonly HeldRole[]): HeldRole | null {
  const order = [...roles.filter((role) => role !== 'patient'), 'patient'];
  const [home] = held;
  const here = held.filter((each) => each.organisationId === home?.organisationId);
  return [...here].sort((one, other) => order.indexOf(one.role) - order.indexOf(other.role))[0] ?? null;
}

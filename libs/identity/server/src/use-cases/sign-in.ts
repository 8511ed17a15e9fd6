import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, newId, type Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import { refuse, roles, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { networkOf } from '../network.js';
import { isPassword } from '../passwords.js';
import { limitsOf } from '../session-limits.js';
import { AccountStore, type HeldRole, type SignInAccount } from '../store/account.store.js';
import { AttemptStore } from '../store/attempt.store.js';
import { SessionStore } from '../store/session.store.js';
import { newToken, tokenHash } from '../tokens.js';

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  /** Address of the other end of the connection. */
  readonly address: string | undefined;
  /** What the browser calls itself, shown in a list of devices. */
  readonly device: string;
}

export interface SignedIn {
  readonly kind: 'signed-in';
  /** For the cookie; the database keeps only its hash. */
  readonly token: string;
  /** Milliseconds. */
  readonly lifetime: number;
}

export type SignInRefusal = 'sign-in-failed' | 'too-many-attempts';

/**
 * Failures within a quarter of an hour. The count for one address from one network is low; from elsewhere it is
 * high, so that nobody can keep a prescriber out during an alert by failing in their name.
 */
export const mostFailures = { here: 10, account: 100, network: 100 } as const;

/** Opens a session for an address and a password. Says one and the same thing about every reason not to. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database, private readonly sealer: Sealer, private readonly accounts: AccountStore,
    private readonly attempts: AttemptStore, private readonly sessions: SessionStore, private readonly audit: Audit,
  ) {}

  async run(requestId: string, attempt: SignInAttempt): Promise<SignedIn | Refusal<SignInRefusal>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    const emailIndex = this.sealer.emailIndex(attempt.email);
    const network = this.sealer.emailIndex(`network ${networkOf(attempt.address)}`);
    const admitted = await this.database.gate(gate, (tx) => this.admit(tx, emailIndex, network));
    if (admitted === 'too-many') return refuse('too-many-attempts');
    // Outside a transaction: it takes a tenth of a second and must not hold a connection or the queue of this address.
    if (!(await isPassword(admitted?.secret ?? null, attempt.password)) || admitted === null) return refuse('sign-in-failed');
    return this.database.gate(gate, (tx) => this.open(tx, admitted, emailIndex, network, attempt.device));
  }

  /** Counts the attempt as failed before the password is looked at, so that a crash or a burst is counted too. */
  private async admit(tx: Tx, emailIndex: Buffer, network: Buffer): Promise<SignInAccount | 'too-many' | null> {
    await this.attempts.queueUp(tx, emailIndex);
    const failed = await this.attempts.recentFailures(tx, emailIndex, network);
    if (failed.here >= mostFailures.here || failed.account >= mostFailures.account || failed.network >= mostFailures.network) return 'too-many';
    await this.attempts.add(tx, emailIndex, network, false);
    return this.accounts.findForSignIn(tx, emailIndex);
  }

  private async open(tx: Tx, { accountId }: SignInAccount, emailIndex: Buffer, network: Buffer, device: string): Promise<SignedIn | Refusal<SignInRefusal>> {
    const held = firstRole(await this.accounts.heldRoles(tx, accountId));
    if (held === null) return refuse('sign-in-failed');
    const { organisationId, role, patientId } = held;
    const id = newId<'Session'>();
    const token = newToken();
    const lifetime = limitsOf(role).absolute;
    await this.sessions.add(tx, { id, tokenHash: tokenHash(token), accountId, organisationId, role, patientId, lifetime, device: device.slice(0, 120) });
    await this.attempts.add(tx, emailIndex, network, true);
    await this.accounts.passwordWasUsed(tx, accountId);
    await this.audit.record(tx, { action: 'session.sign-in', object: { kind: 'account', id: accountId }, basis: 'password', organisationId });
    return { kind: 'signed-in', token, lifetime };
  }
}

/** Work comes first: who is staff and patient starts as staff, in the organisation they have been with longest. */
function firstRole(held: readonly HeldRole[]): HeldRole | null {
  const order = [...roles.filter((role) => role !== 'patient'), 'patient'];
  const [home] = held;
  const here = held.filter((each) => each.organisationId === home?.organisationId);
  return [...here].sort((one, other) => order.indexOf(one.role) - order.indexOf(other.role))[0] ?? null;
}

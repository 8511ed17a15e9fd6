import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { Actor, SystemActor } from '@evenkeel/kernel';
import { SecondFactors, type FactorMethod } from '../second-factors.js';
import { CredentialStore, type Factor } from '../store/credential.store.js';
import { OrganisationReader } from '../store/organisation.reader.js';
import { SessionStore, type OwnSession } from '../store/session.store.js';

/** How somebody signs in, and where they are signed in. */
export interface Security {
  readonly factors: readonly Factor[];
  readonly recoveryCodesLeft: number;
  /** By what the person can prove themselves beside the password. */
  readonly methods: readonly FactorMethod[];
  /** Whether the organisation asks its staff for a second factor. */
  readonly required: boolean;
  readonly sessions: readonly OwnSession[];
}

/** What the account page shows to its owner. */
@Injectable()
export class DescribeSecurity {
  constructor(
    private readonly database: Database, private readonly credentials: CredentialStore, private readonly factors: SecondFactors,
    private readonly organisations: OrganisationReader, private readonly sessions: SessionStore,
  ) {}

  async run({ accountId, organisationId, requestId }: Actor): Promise<Security> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    return this.database.gate(gate, async (tx) => ({
      factors: await this.credentials.factors(tx, accountId),
      recoveryCodesLeft: await this.credentials.recoveryCodesLeft(tx, accountId),
      methods: await this.factors.methods(tx, accountId),
      required: (await this.organisations.byId(tx, organisationId)).secondFactorRequired,
      sessions: await this.sessions.ofAccount(tx, accountId),
    }));
  }
}

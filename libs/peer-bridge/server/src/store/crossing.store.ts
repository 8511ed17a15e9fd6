import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, PersonaId } from '@evenkeel/kernel';

export interface Crossing {
  readonly id: string;
  readonly personaId: PersonaId;
}

/** That something waits too long in the community of an organisation. */
export interface Overdue {
  readonly organisationId: OrganisationId;
  /** The safety desk is told besides the moderators. */
  readonly desk: boolean;
  readonly moderators: readonly PersonaId[];
}

/** The functions of the vault that lead out: crises, notices, and unsealing by hand. */
@Injectable()
export class CrossingStore {
  async take(tx: Tx, most: number): Promise<Crossing[]> {
    return tx.query<Crossing>('SELECT crossing_id AS id, persona_id AS "personaId" FROM vault.take_crossings($1)', [most]);
  }

  /** The sealed person, or `null` when the persona's newest choice is not to be contacted, or nobody is behind it. */
  async raise(tx: Tx, crossingId: string, personaIndex: Buffer): Promise<Buffer | null> {
    return (await tx.one<{ sealed: Buffer | null }>('SELECT vault.raise($1, $2) AS sealed', [crossingId, personaIndex])).sealed;
  }

  async settle(tx: Tx, crossingId: string, outcome: 'alert' | 'safety-desk'): Promise<void> {
    await tx.query('SELECT vault.settle_crossing($1, $2)', [crossingId, outcome]);
  }

  /** One process at a time: two that took at the same moment would write to one person twice, once for each persona. */
  /** Crises that are to be told further now, one entry per community; each is taken until its next moment comes. */
  async takeOverdue(tx: Tx): Promise<Overdue[]> {
    return tx.query<Overdue>('SELECT organisation_id AS "organisationId", desk, moderators FROM vault.take_overdue()');
  }

  async takeNotices(tx: Tx, most: number): Promise<PersonaId[]> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('evenkeel notices'))`);
    return (await tx.query<{ id: PersonaId }>('SELECT persona_id AS id FROM vault.take_notices($1)', [most])).map(({ id }) => id);
  }

  /** The sealed people behind these personas, each with the index under which it was sealed. */
  async toNotify(tx: Tx, personaIndexes: readonly Buffer[]): Promise<{ personaIndex: Buffer; sealed: Buffer }[]> {
    return tx.query('SELECT persona AS "personaIndex", owner AS sealed FROM vault.owners_to_notify($1)', [personaIndexes]);
  }

  async ask(tx: Tx, unsealing: { readonly id: string; readonly organisationId: OrganisationId; readonly personaIndex: Buffer; readonly reason: string; readonly by: AccountId }): Promise<void> {
    await tx.query('SELECT vault.ask_unsealing($1, $2, $3, $4, $5)', [unsealing.id, unsealing.organisationId, unsealing.personaIndex, unsealing.reason, unsealing.by]);
  }

  /** `false` unless somebody else of the organisation asked within a day and nobody has agreed yet. */
  async grant(tx: Tx, id: string, organisationId: OrganisationId, by: AccountId): Promise<boolean> {
    return (await tx.one<{ granted: boolean }>('SELECT vault.grant_unsealing($1, $2, $3) AS granted', [id, organisationId, by])).granted;
  }

  /** The sealed person, for the two who agreed and within their hour. */
  async unseal(tx: Tx, id: string, organisationId: OrganisationId, by: AccountId): Promise<{ readonly personaIndex: Buffer; readonly sealed: Buffer } | null> {
    const [row] = await tx.query<{ personaIndex: Buffer; sealed: Buffer }>('SELECT persona AS "personaIndex", owner AS sealed FROM vault.unseal($1, $2, $3)', [id, organisationId, by]);
    return row ?? null;
  }
}

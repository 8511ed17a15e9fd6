import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { OrganisationId, PersonaId } from '@evenkeel/kernel';

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

/** The functions of the vault that lead out: crises and notices. */
@Injectable()
export class CrossingStore {
  async take(tx: Tx, most: number): Promise<Crossing[]> {
    return tx.query<Crossing>('SELECT crossing_id AS id, persona_id AS "personaId" FROM vault.take_crossings($1)', [most]);
  }

  /** The sealed person, or `null` when the persona's newest choice is not to be contacted, or nobody is behind it. */
  async raise(tx: Tx, crossingId: string, personaIndex: Buffer): Promise<Buffer | null> {
    return (await tx.one<{ sealed: Buffer | null }>('SELECT vault.raise($1, $2) AS sealed', [crossingId, personaIndex])).sealed;
  }

  /** Answers whose safety desk has to be told of it now: once, and only where no alert was raised. */
  async settle(tx: Tx, crossingId: string, outcome: 'alert' | 'safety-desk'): Promise<OrganisationId | null> {
    return (await tx.one<{ desk: OrganisationId | null }>('SELECT vault.settle_crossing($1, $2) AS desk', [crossingId, outcome])).desk;
  }

  /** Crises that are to be told further now, one entry per community; each is taken until its next moment comes. */
  async takeOverdue(tx: Tx): Promise<Overdue[]> {
    return tx.query<Overdue>('SELECT organisation_id AS "organisationId", desk, moderators FROM vault.take_overdue()');
  }

  /** One process at a time: two that took at the same moment would write to one person twice, once for each persona. */
  async takeNotices(tx: Tx, most: number): Promise<PersonaId[]> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('evenkeel notices'))`);
    return (await tx.query<{ id: PersonaId }>('SELECT persona_id AS id FROM vault.take_notices($1)', [most])).map(({ id }) => id);
  }

  /** The sealed people behind these personas, each with the index under which it was sealed. */
  async toNotify(tx: Tx, personaIndexes: readonly Buffer[]): Promise<{ personaIndex: Buffer; sealed: Buffer }[]> {
    return tx.query('SELECT persona AS "personaIndex", owner AS sealed FROM vault.owners_to_notify($1)', [personaIndexes]);
  }
}

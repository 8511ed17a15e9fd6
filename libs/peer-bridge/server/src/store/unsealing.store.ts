import { Injectable } from '@nestjs/common';
import type { Danger } from '@evenkeel/care-team-rules';
import type { Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, PersonaId } from '@evenkeel/kernel';

/** A post that a moderator passed on and that waits with the safety desk. */
export interface PassedOn {
  readonly crossingId: string;
  readonly personaId: PersonaId;
  readonly topic: string;
  readonly at: Date;
}

export interface Unsealing {
  readonly id: string;
  /** Absent in requests from before a post was needed, like the danger. */
  readonly crossingId: string | null;
  readonly topic: string | null;
  readonly passedOnAt: Date | null;
  readonly danger: Danger | null;
  readonly reason: string | null;
  readonly sealedReason: Buffer | null;
  readonly askedBy: AccountId;
  readonly askedAt: Date;
  readonly grantedBy: AccountId | null;
  readonly grantedAt: Date | null;
  readonly until: Date | null;
  readonly declinedBy: AccountId | null;
  readonly declinedAt: Date | null;
  readonly lookedAt: Date | null;
  readonly endedAt: Date | null;
}

interface Asked {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly crossingId: string;
  readonly personaIndex: Buffer;
  readonly danger: Danger;
  readonly sealedReason: Buffer;
  readonly by: AccountId;
}

interface Found {
  readonly personaIndex: Buffer;
  readonly sealed: Buffer;
  readonly isFirst: boolean;
  readonly until: Date;
}

/** What a step is about and who takes it. */
type Step = readonly [id: string, organisationId: OrganisationId, by: AccountId];

/** The functions of the vault by which a persona is led back to a person by hand. */
@Injectable()
export class UnsealingStore {
  /** Posts of the last seven days, newest first. */
  async desk(tx: Tx, organisationId: OrganisationId): Promise<PassedOn[]> {
    return tx.query<PassedOn>('SELECT crossing_id AS "crossingId", persona_id AS "personaId", topic, at FROM vault.desk($1)', [organisationId]);
  }

  /** Requests of the last thirty days, newest first. */
  async all(tx: Tx, organisationId: OrganisationId): Promise<Unsealing[]> {
    return tx.query<Unsealing>(
      `SELECT id, crossing_id AS "crossingId", topic, passed_on_at AS "passedOnAt", danger, reason, reason_enc AS "sealedReason", asked_by AS "askedBy", asked_at AS "askedAt",
              granted_by AS "grantedBy", granted_at AS "grantedAt", until, declined_by AS "declinedBy", declined_at AS "declinedAt", looked_at AS "lookedAt", ended_at AS "endedAt"
       FROM vault.unsealings($1)`, [organisationId]);
  }

  /** `false` unless the post is with this desk and nobody else's request about it is open. */
  async ask(tx: Tx, { id, organisationId, crossingId, personaIndex, danger, sealedReason, by }: Asked): Promise<boolean> {
    return (await tx.one<{ asked: boolean }>('SELECT vault.ask_unsealing($1, $2, $3, $4, $5, $6, $7) AS asked', [id, organisationId, crossingId, personaIndex, danger, sealedReason, by])).asked;
  }

  /** `false` unless somebody else of the organisation asked within a day and nobody has decided yet. */
  async grant(tx: Tx, ...step: Step): Promise<boolean> {
    return (await tx.one<{ done: boolean }>('SELECT vault.grant_unsealing($1, $2, $3) AS done', step)).done;
  }

  /** As `grant`. */
  async decline(tx: Tx, ...step: Step): Promise<boolean> {
    return (await tx.one<{ done: boolean }>('SELECT vault.decline_unsealing($1, $2, $3) AS done', step)).done;
  }

  /** `false` unless it is open and one of its two people says so. */
  async end(tx: Tx, ...step: Step): Promise<boolean> {
    return (await tx.one<{ done: boolean }>('SELECT vault.end_unsealing($1, $2, $3) AS done', step)).done;
  }

  /** The sealed person, for the two who agreed and within their hour. */
  async unseal(tx: Tx, ...step: Step): Promise<Found | null> {
    const [row] = await tx.query<Found>('SELECT persona AS "personaIndex", owner AS sealed, is_first AS "isFirst", until FROM vault.unseal($1, $2, $3)', step);
    return row ?? null;
  }
}

import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';
import { places, type PatientProfile } from '../profile.js';

/** Where and how a patient lives, without anything sealed. */
export interface PatientHead {
  readonly id: PatientId;
  readonly organisationId: OrganisationId;
  readonly accountId: AccountId;
  readonly zone: string;
  readonly country: string;
  readonly language: 'en' | 'es';
}

export interface Patient extends PatientHead, PatientProfile {}

interface Row extends PatientHead {
  readonly profile: Buffer;
}

/**
 * Patients, as far as the reader may see them. Callers ask `Access` first which ids the actor may see, and show phone,
 * address and emergency contact only where the actor reaches into `identity_contacts`.
 */
@Injectable()
export class PatientReader {
  constructor(private readonly sealer: Sealer) {}

  async byIds(tx: Tx, ids: readonly PatientId[]): Promise<ReadonlyMap<PatientId, Patient>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.query<Row>(
      `SELECT id, organisation_id AS "organisationId", account_id AS "accountId", zone, country, language, profile
       FROM identity.patient WHERE id = ANY ($1::uuid[])`, [[...new Set(ids)]]);
    await this.sealer.preload(tx, rows.map((row) => row.id));
    const patients = await Promise.all(rows.map(async ({ profile, ...head }): Promise<[PatientId, Patient]> =>
      [head.id, { ...head, ...(JSON.parse(await this.sealer.open(tx, head.id, places.patient, head.id, profile)) as PatientProfile) }]));
    return new Map(patients);
  }

  /** Without opening anything: zone, country, language and whose account it is. */
  async heads(tx: Tx, ids: readonly PatientId[]): Promise<ReadonlyMap<PatientId, PatientHead>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.query<PatientHead>(
      `SELECT id, organisation_id AS "organisationId", account_id AS "accountId", zone, country, language
       FROM identity.patient WHERE id = ANY ($1::uuid[])`, [[...new Set(ids)]]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Facts that change how urgent an answer is, such as a seizure in the past. Empty when nothing is known. */
  async risk(tx: Tx, id: PatientId): Promise<Readonly<Record<string, unknown>>> {
    const [row] = await tx.query<{ risk: Buffer | null }>(`SELECT risk FROM identity.patient WHERE id = $1`, [id]);
    if (row === undefined || row.risk === null) return {};
    return JSON.parse(await this.sealer.open(tx, id, places.risk, id, row.risk)) as Record<string, unknown>;
  }
}

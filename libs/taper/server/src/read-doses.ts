import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { may } from '@evenkeel/care-team-rules';
import { Access, auditedReads } from '@evenkeel/care-team-server';
import { Database } from '@evenkeel/database';
import type { Actor, PatientId } from '@evenkeel/kernel';
import { addDays, daysBetween, isLocalDate } from '@evenkeel/taper-rules';
import type { DispensingId, KeptRecord } from './dose-facts.js';
import { DoseRecordStore } from './store/dose-record.store.js';
import { PlanVersionStore } from './store/plan-version.store.js';
import { type ShownDispensing, Supply } from './supply.js';

/** Today and so many days back stand on the patient's page. */
const daysBack = 3;
/** Records of a bit more than a year at once. */
const mostDays = 400;

/** Doses and supply for their readers: of the own record, or of patients who share them. */
@Injectable()
export class ReadDoses {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly store: DoseRecordStore, private readonly supply: Supply, private readonly plans: PlanVersionStore,
    private readonly audit: Audit,
  ) {}

  /** The patient's own of today and the three days before, without what was taken back. */
  async own(actor: Actor): Promise<readonly KeptRecord[]> {
    const { patientId } = actor;
    if (actor.role !== 'patient' || patientId === null) return [];
    return this.database.as(actor, async (tx) => {
      const day = await this.plans.patientDay(tx, patientId);
      return day === null ? [] : (await this.store.between(tx, patientId, addDays(day.today, -daysBack), day.today)).filter(({ withdrawnAt }) => withdrawnAt === null);
    });
  }

  /** The own liquid that has to be confirmed before doses are shown again; `null` when nothing waits. */
  async toConfirm(actor: Actor): Promise<ShownDispensing | null> {
    const { patientId } = actor;
    if (actor.role !== 'patient' || patientId === null) return null;
    return this.database.as(actor, async (tx) => (await this.supply.shown(tx, patientId)).findLast(awaitsConfirmation) ?? null);
  }

  /** Records of a patient from one day to the other, both counted, of at most 400 days; `null` for whom they are not. */
  async records(actor: Actor, patientId: PatientId, from: string, to: string): Promise<readonly KeptRecord[] | null> {
    if (!may(actor.role, 'dose-record.read')) return null;
    const isRange = isLocalDate(from) && isLocalDate(to) && from <= to && daysBetween(from, to) <= mostDays;
    return this.database.as(actor, async (tx) => {
      const readings = await this.access.readings(tx, actor, 'doses', [patientId]);
      if (!readings.has(patientId)) return null;
      await this.audit.readAll(tx, auditedReads(readings, 'doses', { kind: 'dose-record', id: null }));
      return isRange ? this.store.between(tx, patientId, from, to) : [];
    });
  }

  /** Everything that was dispensed, the newest first; `null` for whom it is not. */
  async dispensings(actor: Actor, patientId: PatientId): Promise<readonly ShownDispensing[] | null> {
    if (!may(actor.role, 'supply.read')) return null;
    return this.database.as(actor, async (tx) => {
      const readings = await this.access.readings(tx, actor, 'taper_plan', [patientId]);
      if (!readings.has(patientId)) return null;
      await this.audit.readAll(tx, auditedReads(readings, 'taper_plan', { kind: 'dispensing', id: null }));
      return [...await this.supply.shown(tx, patientId)].reverse();
    });
  }

  /** One dispensing as it is after a change, for whoever changed it. */
  async afterChange(actor: Actor, patientId: PatientId, id: DispensingId): Promise<ShownDispensing> {
    const shown = await this.database.as(actor, async (tx) => (await this.supply.shown(tx, patientId)).find(({ made }) => made.id === id));
    if (shown === undefined) throw new Error('A dispensing cannot be shown');
    return shown;
  }
}

export const awaitsConfirmation = ({ made, previousUgPerMl }: ShownDispensing): boolean => previousUgPerMl !== null && made.confirmedAt === null && made.withdrawnAt === null;

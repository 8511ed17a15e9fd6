import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access, auditedReads } from '@evenkeel/care-team-server';
import { Database } from '@evenkeel/database';
import { type OwnAlert, OwnAlertReader } from '@evenkeel/escalation-server';
import { type Actor, asId, isId } from '@evenkeel/kernel';
import { DoseSteps, type NamedDoseStep } from '@evenkeel/taper-server';
import { CheckInReader, type ShownAnswer } from './store/check-in.reader.js';
import { TodayReader, type TodayView } from './store/today.reader.js';

export interface WholeToday extends TodayView {
  readonly doseSteps: readonly NamedDoseStep[];
  readonly alerts: readonly OwnAlert[];
}

/** What people may read of check-ins, each in one short transaction. */
@Injectable()
export class CheckInViews {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly todays: TodayReader, private readonly checkIns: CheckInReader,
    private readonly doses: DoseSteps, private readonly alerts: OwnAlertReader, private readonly audit: Audit,
  ) {}

  /** The patient's own first screen; `null` for anybody who acts in another role. */
  async today(actor: Actor): Promise<WholeToday | null> {
    const { patientId } = actor;
    if (actor.role !== 'patient' || patientId === null) return null;
    return this.database.as(actor, async (tx) => {
      const [today, steps, alerts] = await Promise.all([
        this.todays.of(tx, actor.organisationId, patientId), this.doses.within(tx, actor, [patientId]), this.alerts.current(tx, patientId),
      ]);
      return { ...today, doseSteps: steps.get(patientId) ?? [], alerts };
    });
  }

  /** Answers in numbers and, where words are shared too, in words. Empty if there is nothing, or nothing to be seen. */
  async answers(actor: Actor, id: string): Promise<readonly ShownAnswer[]> {
    if (!isId(id)) return [];
    const checkInId = asId('CheckIn', id);
    return this.database.as(actor, async (tx) => {
      const patientId = await this.checkIns.patientOf(tx, checkInId);
      if (patientId === null) return [];
      const readings = await this.access.readingsOf(tx, actor, ['symptom_scores', 'free_text'], [patientId]);
      const may = (category: 'symptom_scores' | 'free_text'): boolean => readings.get(category)?.has(patientId) === true;
      if (actor.role !== 'patient') {
        for (const [category, of] of readings) await this.audit.readAll(tx, auditedReads(of, category, { kind: 'check-in', id: checkInId }));
      }
      return [
        ...(may('symptom_scores') ? await this.checkIns.numbers(tx, patientId, checkInId) : []),
        ...(may('free_text') ? await this.checkIns.words(tx, patientId, checkInId) : []),
      ];
    });
  }
}

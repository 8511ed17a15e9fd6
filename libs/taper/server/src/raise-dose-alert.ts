import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AlertTier, TriggerFamily } from '@evenkeel/escalation-rules';
import { alertContext, RaiseAlert } from '@evenkeel/escalation-server';
import { PatientReader } from '@evenkeel/identity-server';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import { addDays, currentDoses, formatDose, type LocalDate, missedDaysToTell } from '@evenkeel/taper-rules';
import type { KeptRecord } from './dose-facts.js';
import { DoseRecordReader } from './patient-facts.js';
import { DoseStepReader } from './store/dose-step.reader.js';

const ruleVersion = 1;
/** Regular use, of which missed days are an abrupt stop (ASAM joint guideline 2025, recommendation 2; FDA boxed warning 2020). */
const regularDaysPerWeek = 4;
/** What happened longer ago than this many days is looked at within a day, not paged. */
const recentDays = 1;

interface Found {
  readonly tier: AlertTier;
  readonly family: TriggerFamily;
  readonly ruleId: string;
}

/** Tells the team what a dose record or the run-out means, by the families that check-ins use. */
@Injectable()
export class RaiseDoseAlert {
  constructor(private readonly raise: RaiseAlert, private readonly records: DoseRecordReader, private readonly patients: PatientReader, private readonly steps: DoseStepReader) {}

  /** For a record that was just stored, in its transaction; the patient acts. */
  async run(tx: Tx, record: Omit<KeptRecord, 'receivedAt' | 'withdrawnAt'>, today: LocalDate): Promise<void> {
    const found = record.kind === 'vomited' ? vomited(record.localDate, today) : record.kind === 'missed' ? await this.missed(tx, record.patientId, today) : null;
    if (found === null) return;
    await this.tell(tx, { ...record, ...found, source: 'dose-record', sourceKind: 'dose-record', sourceId: record.id, occurredAt: record.tappedAt, today });
  }

  /** Three days of supply or less. Once for each dispensing: whoever answered knows that this box comes to its end. */
  async runningOut(tx: Tx, of: { readonly organisationId: OrganisationId; readonly patientId: PatientId; readonly dispensingId: string; readonly now: Date; readonly today: LocalDate }): Promise<void> {
    await this.tell(tx, { ...of, tier: 'E1', family: 'run-out', ruleId: 'run-out', source: 'supply', sourceKind: 'dispensing', sourceId: of.dispensingId, occurredAt: of.now });
  }

  /** Two missed days in a row of a regular use: at once. Less regular use: the same day. */
  private async missed(tx: Tx, patientId: PatientId, today: LocalDate): Promise<Found | null> {
    if (await this.records.missedDays(tx, patientId, today) < missedDaysToTell) return null;
    const { regimenDaysPerWeek } = await this.patients.risk(tx, patientId);
    return { tier: typeof regimenDaysPerWeek === 'number' && regimenDaysPerWeek < regularDaysPerWeek ? 'E2' : 'E1', family: 'abrupt-stop', ruleId: 'missed-doses' };
  }

  private async tell(tx: Tx, { today, patientId, ...facts }: Found & {
    readonly organisationId: OrganisationId; readonly patientId: PatientId; readonly source: 'dose-record' | 'supply'; readonly sourceKind: string; readonly sourceId: string; readonly occurredAt: Date; readonly today: LocalDate;
  }): Promise<void> {
    const doses = currentDoses(await this.steps.stepsOf(tx, patientId), today);
    const dose = doses.length === 0 ? null : doses.map(({ medicine, total }) => `${medicine} ${formatDose(total)}`).join(' + ');
    const { organisationId, tier, family, ruleId, source, sourceKind, sourceId, occurredAt } = facts;
    await this.raise.run(tx, { organisationId, patientId, tier, family, ruleId, ruleVersion, source, sourceKind, sourceId, occurredAt, context: alertContext.parse({ dose }) });
  }
}

/** By the morning; what was vomited days ago is looked at within a day. */
const vomited = (on: LocalDate, today: LocalDate): Found => ({ tier: on >= addDays(today, -recentDays) ? 'E1' : 'E2', family: 'vomiting', ruleId: 'vomited-dose' });

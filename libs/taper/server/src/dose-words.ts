import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';
import { addDays, type DatedDose, type LocalDate, missedDays, takenTotals } from '@evenkeel/taper-rules';
import { type ConfirmedSlot, DoseRecordReader } from './patient-facts.js';
import { DoseRecordStore } from './store/dose-record.store.js';
import { DoseStepStore } from './store/dose-step.store.js';

/** A row of missed days does not reach back further than this. */
const rememberedDays = 60;

/** What patients said about their doses, for the rules of plans. */
@Injectable()
export class DoseWords extends DoseRecordReader {
  constructor(private readonly store: DoseRecordStore, private readonly steps: DoseStepStore) {
    super();
  }

  async missedDays(tx: Tx, patientId: PatientId, until: LocalDate): Promise<number> {
    const words = await this.store.words(tx, patientId, addDays(until, -rememberedDays));
    if (words.every(({ said }) => said !== 'missed')) return 0;
    return missedDays({ prescribed: await this.steps.prescribed(tx, patientId), words, until, dealtWithUntil: await this.store.dealtWithUntil(tx, patientId) });
  }

  async confirmedOn(tx: Tx, patientId: PatientId, from: LocalDate): Promise<readonly ConfirmedSlot[]> {
    return (await this.store.words(tx, patientId, from)).filter(({ said }) => said === 'taken').map(({ on, slot }) => ({ on, slot }));
  }

  async taken(tx: Tx, patientId: PatientId, from: LocalDate, until: LocalDate): Promise<readonly DatedDose[]> {
    const words = await this.store.words(tx, patientId, from);
    return words.length === 0 ? [] : takenTotals(await this.steps.prescribed(tx, patientId), words, from, until);
  }
}

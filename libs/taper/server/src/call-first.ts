import type { Tx } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';
import type { LocalDate } from '@evenkeel/taper-rules';
import type { DoseRecordReader, SupplyReader } from './patient-facts.js';

/** Reported as missed on so many days in a row: the next dose needs a call first. */
const missedDaysWithoutDose = 3;

/** Whether the patient is asked to call before the next dose, and is shown none: after missed days, or with a new concentration that nobody has confirmed. */
export async function mustCallFirst(tx: Tx, patientId: PatientId, today: LocalDate, records: DoseRecordReader, supply: SupplyReader): Promise<boolean> {
  const concentration = await supply.concentration(tx, patientId);
  return (concentration !== null && !concentration.isConfirmed) || (await records.missedDays(tx, patientId, today)) >= missedDaysWithoutDose;
}

import type { KeptRecord } from '../dose-facts.js';
import { awaitsConfirmation } from '../read-doses.js';
import type { ShownDispensing } from '../supply.js';
import { DispensingType, DoseRecordType } from './doses.types.js';

/** A tap that took longer than this to arrive is called late. */
const lateAfterMilliseconds = 300_000;

export const toRecord = ({ id, localDate, slot, kind, tappedAt, receivedAt, withdrawnAt }: KeptRecord): DoseRecordType => Object.assign(new DoseRecordType(), {
  id, localDate, slot, kind, tappedAt, receivedAt, late: receivedAt.getTime() - tappedAt.getTime() > lateAfterMilliseconds, withdrawn: withdrawnAt !== null,
});

export function toDispensing(shown: ShownDispensing): DispensingType {
  const { made, product, previousUgPerMl } = shown;
  return Object.assign(new DispensingType(), {
    id: made.id, product: product.code, label: product.label, form: product.form, quarters: made.quarters, microlitres: made.ul, milligrams: made.mg,
    concentrationMicrogramsPerMl: made.concentrationUgPerMl, previousMicrogramsPerMl: previousUgPerMl, dispensedOn: made.dispensedOn,
    enteredBy: made.isByPatient ? 'patient' : 'prescriber', enteredAt: made.enteredAt, confirmedAt: made.confirmedAt, awaitsConfirmation: awaitsConfirmation(shown), withdrawn: made.withdrawnAt !== null,
  });
}

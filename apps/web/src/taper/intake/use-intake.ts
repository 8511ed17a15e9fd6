import { PatientIntake, type PatientIntakeQuery } from '@evenkeel/api-client';
import { useOperation } from '../../shell/use-operation.js';

export type IntakeTaper = NonNullable<NonNullable<PatientIntakeQuery['patient']>['taper']>;
export type FoundIntake = NonNullable<IntakeTaper['intake']>;
export type OtherMedicine = NonNullable<IntakeTaper['otherMedicines']>[number];
export type OutsideClinician = NonNullable<IntakeTaper['outsideClinicians']>[number];

/** What a change of the intake makes old. */
export const intakeTopics = ['plan', 'patient', 'task'] as const;

/** What prescribers wrote down about a patient. Not read again by itself while somebody may be typing: news is enough. */
export const usePatientIntake = (patientId: string) => useOperation(PatientIntake, { id: patientId }, { topics: ['plan', 'patient'] });

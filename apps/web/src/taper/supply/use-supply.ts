import { PatientSupply, type PatientSupplyQuery } from '@evenkeel/api-client';
import { useOperation } from '../../shell/use-operation.js';

export type SupplyTaper = NonNullable<NonNullable<PatientSupplyQuery['patient']>['taper']>;
export type Dispensing = NonNullable<SupplyTaper['dispensings']>[number];

/** What a change of the supply makes old. */
export const supplyTopics = ['supply', 'plan', 'patient', 'task'] as const;

/** What was dispensed to a patient and until when it lasts; read again on news, and every 20 seconds. */
export const usePatientSupply = (patientId: string) => useOperation(PatientSupply, { id: patientId }, { topics: ['supply', 'plan', 'dose-record', 'patient'], poll: true });

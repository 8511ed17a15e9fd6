import { PatientPlans } from '@evenkeel/api-client';
import { useOperation } from '../../shell/use-operation.js';

/** The versions of a patient's plan and everything around them; read again on news, and every 20 seconds. */
export const usePlans = (patientId: string) => useOperation(PatientPlans, { id: patientId }, { topics: ['plan', 'patient'], poll: true });

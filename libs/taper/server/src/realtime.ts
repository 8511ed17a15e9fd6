import type { OutboxMessage } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';
import type { PlanVersionId } from './plan-record.js';

/** Something about a version of a plan is new: written, signed, begun, held, read. */
export const planChanged = (subject: PlanVersionId, patient: PatientId): OutboxMessage =>
  ({ topic: 'changed', payload: { topic: 'plan', subject, patient } });

/** What is known of a patient besides the plan is new, and with it what the rules say about the plan. */
export const intakeChanged = (subject: string, patient: PatientId): OutboxMessage => ({ topic: 'changed', payload: { topic: 'plan', subject, patient } });

/** Something was said about a dose, or taken back. */
export const doseRecordChanged = (patient: PatientId): OutboxMessage => ({ topic: 'changed', payload: { topic: 'dose-record', subject: patient, patient } });

/** What is in the house is other than it was, or lasts for another time. */
export const supplyChanged = (patient: PatientId): OutboxMessage => ({ topic: 'changed', payload: { topic: 'supply', subject: patient, patient } });

import type { OutboxMessage } from '@evenkeel/database';
import type { AccountId, PatientId } from '@evenkeel/kernel';

/** Team or consents of this patient are other than they were. */
export const sharingChanged = (patient: PatientId): OutboxMessage => ({ topic: 'changed', payload: { topic: 'patient', subject: patient, patient } });

/** The same to one person, where the room of the patient would still hold somebody who has just left it. */
export const sharingChangedFor = (patient: PatientId, account: AccountId): OutboxMessage => ({ topic: 'changed', payload: { topic: 'patient', subject: patient, account } });

/** Connections of this person are made anew, with what they may hear from today. */
export const accessBegun = (account: AccountId): OutboxMessage => ({ topic: 'access-changed', payload: { account } });

/** Connections of this person are made anew, with today's rights. */
export const accessEnded = (account: AccountId): OutboxMessage => ({ topic: 'access-changed', payload: { account } });

/** Connections of everybody who hears about this patient are made anew. */
export const accessOfPatientChanged = (patient: PatientId): OutboxMessage => ({ topic: 'access-changed', payload: { patient } });

/** Somebody has used emergency access: the patient loads it again. */
export const emergencyOpened = (id: string, patient: PatientId): OutboxMessage => ({ topic: 'changed', payload: { topic: 'emergency', subject: id, patient } });

/** The same for one of those who review it. */
export const emergencyToReview = (id: string, account: AccountId): OutboxMessage => ({ topic: 'changed', payload: { topic: 'emergency', subject: id, account } });

/** A task about this patient was opened, answered or settled. */
export const taskChanged = (id: string, patient: PatientId): OutboxMessage => ({ topic: 'changed', payload: { topic: 'task', subject: id, patient } });

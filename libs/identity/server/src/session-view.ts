import type { PatientId, Role } from '@evenkeel/kernel';

/** What the client may know of its own session. */
export interface SessionView {
  readonly role: Role;
  /** All roles this person can switch to, the present one included. */
  readonly roles: readonly Role[];
  readonly displayName: string;
  readonly language: 'en' | 'es';
  readonly patientId: PatientId | null;
}

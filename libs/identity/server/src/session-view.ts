import type { PatientId, Role } from '@evenkeel/kernel';

/** What the client may know of its own session. */
export interface SessionView {
  readonly role: Role;
  /** All roles this person can switch to, the present one included. */
  readonly roles: readonly Role[];
  readonly displayName: string;
  readonly language: 'en' | 'es';
  readonly patientId: PatientId | null;
  /** Whether the account has a second factor; staff without one are reminded. */
  readonly secondFactor: boolean;
  /** The organisation asks for one and there is none: setting it up is all that this session can do. */
  readonly mustEnrol: boolean;
}

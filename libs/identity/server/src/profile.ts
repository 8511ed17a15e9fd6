/** What is sealed in `identity.account.profile` with the account's key. */
export interface AccountProfile {
  readonly displayName: string;
  readonly email: string;
}

/** What is sealed in `identity.patient.profile` with the patient's key. */
export interface PatientProfile {
  readonly name: string;
  readonly birthYear: number | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly emergencyContact: string | null;
}

/** What is sealed in `identity.invitation.contact` with the invitation's own key. */
export interface InvitationContact {
  readonly name: string;
  readonly email: string;
}

/** Names of the sealed columns, as the sealer binds them into each value. */
export const places = {
  account: 'identity.account.profile', patient: 'identity.patient.profile', risk: 'identity.patient.risk',
  credential: 'identity.credential.secret', invitation: 'identity.invitation.contact',
} as const;

import { type AnyActor, type Realm, realmOf } from '@evenkeel/kernel';

/** Where a realm keeps its audit, and what it calls the place and the one whom an entry is about. */
export interface AuditHome {
  readonly schema: string;
  readonly place: string;
  readonly subject: string;
}

const homes: Readonly<Record<Realm, AuditHome>> = {
  clinical: { schema: 'audit', place: 'organisation_id', subject: 'patient_id' },
  peer: { schema: 'comm_audit', place: 'community_id', subject: 'persona_id' },
};

/** Two audits with a chain each: an entry lies in the realm of the transaction that wrote it. */
export const homeOf = (actor: AnyActor): AuditHome => homes[realmOf(actor)];

import { newId } from '@evenkeel/database';
import { newToken, tokenHash } from '@evenkeel/encryption';
import type { AccountId, Actor, OrganisationId, PatientId, Role, SessionId, StaffRole } from '@evenkeel/kernel';
import type { TestDatabase } from '@evenkeel/testing';
import { hashPassword } from './passwords.js';
import { places, type PatientProfile } from './profile.js';

type Owned = Pick<TestDatabase, 'owner' | 'sealer'>;
type Language = 'en' | 'es';

const queriesOf = (t: Owned) => ({
  query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await t.owner.query(sql, [...parameters])).rows as Row[],
});

let made = 0;
let requests = 0;

/** Somebody who can act: an account with memberships and, when asked for, a password. */
export interface BuiltPerson {
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly patientId: PatientId | null;
  /** Acts in the first role, in a request of its own: each call is another request. No session row stands behind it. */
  actor(requestId?: string): Actor;
}

export interface BuiltPatient extends BuiltPerson {
  readonly patientId: PatientId;
}

/** A clinic with a fallback number. */
export async function buildOrganisation(t: Owned, of: { readonly name?: string; readonly zone?: string; readonly country?: string; readonly language?: Language } = {}): Promise<OrganisationId> {
  const id = newId<'Organisation'>();
  await t.owner.query(
    `INSERT INTO identity.organisation (id, name, zone, country, language, reading_hours, welfare_text, fallback_name, fallback_phone, fallback_email, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'Clinic desk', '+15550100', 'desk@example.org', clock.now())`,
    [id, of.name ?? 'Harbour Clinic', of.zone ?? 'America/New_York', of.country ?? 'US', of.language ?? 'en',
      { en: 'Monday to Friday, 9 to 17', es: 'De lunes a viernes, de 9 a 17' }, { en: 'Ask for a welfare check.', es: 'Pida una visita de comprobación.' }]);
  return id;
}

interface AccountFacts {
  readonly organisationId: OrganisationId;
  readonly roles: readonly Role[];
  readonly name?: string;
  readonly email?: string;
  readonly language?: Language;
  /** Only for tests that sign in: hashing it takes a while. */
  readonly password?: string;
}

async function buildAccount(t: Owned, of: AccountFacts): Promise<Omit<BuiltPerson, 'patientId' | 'actor'>> {
  const accountId = newId<'Account'>();
  const name = of.name ?? `Person ${(made += 1)}`;
  const email = of.email ?? `person-${accountId}@example.org`;
  await t.sealer.createKey(queriesOf(t), accountId);
  const profile = await t.sealer.seal(queriesOf(t), accountId, places.account, accountId, JSON.stringify({ displayName: name, email }));
  await t.owner.query(`INSERT INTO identity.account (id, email_index, profile, language, created_at) VALUES ($1, $2, $3, $4, clock.now())`,
    [accountId, t.sealer.emailIndex(email), profile, of.language ?? 'en']);
  for (const role of of.roles) {
    await t.owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES ($1, $2, $3, $4, clock.now())`,
      [newId(), of.organisationId, accountId, role]);
  }
  if (of.password !== undefined) {
    await t.owner.query(`INSERT INTO identity.credential (id, account_id, kind, secret, created_at) VALUES ($1, $2, 'password', $3, clock.now())`,
      [newId(), accountId, await hashPassword(of.password)]);
  }
  const [role] = of.roles;
  if (role === undefined) throw new Error('Somebody has to have a role');
  return { accountId, organisationId: of.organisationId, name, email, role };
}

const acting = (person: Omit<BuiltPerson, 'actor'>) => (requestId?: string): Actor => ({
  kind: 'person', accountId: person.accountId, organisationId: person.organisationId, role: person.role, patientId: person.role === 'patient' ? person.patientId : null,
  sessionId: newId<'Session'>(), steppedUpAt: null, requestId: requestId ?? `test request ${(requests += 1)}`,
});

/** One or several staff roles; the first is the acting one. */
export async function buildStaff(t: Owned, of: { readonly organisationId: OrganisationId; readonly role: StaffRole | readonly StaffRole[] } & Omit<AccountFacts, 'roles' | 'organisationId'>): Promise<BuiltPerson> {
  const account = await buildAccount(t, { ...of, roles: typeof of.role === 'string' ? [of.role] : of.role });
  const person = { ...account, patientId: null };
  return { ...person, actor: acting(person) };
}

/** A patient with a record of their own and the grants to read it. Nobody is on the team yet. */
export async function buildPatient(t: Owned, of: Omit<AccountFacts, 'roles'> & { readonly zone?: string; readonly country?: string; readonly profile?: Partial<PatientProfile>; readonly risk?: object }): Promise<BuiltPatient> {
  const account = await buildAccount(t, { ...of, roles: ['patient'] });
  const patientId = newId<'Patient'>();
  const queries = queriesOf(t);
  await t.sealer.createKey(queries, patientId);
  const profile: PatientProfile = { name: account.name, birthYear: 1980, phone: '+15550101', address: null, emergencyContact: null, ...of.profile };
  await t.owner.query(
    `INSERT INTO identity.patient (organisation_id, id, account_id, profile, zone, country, language, risk, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock.now())`,
    [of.organisationId, patientId, account.accountId, await t.sealer.seal(queries, patientId, places.patient, patientId, JSON.stringify(profile)),
      of.zone ?? 'America/New_York', of.country ?? 'US', of.language ?? 'en',
      of.risk === undefined ? null : await t.sealer.seal(queries, patientId, places.risk, patientId, JSON.stringify(of.risk))]);
  await t.owner.query(`INSERT INTO identity.patient_zone (patient_id, zone, since) VALUES ($1, $2, clock.now())`, [patientId, of.zone ?? 'America/New_York']);
  await t.owner.query('SELECT clin.refresh_grants($1)', [patientId]);
  const person = { ...account, patientId };
  return { ...person, actor: acting(person) };
}

/** A live session, as a sign-in would make it: what a browser would send, and the actor that stands behind it. */
export async function openSession(t: Owned, person: BuiltPerson, of: { readonly role?: Role; readonly expiresAt?: Date } = {}): Promise<{ sessionId: SessionId; token: string; cookie: string; actor: Actor }> {
  const sessionId = newId<'Session'>();
  const token = newToken();
  const role = of.role ?? person.role;
  await t.owner.query(
    `INSERT INTO identity.session (id, token_hash, account_id, organisation_id, role, realm, patient_id, created_at, last_seen_at, expires_at, device)
     VALUES ($1, $2, $3, $4, $5, 'clinical', $6, clock.now(), clock.now(), coalesce($7, clock.now() + interval '12 hours'), 'test')`,
    [sessionId, tokenHash(token), person.accountId, person.organisationId, role, role === 'patient' ? person.patientId : null, of.expiresAt ?? null]);
  return { sessionId, token, cookie: `evenkeel_clin=${token}`, actor: { ...person.actor(), sessionId, role } };
}

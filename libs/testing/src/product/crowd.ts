import { createHash, randomBytes } from 'node:crypto';
import { v4, v7 } from 'uuid';
import { Person } from './person.js';
import type { Product } from './product.js';

const everything = ['taper_plan', 'doses', 'symptom_scores', 'free_text', 'alert_head', 'crisis_alerts', 'identity_contacts', 'therapy_tasks'];

/**
 * Many more patients of the demo clinic, each signed in: for load and kill tests, where three are too few because an
 * open alert swallows repeats. Team and consents as the demo's first patient has them. About 2 ms a patient.
 */
export async function crowd(product: Product, size: number, cookieName = 'evenkeel_clin'): Promise<Person[]> {
  const { owner, sealer } = product.t;
  const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await owner.query(sql, [...parameters])).rows as Row[] };
  const [organisation] = await queries.query<{ id: string }>('SELECT id FROM identity.organisation LIMIT 1');
  if (organisation === undefined) throw new Error('The demo clinic is missing');
  const team = await queries.query<{ account_id: string; role: string; is_primary: boolean; on_rota: boolean }>(`
    SELECT account_id, role, is_primary, on_rota FROM clin.care_team_member
    WHERE ends_at IS NULL AND patient_id = (SELECT patient_id FROM clin.care_team_member ORDER BY starts_at, patient_id LIMIT 1)`);
  const people: Person[] = [];
  for (let index = 0; index < size; index += 1) {
    const account = v7();
    const patient = v7();
    const token = randomBytes(32).toString('base64url');
    await sealer.createKey(queries, account);
    await sealer.createKey(queries, patient);
    const email = `crowd-${v4()}@patients.example.org`;
    const accountProfile = await sealer.seal(queries, account, 'identity.account.profile', account, JSON.stringify({ displayName: `Crowd ${index}`, email }));
    const patientProfile = await sealer.seal(queries, patient, 'identity.patient.profile', patient,
      JSON.stringify({ name: `Crowd ${index}`, birthYear: 1970, phone: '+1 555 0100', address: '', emergencyContact: '' }));
    await owner.query(`INSERT INTO identity.account (id, email_index, profile, language, created_at) VALUES ($1, $2, $3, 'en', clock.now())`, [account, sealer.emailIndex(email), accountProfile]);
    await owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES ($1, $2, $3, 'patient', clock.now())`, [v7(), organisation.id, account]);
    await owner.query(`INSERT INTO identity.patient (organisation_id, id, account_id, profile, zone, country, language, created_at) VALUES ($1, $2, $3, $4, 'America/New_York', 'US', 'en', clock.now())`,
      [organisation.id, patient, account, patientProfile]);
    for (const member of team) {
      await owner.query(`INSERT INTO clin.care_team_member (organisation_id, patient_id, id, account_id, role, is_primary, on_rota, accepted_at, starts_at) VALUES ($1, $2, $3, $4, $5, $6, $7, clock.now(), clock.now())`,
        [organisation.id, patient, v7(), member.account_id, member.role, member.is_primary, member.on_rota]);
    }
    for (const role of new Set(team.map((member) => member.role))) {
      await owner.query(`INSERT INTO clin.consent (organisation_id, patient_id, id, recipient_role, categories, purposes, text_version, given_at, starts_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, '{care}', 'test', clock.now(), clock.now(), clock.now() + interval '1 year')`, [organisation.id, patient, v7(), role, everything]);
    }
    await owner.query('SELECT clin.refresh_grants($1)', [patient]);
    await owner.query(`INSERT INTO identity.session (id, token_hash, account_id, organisation_id, role, realm, patient_id, created_at, last_seen_at, expires_at, device)
      VALUES ($1, $2, $3, $4, 'patient', 'clinical', $5, clock.now(), clock.now(), clock.now() + interval '1 day', 'test')`,
      [v7(), createHash('sha256').update(token).digest(), account, organisation.id, patient]);
    people.push(Person.withCookie(product.url, email, `${cookieName}=${token}`, patient));
  }
  return people;
}

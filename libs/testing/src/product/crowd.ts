import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { v4, v7 } from 'uuid';
import { Person } from './person.js';
import type { Product } from './product.js';

const everything = ['taper_plan', 'doses', 'symptom_scores', 'free_text', 'alert_head', 'crisis_alerts', 'identity_contacts', 'therapy_tasks'];

/** Patients of one transaction: each commit would wait for the disk. */
const together = 50;
const atOnce = 3;

interface Member { readonly account_id: string; readonly role: string; readonly is_primary: boolean; readonly on_rota: boolean }

/** What all of them have in common. */
interface Clinic { readonly organisation: string; readonly team: readonly Member[]; readonly product: Product; readonly cookieName: string }

/**
 * Many more patients of the demo clinic, each signed in: for load and kill tests, where three are too few because an
 * open alert swallows repeats. Team and consents as the demo's first patient has them. Ten thousand take some ten seconds.
 */
export async function crowd(product: Product, size: number, cookieName = 'evenkeel_clin'): Promise<Person[]> {
  const { owner } = product.t;
  const { rows: [organisation] } = await owner.query<{ id: string }>('SELECT id FROM identity.organisation LIMIT 1');
  if (organisation === undefined) throw new Error('The demo clinic is missing');
  const { rows: team } = await owner.query<Member>(`
    SELECT account_id, role, is_primary, on_rota FROM clin.care_team_member
    WHERE ends_at IS NULL AND patient_id = (SELECT patient_id FROM clin.care_team_member ORDER BY starts_at, patient_id LIMIT 1)`);
  const clinic = { organisation: organisation.id, team, product, cookieName };
  const people: Person[] = [];
  let next = 0;
  const helper = async (): Promise<void> => {
    for (let from = next; from < size; from = next) {
      next += together;
      people.push(...await batch(clinic, from, Math.min(together, size - from)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, helper));
  return people;
}

async function batch(clinic: Clinic, from: number, size: number): Promise<Person[]> {
  const client = await clinic.product.t.owner.connect();
  try {
    await client.query('BEGIN');
    const people: Person[] = [];
    for (let index = from; index < from + size; index += 1) people.push(await one(clinic, client, index));
    await client.query('COMMIT');
    client.release();
    return people;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function one({ organisation, team, product, cookieName }: Clinic, client: pg.PoolClient, index: number): Promise<Person> {
  const { sealer } = product.t;
  const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await client.query(sql, [...parameters])).rows as Row[] };
  const account = v7();
  const patient = v7();
  const token = randomBytes(32).toString('base64url');
  await sealer.createKey(queries, account);
  await sealer.createKey(queries, patient);
  const email = `crowd-${v4()}@patients.example.org`;
  const accountProfile = await sealer.seal(queries, account, 'identity.account.profile', account, JSON.stringify({ displayName: `Crowd ${index}`, email }));
  const patientProfile = await sealer.seal(queries, patient, 'identity.patient.profile', patient,
    JSON.stringify({ name: `Crowd ${index}`, birthYear: 1970, phone: '+1 555 0100', address: '', emergencyContact: '' }));
  const ask = (sql: string, values: readonly unknown[]): Promise<unknown> => client.query(sql, [...values]);
  await ask(`INSERT INTO identity.account (id, email_index, profile, language, created_at) VALUES ($1, $2, $3, 'en', clock.now())`, [account, sealer.emailIndex(email), accountProfile]);
  await ask(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES ($1, $2, $3, 'patient', clock.now())`, [v7(), organisation, account]);
  await ask(`INSERT INTO identity.patient (organisation_id, id, account_id, profile, zone, country, language, created_at) VALUES ($1, $2, $3, $4, 'America/New_York', 'US', 'en', clock.now())`,
    [organisation, patient, account, patientProfile]);
  await ask(`INSERT INTO clin.care_team_member (organisation_id, patient_id, id, account_id, role, is_primary, on_rota, accepted_at, starts_at)
    SELECT $1, $2, m.*, clock.now(), clock.now() FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::boolean[], $7::boolean[]) AS m`,
    [organisation, patient, team.map(() => v7()), team.map((each) => each.account_id), team.map((each) => each.role), team.map((each) => each.is_primary), team.map((each) => each.on_rota)]);
  const roles = [...new Set(team.map((member) => member.role))];
  await ask(`INSERT INTO clin.consent (organisation_id, patient_id, id, recipient_role, categories, purposes, text_version, given_at, starts_at, expires_at)
    SELECT $1, $2, c.id, c.role, $5, '{care}', 'test', clock.now(), clock.now(), clock.now() + interval '1 year' FROM unnest($3::uuid[], $4::text[]) AS c (id, role)`,
    [organisation, patient, roles.map(() => v7()), roles, everything]);
  await ask('SELECT clin.refresh_grants($1)', [patient]);
  await ask(`INSERT INTO identity.session (id, token_hash, account_id, organisation_id, role, realm, patient_id, created_at, last_seen_at, expires_at, device)
    VALUES ($1, $2, $3, $4, 'patient', 'clinical', $5, clock.now(), clock.now(), clock.now() + interval '1 day', 'test')`,
    [v7(), createHash('sha256').update(token).digest(), account, organisation, patient]);
  return Person.withCookie(product.url, email, `${cookieName}=${token}`, patient);
}

import type { Config } from '@evenkeel/config';
import { newId } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import { defaultPolicyIn } from '@evenkeel/escalation-rules';
import { hashPassword, places } from '@evenkeel/identity-server';
import { ruleSet } from '@evenkeel/symptoms-rules';
import pg from 'pg';
import { checkNewAdmin, missingForOrganisation, type AdminProblem, type NewAdmin } from './check-new-admin.js';

export type AdminMade =
  | { readonly kind: 'made'; readonly organisation: string; readonly newOrganisation: boolean }
  | { readonly kind: 'refused'; readonly problems: readonly AdminProblem[] };

const refused = (...problems: readonly AdminProblem[]): AdminMade => ({ kind: 'refused', problems });

/**
 * Creates an administrator as the owner, in one transaction; an organisation that is named and missing is created too.
 * Refused with every field at fault, and then nothing is written. The password has been checked.
 */
export async function createAdmin(config: Config, given: NewAdmin, password: string): Promise<AdminMade> {
  const problems = checkNewAdmin(given);
  if (problems.length > 0) return refused(...problems);
  const admin = trimmed(given);
  const owner = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 5000 });
  await owner.connect();
  try {
    await owner.query('BEGIN');
    const made = await create(owner, new Sealer(config), admin, password);
    await owner.query(made.kind === 'made' ? 'COMMIT' : 'ROLLBACK');
    return made;
  } finally {
    await owner.end();
  }
}

async function create(owner: pg.Client, sealer: Sealer, admin: NewAdmin, password: string): Promise<AdminMade> {
  const found = await owner.query<{ id: string; name: string }>('SELECT id, name FROM identity.organisation WHERE $1::text IS NULL OR name = $1', [admin.organisation]);
  if (found.rows.length > 1) return refused({ field: 'organisation', why: 'is needed: there are several, name one' });
  if (found.rows.length === 0 && admin.organisation === null) return refused({ field: 'organisation', why: 'is needed: there is none yet, name it' });
  const taken = await owner.query('SELECT 1 FROM identity.account WHERE email_index = $1', [sealer.emailIndex(admin.email)]);
  if (taken.rowCount !== 0) return refused({ field: 'email', why: 'belongs to somebody already' });
  const [existing] = found.rows;
  const organisation = existing ?? (await createOrganisation(owner, admin));
  if (organisation === null) return refused(...missingForOrganisation(admin));

  const accountId = newId<'Account'>();
  const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await owner.query(sql, [...parameters])).rows as Row[] };
  await sealer.createKey(queries, accountId);
  const profile = await sealer.seal(queries, accountId, places.account, accountId, JSON.stringify({ displayName: admin.name, email: admin.email }));
  await owner.query(`INSERT INTO identity.account (id, email_index, profile, language, created_at) VALUES ($1, $2, $3, 'en', clock.now())`,
    [accountId, sealer.emailIndex(admin.email), profile]);
  await owner.query(`INSERT INTO identity.credential (id, account_id, kind, secret, created_at) VALUES ($1, $2, 'password', $3, clock.now())`,
    [newId(), accountId, await hashPassword(password)]);
  await owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES ($1, $2, $3, 'administrator', clock.now())`,
    [newId(), organisation.id, accountId]);
  await owner.query(
    `INSERT INTO audit.entry (at, organisation_id, actor_kind, actor_id, action, object_kind, object_id, basis, request_id)
     VALUES (clock.now(), $1, 'system', 'cli', 'account.create', 'account', $2, 'system', 'cli')`, [organisation.id, accountId]);
  return { kind: 'made', organisation: organisation.name, newOrganisation: existing === undefined };
}

async function createOrganisation(owner: pg.Client, admin: NewAdmin): Promise<{ id: string; name: string } | null> {
  const { organisation: name, fallbackPhone, clinician, zone, country } = admin;
  if (name === null || fallbackPhone === null || clinician === null || zone === null || country === null) return null;
  const id = newId<'Organisation'>();
  await owner.query(
    `INSERT INTO identity.organisation (id, name, zone, country, language, reading_hours, welfare_text, fallback_name, fallback_phone, created_at)
     VALUES ($1, $2, $3, $4, 'en', $5, $6, $2, $7, clock.now())`,
    [id, name, zone, country.toUpperCase(), { en: 'Ask your clinic when somebody reads this.', es: 'Pregunte a su clínica cuándo lee alguien esto.' },
      { en: 'Call the local emergency number and ask for a welfare check.', es: 'Llame al número de emergencias y pida que alguien vaya a ver a la persona.' }, fallbackPhone]);
  const policy = defaultPolicyIn(zone);
  await owner.query(
    `INSERT INTO clin.escalation_policy (organisation_id, version, ladders, rule_set, signed_by, signed_at) VALUES ($1, 1, $2, $3, $4, clock.now())`,
    [id, { ladders: policy.ladders, byMorning: policy.byMorning }, ruleSet, clinician]);
  return { id, name };
}

const trimmed = ({ name, email, organisation, zone, country, fallbackPhone, clinician }: NewAdmin): NewAdmin => ({
  name: name.trim(), email: email.trim(), organisation: organisation?.trim() ?? null, zone, country,
  fallbackPhone: fallbackPhone?.trim() ?? null, clinician: clinician?.trim() ?? null,
});

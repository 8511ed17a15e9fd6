import type { Config } from '@evenkeel/config';
import { newId } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import { defaultPolicyIn } from '@evenkeel/escalation-rules';
import { hashPassword, places } from '@evenkeel/identity-server';
import { ruleSet } from '@evenkeel/symptoms-rules';
import pg from 'pg';

/** The first person of an installation, who invites the others. The password has been checked. */
export interface NewAdmin {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Needed when there is no organisation yet, or more than one. */
  readonly organisation: string | null;
  readonly zone: string;
  readonly country: string;
  /** Both are needed for a new organisation: whom an unanswered alert tells, and who signs the shipped rules. */
  readonly fallbackPhone: string | null;
  readonly clinician: string | null;
}

export type AdminMade = { readonly kind: 'made'; readonly organisation: string } | { readonly kind: 'refused'; readonly why: string };

const refused = (why: string): AdminMade => ({ kind: 'refused', why });

/** Creates an administrator as the owner, in one transaction; an organisation that is named and missing is created too. */
export async function createAdmin(config: Config, admin: NewAdmin): Promise<AdminMade> {
  const owner = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 5000 });
  await owner.connect();
  try {
    await owner.query('BEGIN');
    const made = await create(owner, new Sealer(config), admin);
    await owner.query(made.kind === 'made' ? 'COMMIT' : 'ROLLBACK');
    return made;
  } finally {
    await owner.end();
  }
}

async function create(owner: pg.Client, sealer: Sealer, admin: NewAdmin): Promise<AdminMade> {
  const found = await owner.query<{ id: string; name: string }>('SELECT id, name FROM identity.organisation WHERE $1::text IS NULL OR name = $1', [admin.organisation]);
  if (found.rows.length > 1) return refused('There are several organisations: name one with --organisation.');
  if (found.rows.length === 0 && admin.organisation === null) return refused('There is no organisation yet: name it with --organisation.');
  const taken = await owner.query('SELECT 1 FROM identity.account WHERE email_index = $1', [sealer.emailIndex(admin.email)]);
  if (taken.rowCount !== 0) return refused('Somebody with this address exists already.');
  const organisation = found.rows[0] ?? (await createOrganisation(owner, admin));
  if (organisation === null) return refused('A new organisation needs --fallback-phone, which is told when nobody answers, and --clinician, who signs the shipped rules.');

  const accountId = newId<'Account'>();
  const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await owner.query(sql, [...parameters])).rows as Row[] };
  await sealer.createKey(queries, accountId);
  const profile = await sealer.seal(queries, accountId, places.account, accountId, JSON.stringify({ displayName: admin.name, email: admin.email.trim() }));
  await owner.query(`INSERT INTO identity.account (id, email_index, profile, language, created_at) VALUES ($1, $2, $3, 'en', clock.now())`,
    [accountId, sealer.emailIndex(admin.email), profile]);
  await owner.query(`INSERT INTO identity.credential (id, account_id, kind, secret, created_at) VALUES ($1, $2, 'password', $3, clock.now())`,
    [newId(), accountId, await hashPassword(admin.password)]);
  await owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES ($1, $2, $3, 'administrator', clock.now())`,
    [newId(), organisation.id, accountId]);
  await owner.query(
    `INSERT INTO audit.entry (at, organisation_id, actor_kind, actor_id, action, object_kind, object_id, basis, request_id)
     VALUES (clock.now(), $1, 'system', 'cli', 'account.create', 'account', $2, 'system', 'cli')`, [organisation.id, accountId]);
  return { kind: 'made', organisation: organisation.name };
}

async function createOrganisation(owner: pg.Client, admin: NewAdmin): Promise<{ id: string; name: string } | null> {
  const { organisation: name, fallbackPhone, clinician, zone, country } = admin;
  if (name === null || fallbackPhone === null || clinician === null) return null;
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

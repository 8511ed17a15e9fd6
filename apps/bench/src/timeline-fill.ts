import { createHash, randomBytes } from 'node:crypto';
import { Person, type Product } from '@evenkeel/testing/product';
import { dateOf, dayNumber, daysIn, foldMonth, type MonthColumns, monthOf, type Score } from '@evenkeel/timeline-rules';
import { v7 } from 'uuid';

/** Where the clock stands; the tail month has just begun. */
export const startAt = '2026-03-02T15:00:00Z';
/** Two years, both ends counted. */
export const range = { from: '2024-03-03', to: '2026-03-02' } as const;
const tailDay = '2026-03-01';

const symptoms = ['akathisia', 'anxiety', 'balance', 'headache', 'insomnia', 'irritability', 'muscle-pain', 'nausea', 'palpitations', 'tinnitus', 'tremor', 'unreality'];
const checkInsPerDay = 4;
const patientsPerTherapist = 50;
/** So many different months are folded; each patient's month is one of them. */
const patterns = 64;

export interface Filled {
  readonly patients: readonly { readonly id: string; readonly therapist: Person }[];
  readonly organisationId: string;
}

/**
 * Fills the product's own tables in the order in which rows would have arrived: month after month, and within a month the
 * patients in another order each time. What 380 million answers would have been folded to is written in their place, made
 * by the product's own fold; the answers of the first day of the last month are really there and really folded.
 */
export async function fill(product: Product, size: number): Promise<Filled> {
  const { owner } = product.t;
  const { rows: [organisation] } = await owner.query<{ id: string }>('SELECT id FROM identity.organisation');
  if (organisation === undefined) throw new Error('The demo clinic is missing');
  const organisationId = organisation.id;
  const therapists = await addTherapists(product, organisationId, Math.ceil(size / patientsPerTherapist));
  const patients = await addPatients(product, organisationId, size, therapists.map(({ accountId }) => accountId));
  await addPlans(product, organisationId, patients);
  for (const month of monthsOf(range)) await addMonth(product, organisationId, patients, month);
  await addTail(product, organisationId, patients);
  await owner.query('VACUUM (ANALYZE)');
  return { organisationId, patients: patients.map((id, place) => ({ id, therapist: (therapists[place % therapists.length] as Therapist).person })) };
}

interface Therapist {
  readonly accountId: string;
  readonly person: Person;
}

/** Accounts with a session. Nothing on the way to a timeline opens a profile, so there is none. */
async function addTherapists(product: Product, organisationId: string, count: number): Promise<Therapist[]> {
  const accounts = Array.from({ length: count }, () => v7());
  const tokens = accounts.map(() => randomBytes(32).toString('base64url'));
  await addAccounts(product, organisationId, accounts, 'therapist');
  await product.t.owner.query(
    `INSERT INTO identity.session (id, token_hash, account_id, organisation_id, role, realm, created_at, last_seen_at, expires_at, device)
     SELECT a.session, a.hash, a.account, $1, 'therapist', 'clinical', clock.now(), clock.now(), clock.now() + interval '1 day', 'bench'
       FROM unnest($2::uuid[], $3::bytea[], $4::uuid[]) AS a (session, hash, account)`,
    [organisationId, accounts.map(() => v7()), tokens.map((token) => createHash('sha256').update(token).digest()), accounts]);
  return accounts.map((accountId, place) => ({ accountId, person: Person.withCookie(product.url, `therapist-${place}`, `evenkeel_clin=${tokens[place]}`, null) }));
}

async function addAccounts({ t: { owner } }: Product, organisationId: string, accounts: readonly string[], role: string): Promise<void> {
  await owner.query(
    `INSERT INTO identity.account (id, email_index, profile, language, created_at)
     SELECT a.id, decode(replace(a.id::text, '-', ''), 'hex'), '', 'en', clock.now() FROM unnest($1::uuid[]) AS a (id)`, [accounts]);
  await owner.query(
    `INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at)
     SELECT a.membership, $1, a.id, $4, clock.now() FROM unnest($2::uuid[], $3::uuid[]) AS a (id, membership)`, [organisationId, accounts, accounts.map(() => v7()), role]);
}

async function addPatients(product: Product, organisationId: string, size: number, therapists: readonly string[]): Promise<string[]> {
  const { owner } = product.t;
  const accounts = Array.from({ length: size }, () => v7());
  const patients = accounts.map(() => v7());
  await addAccounts(product, organisationId, accounts, 'patient');
  await owner.query(
    `INSERT INTO identity.patient (organisation_id, id, account_id, profile, zone, country, language, created_at)
     SELECT $1, p.id, p.account, '', 'America/New_York', 'US', 'en', clock.now() - interval '3 years' FROM unnest($2::uuid[], $3::uuid[]) AS p (id, account)`,
    [organisationId, patients, accounts]);
  const byPatient = patients.map((_, place) => therapists[place % therapists.length]);
  await owner.query(
    `INSERT INTO clin.care_team_member (organisation_id, patient_id, id, account_id, role, is_primary, accepted_at, starts_at)
     SELECT $1, m.patient, m.id, m.account, 'therapist', true, clock.now() - interval '2 years', clock.now() - interval '2 years'
       FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) AS m (patient, id, account)`, [organisationId, patients, patients.map(() => v7()), byPatient]);
  await owner.query(
    `INSERT INTO clin.consent (organisation_id, patient_id, id, recipient_role, categories, purposes, text_version, given_at, starts_at, expires_at)
     SELECT $1, c.patient, c.id, 'therapist', '{taper_plan,doses,symptom_scores,free_text,alert_head}', '{treatment}', 'bench', at, at, at + interval '3 years'
       FROM unnest($2::uuid[], $3::uuid[]) AS c (patient, id), (SELECT clock.now() - interval '2 years' AS at) given`, [organisationId, patients, patients.map(() => v7())]);
  await owner.query('SELECT clin.refresh_grants(p.id) FROM unnest($1::uuid[]) AS p (id)', [patients]);
  return patients;
}

/** A step each month, an alert each quarter, a note each month. */
async function addPlans({ t: { owner } }: Product, organisationId: string, patients: readonly string[]): Promise<void> {
  for (const [place, month] of monthsOf(range).entries()) {
    await owner.query(
      `INSERT INTO clin.dose_step (organisation_id, patient_id, starts_on, id, drug, kind, total_ug, night_ug, signed_by, signed_at)
       SELECT $1, p.id, $2::date + 7, gen_random_uuid(), 'clonazepam', $3, $4, $4, p.id, clock.now() FROM unnest($5::uuid[]) AS p (id) ORDER BY md5(p.id::text || $2::date)`,
      [organisationId, month, place === 0 ? 'start' : 'reduce', 2000 - place * 60, patients]);
    await owner.query(
      `INSERT INTO clin.annotation (organisation_id, patient_id, local_date, id, visibility, words, author_id, author_role, written_at)
       SELECT $1, m.patient_id, $2::date + 9, gen_random_uuid(), 'whole-team', '', m.account_id, 'therapist', clock.now()
         FROM clin.care_team_member m WHERE m.patient_id = ANY ($3::uuid[]) ORDER BY md5(m.patient_id::text || $2::date)`, [organisationId, month, patients]);
    if (place % 3 !== 0) continue;
    await owner.query(
      `INSERT INTO clin.alert (organisation_id, patient_id, opened_at, id, tier, max_tier, source, family, rule_id, rule_version, status, policy, resolved_by, resolved_at, outcome, last_trigger_at)
       SELECT $1, p.id, $2::date + 11, gen_random_uuid(), 'E2', 'E2', 'check-in', 'distress', 'bench', 1, 'resolved', '{}', p.id, $2::date + 12, 'patient-reached', $2::date + 11
         FROM unnest($3::uuid[]) AS p (id) ORDER BY md5(p.id::text || $2::date)`, [organisationId, month, patients]);
  }
}

async function addMonth({ t: { owner } }: Product, organisationId: string, patients: readonly string[], month: string): Promise<void> {
  const folded = Array.from({ length: patterns }, (_, pattern) => foldMonth(month, scoresOf(month, pattern)));
  await owner.query(
    `INSERT INTO clin.timeline_month (organisation_id, patient_id, month, overall_day, overall, symptom, level, first_day, folded_at)
     SELECT $1, p.id, $2::date, f.overall_day, f.overall, f.symptom, f.level, f.first_day, clock.now()
       FROM unnest($3::uuid[]) WITH ORDINALITY AS p (id, place)
       JOIN jsonb_to_recordset($4::jsonb) AS f (pattern integer, overall_day smallint[], overall smallint[], symptom text[], level smallint[], first_day smallint) ON f.pattern = p.place % $5
      ORDER BY md5(p.id::text || $2::date)`, [organisationId, month, patients, JSON.stringify(folded.map(cells)), patterns]);
}

const cells = ({ overallDay, overall, symptom, level, firstDay }: MonthColumns, pattern: number): object =>
  ({ pattern, overall_day: overallDay, overall, symptom, level, first_day: firstDay });

/** What somebody said in a month of four check-ins a day: a slow wave with something on top, the same for the same pattern. */
function scoresOf(month: string, pattern: number): Score[] {
  const first = dayNumber(month);
  return Array.from({ length: daysIn(month) * checkInsPerDay }, (_, place) => {
    const date = dateOf(first + Math.floor(place / checkInsPerDay));
    const wave = (code: number): number => Math.sin((first + place / checkInsPerDay) / (5 + (pattern + code) % 9) + pattern) / 2 + ((place * 7919 + pattern * 104_729 + code * 31) % 97) / 194;
    return [
      { date, question: 'overall', value: Math.max(0, Math.min(10, Math.round(wave(0) * 10))) },
      ...symptoms.map((symptom, code) => ({ date, question: `symptom.${symptom}`, value: Math.max(0, Math.min(3, Math.round(wave(code + 1) * 3))) })),
    ];
  }).flat();
}

/** The first day of the last month as real answers, check-in by check-in over all patients. */
async function addTail({ t: { owner } }: Product, organisationId: string, patients: readonly string[]): Promise<void> {
  const day = scoresOf(monthOf(tailDay), 1).filter(({ date }) => date === tailDay);
  for (let round = 0; round < checkInsPerDay; round += 1) {
    const said = day.slice(round * (symptoms.length + 1), (round + 1) * (symptoms.length + 1));
    const ids = patients.map(() => v7());
    await owner.query(
      `INSERT INTO clin.check_in (organisation_id, patient_id, at, id, template_id, template_version, local_date, zone, opened_at, answered_at, completed_at, received_at, revision)
       SELECT $1, c.patient, at, c.id, 'daily', 1, $4, 'America/New_York', at, at, at, at, 1
         FROM unnest($2::uuid[], $3::uuid[]) AS c (patient, id), (SELECT $4::date + interval '13 hours' + $5::integer * interval '3 hours' AS at) moment
        ORDER BY md5(c.patient::text || $5::integer)`, [organisationId, patients, ids, tailDay, round]);
    await owner.query(
      `INSERT INTO clin.check_in_answer (organisation_id, patient_id, check_in_id, question, value, answered_at, local_date, zone, revision, received_at)
       SELECT c.organisation_id, c.patient_id, c.id, q.question, q.value, c.answered_at, c.local_date, c.zone, 1, c.received_at
         FROM clin.check_in c, unnest($2::text[], $3::smallint[]) AS q (question, value) WHERE c.id = ANY ($1::uuid[]) ORDER BY md5(c.id::text), q.question`,
      [ids, said.map(({ question }) => question), said.map(({ value }) => value)]);
  }
}

/** Firsts of the months of a range but the last, which is the tail. */
function monthsOf({ from, to }: { readonly from: string; readonly to: string }): string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month < monthOf(to); month = dateOf(dayNumber(month) + daysIn(month))) months.push(month);
  return months;
}

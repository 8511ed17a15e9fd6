import { consentCategories } from '@evenkeel/care-team-rules';
import type { Sealer } from '@evenkeel/encryption';
import { hashPassword, places } from '@evenkeel/identity-server';
import { ruleSet } from '@evenkeel/symptoms-rules';
import type pg from 'pg';
import type { DatedPatient, DemoClinic } from './demo-clinic.js';
import { at, insertAll, type Line } from './insert-all.js';
import { demoPassword, organisation, type TeamRole } from './people.js';

const day = 86_400_000;

/** What each role is told in the demo's consents: the coordinator never gets answers, whatever is ticked. */
const shared: Readonly<Record<TeamRole, readonly string[]>> = {
  prescriber: consentCategories.filter((category) => category !== 'therapy_notes'),
  therapist: ['taper_plan', 'doses', 'symptom_scores', 'free_text', 'therapy_tasks', 'crisis_alerts', 'alert_head'],
  coordinator: ['taper_plan', 'alert_head', 'identity_contacts'],
};

const queriesOf = (owner: pg.ClientBase) => ({
  query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await owner.query(sql, [...parameters])).rows as Row[],
});

/** Writes organisation, policy, accounts, patients, teams and consents, with a data key and a password for everybody. */
export async function storePeople(owner: pg.ClientBase, sealer: Sealer, clinic: DemoClinic): Promise<void> {
  const { openedAt, policy, random, patients, staff } = clinic;
  const joined = clinic.now - 165 * day;
  await insertAll(owner, 'identity.organisation', [{
    id: organisation.id, name: organisation.name, zone: organisation.zone, country: organisation.country, language: organisation.language,
    reading_hours: organisation.readingHours, welfare_text: organisation.welfareText, fallback_name: organisation.fallbackName,
    fallback_phone: organisation.fallbackPhone, fallback_email: organisation.fallbackEmail, created_at: at(openedAt),
  }]);
  await insertAll(owner, 'clin.escalation_policy', [{
    organisation_id: organisation.id, version: policy.version, ladders: { ladders: policy.ladders, byMorning: policy.byMorning }, rule_set: ruleSet,
    signed_by: staff.find((person) => person.key === 'oakley')?.name ?? '', signed_at: at(openedAt),
  }]);
  const accounts = [
    ...staff.map(({ accountId, name, email, roles }) => ({ accountId, name, email, language: 'en', roles, since: openedAt })),
    ...patients.map(({ accountId, name, email, language }) => ({ accountId, name, email, language, roles: ['patient'], since: joined })),
  ];
  const accountLines: Line[] = [];
  for (const { accountId, name, email, language, since } of accounts) {
    await sealer.createKey(queriesOf(owner), accountId);
    const profile = await sealer.seal(queriesOf(owner), accountId, places.account, accountId, JSON.stringify({ displayName: name, email }));
    accountLines.push({ id: accountId, email_index: sealer.emailIndex(email), profile, language, created_at: at(since) });
  }
  await insertAll(owner, 'identity.account', accountLines);
  await insertAll(owner, 'identity.membership', accounts.flatMap(({ accountId, roles, since }) =>
    roles.map((role) => ({ id: random.idAt(since), organisation_id: organisation.id, account_id: accountId, role, starts_at: at(since) }))));
  const secrets = await Promise.all(accounts.map(() => hashPassword(demoPassword)));
  await insertAll(owner, 'identity.credential', accounts.map(({ accountId, since }, place) =>
    ({ id: random.idAt(since), account_id: accountId, kind: 'password', secret: secrets[place] ?? '', created_at: at(since) })));
  await storePatients(owner, sealer, patients, joined);
  await insertAll(owner, 'clin.care_team_member', patients.flatMap((patient) => patient.team.map(({ key, role, primary }) => ({
    organisation_id: organisation.id, patient_id: patient.id, id: random.idAt(joined), account_id: staff.find((person) => person.key === key)?.accountId ?? '',
    role, is_primary: primary, on_rota: role !== 'therapist', accepted_at: at(joined), starts_at: at(joined),
  }))));
  await insertAll(owner, 'clin.consent', patients.flatMap((patient) => (['prescriber', 'therapist', 'coordinator'] as const).map((role) => ({
    organisation_id: organisation.id, patient_id: patient.id, id: random.idAt(joined), recipient_role: role, categories: shared[role],
    purposes: ['treatment', 'care-coordination', 'emergency'], text_version: 'demo-1', given_at: at(joined), starts_at: at(joined), expires_at: at(joined + 365 * day),
  }))));
}

async function storePatients(owner: pg.ClientBase, sealer: Sealer, patients: readonly DatedPatient[], joined: number): Promise<void> {
  const lines: Line[] = [];
  for (const patient of patients) {
    const { id, name, birthYear, phone, address, emergencyContact } = patient;
    const queries = queriesOf(owner);
    await sealer.createKey(queries, id);
    lines.push({
      organisation_id: organisation.id, id, account_id: patient.accountId, zone: patient.zone, country: organisation.country, language: patient.language,
      profile: await sealer.seal(queries, id, places.patient, id, JSON.stringify({ name, birthYear, phone, address, emergencyContact })),
      risk: await sealer.seal(queries, id, places.risk, id, JSON.stringify(patient.risk)), created_at: at(joined),
    });
  }
  await insertAll(owner, 'identity.patient', lines);
  await insertAll(owner, 'identity.patient_zone', patients.map(({ id, zone }) => ({ patient_id: id, zone, since: at(joined) })));
}

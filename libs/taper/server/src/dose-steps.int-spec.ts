import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Audit } from '@evenkeel/audit-server';
import { Access, rows as careTeamRows, StandingReader } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { Database } from '@evenkeel/database';
import { PeopleReader } from '@evenkeel/identity-server';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import type { Actor, OrganisationId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { DoseSteps } from './dose-steps.js';
import { rows } from './index.js';
import { DoseStepReader } from './store/dose-step.reader.js';
import { planStep } from './testing.js';

const all = [...rows, ...careTeamRows];

describe('dose steps', () => {
  let t: TestDatabase;
  let bare: Database;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let prescriber: BuiltPerson;
  let coordinator: BuiltPerson;
  const silent = { readAll: async () => undefined } as unknown as Audit;
  const dosesOn = (database: Database) => new DoseSteps(database, new Access(new StandingReader()), new DoseStepReader(), new PeopleReader(t.sealer), silent);
  const seen = async (actor: Actor, database = t.database) => (await dosesOn(database).forActor(actor, [patient.patientId])).get(patient.patientId);
  const byRows = (actor: Actor) => t.database.as(actor, async (tx) => (await new DoseStepReader().stepsOf(tx, patient.patientId)).length);

  beforeAll(async () => {
    t = await freshDatabase({ rows: all });
    bare = await Database.connect({ ...t.config, DATABASE_URL_APP_CLIN: t.config.DATABASE_URL }, all, { app_clin: 2 });
    organisationId = await buildOrganisation(t);
    patient = await buildPatient(t, { organisationId, zone: 'Pacific/Auckland' });
    prescriber = await buildStaff(t, { organisationId, role: 'prescriber', name: 'Dr. Pine' });
    coordinator = await buildStaff(t, { organisationId, role: 'coordinator' });
    for (const { accountId, role } of [prescriber, coordinator]) await joinTeam(t, { organisationId, patientId: patient.patientId, accountId, role: role as 'prescriber' | 'coordinator' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'prescriber' } });
    const of = { organisationId, patientId: patient.patientId, signedBy: prescriber.accountId };
    await planStep(t, { ...of, startsOn: '2026-01-01', total: 999, planVersion: 1 });
    for (const [startsOn, total] of [['2026-02-01', 450], ['2026-01-01', 500]] as const) await planStep(t, { ...of, startsOn, total, planVersion: 2 });
  }, 60_000);
  afterAll(async () => {
    await bare.close();
    await t.close();
  });

  it('are those of the newest plan, in the order of time, as the patient’s calendar has it', async () => {
    const steps = await seen(prescriber.actor());
    expect(steps?.map(({ startsOn, total, medicine, slots }) => [startsOn, total, medicine, slots.evening])).toEqual([['2026-01-01', 500, 'clonazepam', 500], ['2026-02-01', 450, 'clonazepam', 450]]);
    // 14:00 in London is tomorrow in Auckland.
    expect(steps?.map(({ today }) => today)).toEqual(['2026-03-03', '2026-03-03']);
  });

  it('name who signed to colleagues', async () => {
    expect((await seen(prescriber.actor()))?.[0]?.signerName).toBe('Dr. Pine');
  });

  it('belong to the patient and to whom they are shared with; each line of defence alone says so', async () => {
    expect(await seen(patient.actor())).toHaveLength(2);
    expect(await byRows(patient.actor())).toBe(2);
    const outsider = await buildStaff(t, { organisationId, role: 'prescriber' });
    const other = await buildPatient(t, { organisationId });
    for (const who of [coordinator, outsider, other]) {
      expect(await seen(who.actor(), bare)).toBeUndefined();
      expect(await byRows(who.actor())).toBe(0);
    }
  });
});

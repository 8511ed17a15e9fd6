import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { newId } from '@evenkeel/database';
import { isRefusal, type OrganisationId, type Refusal } from '@evenkeel/kernel';
import { rows as notificationRows } from '@evenkeel/notifications-server';
import type { GivenIntake } from '@evenkeel/taper-rules';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { PatientFactsReader } from '../patient-facts.js';
import { ReadPlans } from '../read-plans.js';
import { atTheDesk, done, gentlePlan, runTaper } from '../testing.js';
import { ChangeOtherMedicine } from './change-other-medicine.js';
import { ChangeOutsideClinician } from './change-outside-clinician.js';
import { HoldTaper } from './hold-taper.js';
import { ReadIntake } from './read-intake.js';
import { SaveIntake } from './save-intake.js';
import { SweepPlans } from './sweep-plans.js';
import { MarkPlanRead } from './mark-plan-read.js';

const night = { morning: 0, midday: 0, evening: 0, night: 1000 };
const engine = { kind: 'system', name: 'test', requestId: 'intake' } as const;

describe('what is known of a patient', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let [lee, kim, cora, stranger]: BuiltPerson[] = [];

  const who = (person: BuiltPerson | undefined): BuiltPerson => {
    if (person === undefined) throw new Error('nobody');
    return person;
  };
  const ok = <T>(answer: T | Refusal): T => {
    if (isRefusal(answer)) throw new Error(`Refused: ${answer.code} at ${answer.field}`);
    return answer;
  };
  const given = (more: Partial<GivenIntake> = {}): GivenIntake & { patientId: string } => ({
    patientId: patient.patientId, taken: [{ medicine: 'clonazepam', slots: night, pattern: 'daily', daysAMonth: null }], indication: 'panic', monthsOfUse: 30, factors: ['seizure-history'],
    riskReviewOn: '2026-02-20', words: 'Afraid of the nights', ...more,
  });
  const save = (more: Partial<GivenIntake> = {}, person = lee) => app.get(SaveIntake).run(who(person).actor(), given(more));
  const read = (person = lee) => app.get(ReadIntake).run(who(person).actor(), patient.patientId);
  const add = (name: string, startedOn: string | null, stoppedOn: string | null = null, person = lee, id: string = newId()) =>
    app.get(ChangeOtherMedicine).run(who(person).actor(), { id, patientId: patient.patientId, name, startedOn, stoppedOn });
  const tasks = async () => (await t.owner.query<{ task: string }>(
    `SELECT kind || ' ' || for_role || ' ' || coalesce(outcome, 'open') AS task FROM clin.task WHERE patient_id = $1 ORDER BY opened_at, about DESC`, [patient.patientId])).rows.map(({ task }) => task);

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows, ...notificationRows] });
    app = await runTaper(t);
    organisationId = await buildOrganisation(t);
    [lee, stranger] = [await buildStaff(t, { organisationId, role: 'prescriber', name: 'Lee Farrant' }), await buildStaff(t, { organisationId, role: 'prescriber' })];
    [kim, cora] = [await buildStaff(t, { organisationId, role: 'therapist' }), await buildStaff(t, { organisationId, role: 'coordinator' })];
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });
  beforeEach(async () => {
    await t.clock.set('2026-03-02T14:00:00Z');
    patient = await buildPatient(t, { organisationId, profile: { birthYear: 1958 } });
    for (const person of [lee, kim, cora].map(who)) {
      await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: person.accountId, role: person.actor().role as 'prescriber' });
      await giveConsent(t, { organisationId, patientId: patient.patientId, to: { accountId: person.accountId } });
    }
  });

  it('is kept with every intake, sealed where it is words, and the newest one counts for the rules', async () => {
    const facts = (person: BuiltPerson = who(lee)) => t.database.as(person.actor(), (tx) => app.get(PatientFactsReader).facts(tx, patient.patientId));
    expect(await facts()).toEqual({ ageYears: 68, monthsOfUse: null, factors: [], daysSinceRiskReview: null });
    ok(await save());
    await t.clock.advance(86_400_000);
    ok(await save({ factors: ['copd'], words: null, monthsOfUse: 31 }));
    const expected = { ageYears: 68, monthsOfUse: 31, factors: ['copd'], daysSinceRiskReview: 11 };
    expect([await facts(), await facts(patient), await t.database.engine(engine, (tx) => app.get(PatientFactsReader).facts(tx, patient.patientId))]).toEqual([expected, expected, expected]);
    expect(await t.database.as(who(lee).actor(), (tx) => app.get(PatientFactsReader).taken(tx, patient.patientId))).toEqual([{ startsOn: '2026-03-03', dose: [{ medicine: 'clonazepam', slots: night, total: 1000 }] }]);
    expect((await read())?.intake).toMatchObject({ words: null, recordedByName: 'Lee Farrant', recordedOn: '2026-03-03' });
    const { rows: kept } = await t.owner.query<{ words: Buffer | null }>('SELECT words FROM clin.intake WHERE patient_id = $1 ORDER BY recorded_at', [patient.patientId]);
    expect(kept).toHaveLength(2);
    expect(kept[0]?.words?.toString('latin1')).not.toContain('nights');
    expect((await t.owner.query(`SELECT 1 FROM audit.entry WHERE action = 'intake.save' AND patient_id = $1`, [patient.patientId])).rowCount).toBe(2);
  });

  it('changes what the check of a plan finds, and what an editor is shown', async () => {
    const rules = async () => {
      const checked = done(await atTheDesk(app).check(done(await atTheDesk(app).save(who(lee).actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-05' }))), who(lee).actor()));
      return checked.findings.filter(({ verdict }) => verdict !== 'ok').map(({ rule }) => rule);
    };
    expect(await rules()).toEqual(expect.arrayContaining(['review-of-risk', 'slower-steps']));
    ok(await save());
    const after = await rules();
    expect(after).toEqual(expect.arrayContaining(['seizure-history', 'use-over-a-year', 'slower-steps']));
    expect(after).not.toContain('review-of-risk');
    const around = (await app.get(ReadPlans).run(who(lee).actor(), patient.patientId))?.around;
    expect([around?.facts.factors, around?.prescribed.map(({ startsOn }) => startsOn)]).toEqual([['seizure-history'], ['2026-03-02']]);
  });

  it('is refused by its field', async () => {
    expect(await save({ indication: 'sadness' })).toMatchObject({ code: 'not-one-of', field: 'indication' });
    expect(await save({ taken: [{ medicine: 'aspirin', slots: night, pattern: 'daily', daysAMonth: null }] })).toMatchObject({ field: 'taken.0.medicine' });
    expect(await save({ riskReviewOn: '2026-03-03' })).toMatchObject({ code: 'in-the-future', field: 'riskReviewOn' });
    expect(await add(' ', null)).toMatchObject({ field: 'name' });
    expect(await add('Fluconazole', '2026-03-02', '2026-03-01')).toMatchObject({ code: 'before-the-start', field: 'stoppedOn' });
    const medicine = ok(await add('Fluconazole', '2026-03-02'));
    expect(await app.get(ChangeOtherMedicine).stop(who(lee).actor(), medicine.id, '2026-03-01')).toMatchObject({ code: 'before-the-start', field: 'stoppedOn' });
    const contact = { id: newId(), patientId: patient.patientId, role: 'psychiatrist', name: 'Dr Rowan', phone: null, email: null };
    expect(await app.get(ChangeOutsideClinician).run(who(lee).actor(), { ...contact, role: 'baker' })).toMatchObject({ field: 'role' });
    expect(await app.get(ChangeOutsideClinician).run(who(lee).actor(), { ...contact, email: 'nowhere' })).toMatchObject({ field: 'email' });
  });

  it('takes back the end of a medicine while it is ahead, and asks nobody about it any more', async () => {
    await atTheDesk(app).signed(who(lee).actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02', everyDays: 21 }));
    const medicine = ok(await add('Fluconazole', null));
    const stop = (on: string | null) => app.get(ChangeOtherMedicine).stop(who(lee).actor(), medicine.id, on);
    ok(await stop('2026-03-09'));
    expect(await tasks()).toEqual(['interaction-review prescriber open']);
    expect(ok(await stop(null))).toMatchObject({ stoppedOn: null, stoppedReviewedAt: null });
    expect(ok(await stop(null)).stoppedOn).toBeNull(); // a repetition whose first answer was lost
    expect(await tasks()).toEqual(['interaction-review prescriber settled']);
    ok(await stop('2026-03-02'));
    expect(await stop(null)).toMatchObject({ code: 'missing', field: 'stoppedOn' });
    expect((await read())?.medicines[0]?.stoppedOn).toBe('2026-03-02');
  });

  it('asks a prescriber about a medicine that interacts, with its start and again with its stop, and holds the next step until then', async () => {
    const plan = await atTheDesk(app).signed(who(lee).actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02', everyDays: 21 }));
    ok(await add('Vitamin D', '2026-03-02'));
    expect(await tasks()).toEqual([]);
    const medicine = ok(await add('Fluconazol 150 mg', '2026-03-02'));
    // A repetition whose first answer was lost is the same entry, and asks nobody twice.
    expect(ok(await add('Fluconazol 150 mg', '2026-03-02', null, lee, medicine.id)).enteredAt).toEqual(medicine.enteredAt);
    expect(await tasks()).toEqual(['interaction-review prescriber open']);
    const blocked = async () => (await app.get(ReadPlans).run(who(lee).actor(), patient.patientId))?.nextStepFindings.filter(({ verdict }) => verdict === 'block').map(({ rule }) => rule);
    expect(await blocked()).toContain('interaction-changed');
    ok(await app.get(ChangeOtherMedicine).review(who(lee).actor(), medicine.id));
    expect([await tasks(), await blocked()]).toEqual([['interaction-review prescriber settled'], expect.not.arrayContaining(['interaction-changed'])]);
    await t.clock.advance(3_600_000);
    ok(await app.get(ChangeOtherMedicine).stop(who(lee).actor(), medicine.id, '2026-03-02'));
    expect([await tasks(), (await blocked())?.includes('interaction-changed')]).toEqual([['interaction-review prescriber settled', 'interaction-review prescriber open'], true]);
    ok(await app.get(ChangeOtherMedicine).review(who(lee).actor(), medicine.id));
    expect(await blocked()).not.toContain('interaction-changed');
    expect((await read())?.medicines.map(({ name, interactions, stoppedReviewedAt }) => [name, interactions.map(({ freezesSteps }) => freezesSteps), stoppedReviewedAt !== null])).toEqual([
      ['Vitamin D', [], false], ['Fluconazol 150 mg', [true], true],
    ]);
    const { rows: due } = await t.owner.query<{ soon: boolean }>('SELECT next_at <= clock.now() AS soon FROM clin.plan_version WHERE id = $1', [plan.id]);
    expect(due).toEqual([{ soon: true }]);
  });

  it('tasks of plans stand among those of the team, and go with their cause', async () => {
    await atTheDesk(app).signed(who(lee).actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02', everyDays: 21 }));
    done(await app.get(HoldTaper).run(patient.actor(), { id: '01900000-0000-7000-8000-000000000001', patientId: null, tappedAt: null, days: null }));
    expect(await tasks()).toEqual(['plan-changed prescriber open']);
    await t.clock.set('2026-03-03T14:01:00Z');
    await app.get(SweepPlans).run(engine);
    await app.get(SweepPlans).run(engine);
    expect(await tasks()).toEqual(['plan-changed prescriber open', 'plan-unread coordinator open']);
    done(await app.get(MarkPlanRead).run(patient.actor(), 1));
    expect(await tasks()).toEqual(['plan-changed prescriber open', 'plan-unread coordinator settled']);
    await t.clock.set('2026-03-31T14:00:00Z');
    await app.get(SweepPlans).run(engine);
    expect(await tasks()).toContain('hold-review prescriber open');
  });

  it('keeps people outside until they are removed, sealed', async () => {
    const contact = { id: newId(), patientId: patient.patientId, role: 'psychiatrist', name: 'Dr Rowan Hale', phone: '+1 555 0101', email: 'rowan@example.org' };
    const { id } = ok(await app.get(ChangeOutsideClinician).run(who(lee).actor(), contact));
    expect(ok(await app.get(ChangeOutsideClinician).run(who(lee).actor(), contact)).id).toBe(id);
    expect((await read())?.clinicians).toMatchObject([{ id, role: 'psychiatrist', name: 'Dr Rowan Hale', phone: '+1 555 0101', email: 'rowan@example.org' }]);
    const { rows: [stored] } = await t.owner.query<{ contact: Buffer }>('SELECT contact FROM clin.outside_clinician WHERE id = $1', [id]);
    expect(stored?.contact.toString('latin1')).not.toContain('Hale');
    ok(await app.get(ChangeOutsideClinician).remove(who(lee).actor(), id));
    expect((await read())?.clinicians).toEqual([]);
    expect(await app.get(ChangeOutsideClinician).remove(who(stranger).actor(), id)).toMatchObject({ code: 'not-found' });
  });

  it('is for prescribers of the team, by either line of defence', async () => {
    ok(await save());
    const medicine = ok(await add('Fluconazole', '2026-03-02'));
    ok(await app.get(ChangeOutsideClinician).run(who(lee).actor(), { id: newId(), patientId: patient.patientId, role: 'psychiatrist', name: 'Dr Rowan', phone: null, email: null }));
    for (const person of [kim, cora, stranger, patient].map((each) => who(each))) {
      expect(await read(person)).toBeNull();
      for (const refused of [await save({}, person), await add('Fluconazole', null, null, person), await app.get(ChangeOtherMedicine).review(person.actor(), medicine.id), await app.get(ChangeOtherMedicine).stop(person.actor(), medicine.id, '2026-03-02')]) {
        expect(refused).toMatchObject({ code: 'not-found' });
      }
    }
    const seen = (person: BuiltPerson | undefined) => t.database.as(who(person).actor(), async (tx) =>
      Promise.all(['intake', 'other_medicine', 'outside_clinician'].map(async (table) => (await tx.query(`SELECT id FROM clin.${table} WHERE patient_id = $1`, [patient.patientId])).length)));
    expect([await seen(lee), await seen(kim), await seen(cora), await seen(stranger), await seen(patient)]).toEqual([[1, 1, 1], [0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 1, 0]]);
    await expect(t.database.as(patient.actor(), (tx) => tx.execute(`UPDATE clin.intake SET months_of_use = 0`))).rejects.toThrow('permission denied');
    expect(await t.database.as(patient.actor(), (tx) => tx.execute(`UPDATE clin.other_medicine SET stopped_on = NULL`))).toBe(0);
    expect(await t.database.as(who(stranger).actor(), (tx) => tx.execute(`UPDATE clin.outside_clinician SET removed_at = clock.now()`))).toBe(0);
  });
});

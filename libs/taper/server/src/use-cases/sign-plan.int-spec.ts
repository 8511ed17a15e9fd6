import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { isRefusal, type OrganisationId } from '@evenkeel/kernel';
import { type PatientFacts, serialisePlan, type TaperPlan } from '@evenkeel/taper-rules';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { PatientFactsReader } from '../patient-facts.js';
import type { PlanRecord } from '../plan-record.js';
import { atTheDesk, done, gentlePlan, runTaper } from '../testing.js';
import { DiscardPlanDraft } from './discard-plan-draft.js';
import { EaseFinding, type Easing } from './ease-finding.js';
import { SavePlanDraft } from './save-plan-draft.js';

const facts: PatientFacts = { ageYears: 40, monthsOfUse: 6, factors: [], daysSinceRiskReview: 10 };

describe('from a draft to a signature', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let desk: ReturnType<typeof atTheDesk>;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let lee: BuiltPerson;
  let mora: BuiltPerson;
  let known: PatientFacts;

  const ease = (record: PlanRecord, who: BuiltPerson, more: Partial<Easing>) => app.get(EaseFinding).run(who.actor(), {
    patientId: record.patientId, number: record.number, rowVersion: record.rowVersion, rule: 'ceiling', on: null, kind: 'override', reason: 'Two weeks of use only', confirmedTwice: true, specialistName: null, ...more,
  });
  const checked = async (plan: TaperPlan): Promise<PlanRecord> => desk.giveReasons(lee.actor(), done(await desk.check(done(await desk.save(lee.actor(), patient.patientId, plan)), lee.actor())));
  const steps = async () => (await t.owner.query<{ on: string; kind: string; ug: number }>(
    `SELECT starts_on::text AS on, kind, total_ug AS ug FROM clin.dose_step WHERE patient_id = $1 AND plan_version = (SELECT max(plan_version) FROM clin.dose_step WHERE patient_id = $1) ORDER BY starts_on`,
    [patient.patientId])).rows.map(({ on, kind, ug }) => `${on} ${kind} ${ug}`);

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows] });
    app = await runTaper(t);
    desk = atTheDesk(app);
    Object.assign(app.get(PatientFactsReader), { facts: () => Promise.resolve(known), taken: () => Promise.resolve([]), otherMedicines: () => Promise.resolve([]) });
    organisationId = await buildOrganisation(t);
    lee = await buildStaff(t, { organisationId, role: 'prescriber', name: 'Dr. Lee' });
    mora = await buildStaff(t, { organisationId, role: 'prescriber', name: 'Dr. Mora' });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });
  beforeEach(async () => {
    await t.clock.set('2026-03-02T14:00:00Z');
    known = facts;
    patient = await buildPatient(t, { organisationId });
    for (const { accountId } of [lee, mora]) await joinTeam(t, { organisationId, patientId: patient.patientId, accountId, role: 'prescriber', primary: accountId === lee.accountId });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'prescriber' } });
  });

  it('is signed for later and prescribes nothing before', async () => {
    const signed = await desk.signed(lee.actor('signature'), patient.patientId, gentlePlan({ startsOn: '2026-03-09' }));
    expect(signed).toMatchObject({ state: 'signed', number: 1, signedBy: lee.accountId, reason: 'Agreed in the visit', facts });
    expect(await steps()).toEqual([]);
    const { rows: audit } = await t.owner.query(`SELECT action, patient_id, category FROM audit.entry WHERE request_id = 'signature' ORDER BY id`);
    expect(audit.map((each) => (each as { action: string }).action)).toEqual(['plan.draft', 'plan.check', 'plan.ease', 'plan.sign']);
    const { rows: bells } = await t.owner.query(`SELECT DISTINCT payload FROM outbox.message WHERE request_id = 'signature' AND topic <> 'job'`);
    expect(bells).toEqual([{ payload: { topic: 'plan', subject: signed.id, patient: patient.patientId } }]);
  });

  it('begins at once when it starts today, and everybody reads its steps', async () => {
    expect(await desk.signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02' }))).toMatchObject({ state: 'active' });
    expect(await steps()).toEqual(['2026-03-02 start 1000', '2026-03-16 reduce 875', '2026-03-30 reduce 750', '2026-04-13 reduce 625', '2026-04-27 reduce 500']);
  });

  it('the ceiling stops a signature until it is set aside with a reason and a second confirmation, which stay on the version', async () => {
    let record = await checked(gentlePlan({ startsOn: '2026-03-09', cutUg: 500 }));
    expect(await desk.sign(record, lee.actor())).toMatchObject({ code: 'findings-open', facts: { rule: 'ceiling', on: '2026-03-23' } });
    expect(await ease(record, lee, { on: '2026-03-23', confirmedTwice: false })).toMatchObject({ code: 'not-confirmed-twice', field: 'confirmedTwice' });
    expect(await ease(record, lee, { on: '2026-03-23', reason: ' ' })).toMatchObject({ code: 'reason-missing' });
    expect(await ease(record, lee, { on: '2026-03-24' })).toMatchObject({ code: 'nothing-to-ease', field: 'on' });
    record = done(await ease(record, lee, { on: '2026-03-23' }));
    expect(done(await desk.sign(record, lee.actor())).signOffs).toContainEqual(expect.objectContaining({
      kind: 'override', rule: 'ceiling', on: '2026-03-23', reason: 'Two weeks of use only', byAccount: lee.accountId, isConfirmedTwice: true,
    }));
    const { rows: sealed } = await t.owner.query<{ reason: Buffer }>('SELECT reason FROM clin.plan_sign_off WHERE patient_id = $1', [patient.patientId]);
    for (const { reason } of sealed) expect(reason.toString('latin1')).not.toContain('weeks');
  });

  it('a raised dose needs a second prescriber of the team', async () => {
    await desk.signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02', nightUg: 500, untilUg: 375 }));
    const record = await checked(gentlePlan({ startsOn: '2026-03-09', nightUg: 1000 }));
    const raised = { rule: 'dose-raised', kind: 'second-sign-off', on: '2026-03-09' };
    expect(await ease(record, lee, raised)).toMatchObject({ code: 'same-person', field: 'by' });
    const stranger = await buildStaff(t, { organisationId, role: 'prescriber' });
    expect(await ease(record, stranger, raised)).toMatchObject({ code: 'not-found' });
    expect(done(await desk.sign(done(await ease(record, mora, raised)), lee.actor()))).toMatchObject({ state: 'signed' });
  });

  it('asks a colleague while nothing else is missing, and no longer when the plan was signed off, edited or thrown away', async () => {
    const tasks = async () => (await t.owner.query<{ kind: string; about: string; role: string; outcome: string | null }>(
      'SELECT kind, about, for_role AS role, outcome FROM clin.task WHERE patient_id = $1 ORDER BY about', [patient.patientId])).rows.map(({ kind, about, role, outcome }) => `${kind} ${about} ${role} ${outcome ?? 'open'}`);
    await desk.signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02', nightUg: 500, untilUg: 375 }));
    const raised = { rule: 'dose-raised', kind: 'second-sign-off', on: '2026-03-09' };
    const unanswered = done(await desk.check(done(await desk.save(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-09', nightUg: 1000 }))), lee.actor()));
    // The author has still to give reasons: not a colleague's turn yet.
    expect(await tasks()).toEqual([]);
    const record = await desk.giveReasons(lee.actor(), unanswered);
    expect(await tasks()).toEqual(['second-sign-off 2 2026-03-02T14:00:00.000Z prescriber open']);
    await t.clock.set('2026-03-02T15:00:00Z');
    const again = await desk.giveReasons(lee.actor(), done(await desk.check(record, lee.actor())));
    expect(await tasks()).toEqual(['second-sign-off 2 2026-03-02T14:00:00.000Z prescriber settled', 'second-sign-off 2 2026-03-02T15:00:00.000Z prescriber open']);
    const eased = done(await ease(again, mora, raised));
    expect((await tasks())[1]).toContain('settled');
    const edited = await desk.save(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-12', nightUg: 1000 }));
    const other = await desk.giveReasons(lee.actor(), done(await desk.check(done(edited), lee.actor())));
    expect((await tasks())[2]).toBe('second-sign-off 3 2026-03-02T15:00:00.000Z prescriber open');
    // Another draft's task is its own.
    done(await desk.sign(eased, lee.actor()));
    expect((await tasks())[2]).toContain('open');
    expect(isRefusal(await app.get(DiscardPlanDraft).run(lee.actor(), other))).toBe(false);
    expect((await tasks()).filter((task) => task.includes('open'))).toEqual([]);
  });

  it('a seizure history needs a specialist who is named', async () => {
    known = { ...facts, factors: ['seizure-history'] };
    const record = await checked(gentlePlan({ startsOn: '2026-03-09' }));
    const signOff = { rule: 'seizure-history', kind: 'specialist-sign-off' };
    expect(await ease(record, lee, signOff)).toMatchObject({ code: 'specialist-missing', field: 'specialistName' });
    const eased = done(await ease(record, lee, { ...signOff, specialistName: 'Dr. Ortiz, neurology' }));
    expect(done(await desk.sign(eased, lee.actor())).signOffs).toContainEqual(expect.objectContaining({ by: 'Dr. Ortiz, neurology', byAccount: lee.accountId }));
  });

  it('is not signed when more became known since the check', async () => {
    const record = await checked(gentlePlan({ startsOn: '2026-03-09' }));
    known = { ...facts, factors: ['opioids'] };
    expect(await desk.sign(record, lee.actor())).toMatchObject({ code: 'findings-changed' });
    const again = await desk.giveReasons(lee.actor(), done(await desk.check(record, lee.actor())));
    expect(done(await desk.sign(again, lee.actor()))).toMatchObject({ state: 'signed', facts: { factors: ['opioids'] } });
  });

  it('asks for the version that was on the screen', async () => {
    const draft = done(await desk.save(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-09' })));
    done(await desk.check(draft, lee.actor()));
    expect(await desk.check(draft, mora.actor())).toMatchObject({ code: 'stale' });
    expect(await desk.sign(draft, lee.actor())).toMatchObject({ code: 'stale' });
    expect(await app.get(DiscardPlanDraft).run(lee.actor(), draft)).toMatchObject({ code: 'stale' });
  });

  it('an edit has to be checked and eased again', async () => {
    const record = await checked(gentlePlan({ startsOn: '2026-03-09', cutUg: 500 }));
    const eased = done(await ease(record, lee, { on: '2026-03-23' }));
    const edited = done(await app.get(SavePlanDraft).run(lee.actor(), { ...eased, plan: serialisePlan(gentlePlan({ startsOn: '2026-03-10', cutUg: 500 })), reason: 'A day later' }));
    expect(edited).toMatchObject({ state: 'draft', findings: [], signOffs: [], reason: 'A day later', startsOn: '2026-03-10', facts: null });
    expect(await desk.sign(edited, lee.actor())).toMatchObject({ code: 'not-in-this-state' });
  });

  it('one version waits at a time, and each follows the one that runs', async () => {
    const first = await desk.signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02' }));
    const second = await checked(gentlePlan({ startsOn: '2026-03-09', cutUg: 125, everyDays: 21 }));
    const third = await checked(gentlePlan({ startsOn: '2026-03-12', everyDays: 28 }));
    expect(second.basedOn).toBe(first.number);
    done(await desk.sign(second, lee.actor()));
    expect(await desk.sign(third, lee.actor())).toMatchObject({ code: 'versions-overlap', field: 'startsOn', facts: { version: second.number } });
  });

  it('a draft from before a version that has begun is not signed after it', async () => {
    const old = await checked(gentlePlan({ startsOn: '2026-03-09' }));
    await desk.signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02' }));
    await t.owner.query(`UPDATE clin.plan_version SET state = 'completed', ended = 'maintenance', ended_at = clock.now(), next_at = NULL WHERE patient_id = $1 AND state = 'active'`, [patient.patientId]);
    const again = await desk.giveReasons(lee.actor(), done(await desk.check(old, lee.actor())));
    expect(await desk.sign(again, lee.actor())).toMatchObject({ code: 'based-on-an-old-version', field: 'basedOn' });
  });

  it.each<[string, Partial<Parameters<typeof gentlePlan>[0]>, object]>([
    ['in the past', { startsOn: '2026-03-01' }, { code: 'in-the-past', field: 'plan.startsOn', facts: { today: '2026-03-02' } }],
    ['of a dose that cannot be made', { nightUg: 1010 }, { code: 'cannot-be-made', field: 'plan.start.night' }],
  ])('a draft %s is kept and refused at the check', async (_, more, refusal) => {
    const draft = done(await desk.save(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-09', ...more })));
    expect(await desk.check(draft, lee.actor())).toMatchObject(refusal);
  });

  it('ten times the dose is a slip of the decimal point', async () => {
    await desk.signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02', nightUg: 250, untilUg: 125 }));
    const draft = done(await desk.save(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-09', nightUg: 2500 })));
    expect(await desk.check(draft, lee.actor())).toMatchObject({ code: 'ten-times-the-dose', field: 'plan.start.0.slots', facts: { beforeUg: 250, askedUg: 2500 } });
  });

  it.each<[string, string, string | null]>([
    ['{', 'not-a-plan', 'plan'], [serialisePlan({ ...gentlePlan({ startsOn: '2026-03-09' }), changes: [{ kind: 'slow-down', on: '2026-03-10' }] }), 'changes-in-draft', 'plan.changes'],
    [serialisePlan(gentlePlan({ startsOn: '2026-03-09', everyDays: 0 })), 'too-small', 'plan.phases.0.everyDays'],
  ])('what is no plan is refused with its field', async (plan, code, field) => {
    expect(await app.get(SavePlanDraft).run(lee.actor(), { patientId: patient.patientId, number: null, rowVersion: null, reason: '', plan })).toMatchObject({ code, field });
  });

  it('a draft is thrown away, a signed version never', async () => {
    const draft = done(await desk.save(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-09' })));
    expect(isRefusal(await app.get(DiscardPlanDraft).run(lee.actor(), draft))).toBe(false);
    const signed = await desk.signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-09' }));
    expect(await app.get(DiscardPlanDraft).run(lee.actor(), signed)).toMatchObject({ code: 'not-in-this-state' });
    expect(await app.get(SavePlanDraft).run(lee.actor(), { ...signed, plan: serialisePlan(signed.plan), reason: 'x' })).toMatchObject({ code: 'not-in-this-state' });
  });

  it('is nobody else’s: strangers, therapists, coordinators and the patient meet nothing', async () => {
    const plan = gentlePlan({ startsOn: '2026-03-09' });
    const stranger = await buildStaff(t, { organisationId, role: 'prescriber' });
    const therapist = await buildStaff(t, { organisationId, role: 'therapist' });
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: therapist.accountId, role: 'therapist' });
    for (const who of [stranger, therapist, patient]) expect(await desk.save(who.actor(), patient.patientId, plan)).toMatchObject({ code: 'not-found' });
  });
});

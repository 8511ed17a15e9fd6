import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { newId } from '@evenkeel/database';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { isRefusal, type OrganisationId } from '@evenkeel/kernel';
import { rows as notificationRows } from '@evenkeel/notifications-server';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { type ConfirmedSlot, DoseRecordReader, type PlanTask, PlanTasks } from '../patient-facts.js';
import { ReadMyPlan } from '../read-my-plan.js';
import { DoseStepReader } from '../store/dose-step.reader.js';
import { atTheDesk, done, gentlePlan, runTaper } from '../testing.js';
import { HoldTaper, type HoldWish } from './hold-taper.js';
import { MarkPlanRead } from './mark-plan-read.js';
import { RestartTaper } from './restart-taper.js';
import { SaveIntake } from './save-intake.js';
import { SlowDownTaper } from './slow-down-taper.js';
import { StepBackTaper } from './step-back-taper.js';
import { StopPlan } from './stop-plan.js';
import { TellNewPlan } from './tell-new-plan.js';
import { TellPlanChange } from './tell-plan-change.js';
import { UndoPlanChange } from './undo-plan-change.js';

describe('a plan on its way', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let lee: BuiltPerson;
  let tasks: string[];
  let confirmed: ConfirmedSlot[];

  const hold = (who: BuiltPerson = patient, more: Partial<HoldWish> = {}) =>
    app.get(HoldTaper).run(who.actor(), { id: newId(), patientId: who === patient ? null : patient.patientId, tappedAt: null, days: null, ...more });
  const steps = async () => {
    const all = await t.database.as(patient.actor(), (tx) => app.get(DoseStepReader).stepsOf(tx, patient.patientId));
    return all.map(({ startsOn, kind, total }) => `${startsOn} ${kind} ${total}`);
  };
  const today = async () => (await app.get(ReadMyPlan).run(patient.actor()))?.doses.map(({ ug }) => ug);

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows, ...notificationRows] });
    app = await runTaper(t);
    Object.assign(app.get(PlanTasks), {
      open: (_: unknown, task: PlanTask) => { tasks.push(`${task.kind} ${task.forRole}`); return Promise.resolve(); },
      settle: (_: unknown, { kinds }: { kinds: readonly string[] }) => { tasks.push(`settled ${kinds.join(' ')}`); return Promise.resolve(); },
    });
    Object.assign(app.get(DoseRecordReader), { confirmedOn: (_: unknown, __: unknown, from: string) => Promise.resolve(confirmed.filter(({ on }) => on >= from)), missedDays: () => Promise.resolve(0) });
    organisationId = await buildOrganisation(t);
    lee = await buildStaff(t, { organisationId, role: 'prescriber' });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });
  beforeEach(async () => {
    [tasks, confirmed] = [[], []];
    await t.clock.set('2026-03-02T14:00:00Z');
    patient = await buildPatient(t, { organisationId });
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: lee.accountId, role: 'prescriber' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'prescriber' } });
    // Cuts on 16 and 30 March, 13 and 27 April.
    await atTheDesk(app).signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02' }));
    // Nothing sweeps here: every cut was let through.
    await t.owner.query(`UPDATE clin.plan_version SET passed_cut = '2026-04-27' WHERE patient_id = $1`, [patient.patientId]);
    tasks = [];
  });

  it('the patient holds it alone, at once, and everybody reads the same steps', async () => {
    await t.clock.set('2026-03-20T14:00:00Z');
    expect(done(await hold())).toMatchObject({ state: 'held', heldBy: 'patient', heldAt: new Date('2026-03-20T14:00:00Z') });
    expect(await steps()).toEqual(['2026-03-02 start 1000', '2026-03-16 reduce 875', '2026-03-20 hold 875']);
    expect(tasks).toEqual(['plan-changed prescriber']);
    expect(await today()).toEqual([875]);
  });

  it('a repetition of a tap is the same hold, an id of somebody else is refused', async () => {
    const id = newId();
    const first = done(await hold(patient, { id }));
    expect(done(await hold(patient, { id })).changes).toEqual(first.changes);
    const other = await buildPatient(t, { organisationId });
    await joinTeam(t, { organisationId, patientId: other.patientId, accountId: lee.accountId, role: 'prescriber' });
    await giveConsent(t, { organisationId, patientId: other.patientId, to: { role: 'prescriber' } });
    await atTheDesk(app).signed(lee.actor(), other.patientId, gentlePlan({ startsOn: '2026-03-02' }));
    expect(await app.get(HoldTaper).run(other.actor(), { id, patientId: null, tappedAt: null, days: null })).toMatchObject({ code: 'not-found' });
  });

  it('two holds at once count once, and none is lost', async () => {
    const both = await Promise.all([hold(patient, { days: 7 }), hold(lee, { days: 10 })]);
    expect(both.filter(isRefusal)).toEqual([]);
    expect(await steps()).toEqual(['2026-03-02 start 1000', '2026-03-26 reduce 875', '2026-04-09 reduce 750', '2026-04-23 reduce 625', '2026-05-07 reduce 500']);
  });

  it('a tap without a network counts from its day, labelled late, but never before the plan, and never from tomorrow', async () => {
    await t.clock.set('2026-03-19T14:00:00Z');
    const late = done(await hold(patient, { tappedAt: new Date('2026-03-15T20:00:00Z'), days: 10 }));
    expect(late.changes).toMatchObject([{ on: '2026-03-15', tappedAt: new Date('2026-03-15T20:00:00Z'), receivedAt: new Date('2026-03-19T14:00:00Z') }]);
    // The cut of the 16th had not begun: nobody confirmed a lower dose.
    expect((await steps()).slice(0, 2)).toEqual(['2026-03-02 start 1000', '2026-03-15 hold 1000']);
    expect(done(await hold(patient, { tappedAt: new Date('2026-02-01T20:00:00Z'), days: 1 })).changes[0]).toMatchObject({ on: '2026-03-02' });
    expect(done(await hold(patient, { tappedAt: new Date('2026-12-01T20:00:00Z'), days: 1 })).changes.at(-1)).toMatchObject({ on: '2026-03-19', tappedAt: new Date('2026-03-19T14:00:00Z') });
  });

  it('no tap of a patient raises a dose that was begun, late or on the day itself', async () => {
    confirmed = [{ on: '2026-03-16', slot: 'night' }];
    await t.clock.set('2026-03-19T14:00:00Z');
    done(await hold(patient, { tappedAt: new Date('2026-03-15T20:00:00Z') }));
    expect(await today()).toEqual([875]);
    await t.clock.set('2026-03-19T14:05:00Z');
    done(await app.get(RestartTaper).run(lee.actor(), { patientId: patient.patientId, on: null }));
    await t.clock.set('2026-04-01T14:00:00Z');
    expect(await today()).toEqual([750]);
    confirmed = [...confirmed, { on: '2026-04-01', slot: 'night' }];
    expect(done(await hold())).toMatchObject({ state: 'held' });
    expect(await today()).toEqual([750]);
    expect((await steps()).at(-1)).toBe('2026-04-02 hold 750');
  });

  it('slower is 14 days later, its size unchanged', async () => {
    done(await app.get(SlowDownTaper).run(patient.actor(), { id: newId(), patientId: null, tappedAt: null }));
    expect(await steps()).toEqual(['2026-03-02 start 1000', '2026-03-30 reduce 875', '2026-04-13 reduce 750', '2026-04-27 reduce 625', '2026-05-11 reduce 500']);
  });

  it('with epilepsy as the indication the patient still holds, but steps are moved with the specialist', async () => {
    const slower = (who: BuiltPerson, id: string) => app.get(SlowDownTaper).run(who.actor(), { id, patientId: who === patient ? null : patient.patientId, tappedAt: null });
    const needsCall = async () => (await app.get(ReadMyPlan).run(patient.actor()))?.slowDownNeedsCall;
    const earlier = newId();
    done(await slower(patient, earlier));
    const before = await steps();
    expect(await needsCall()).toBe(false);
    const intake = { patientId: patient.patientId, taken: [], monthsOfUse: 30, factors: [], riskReviewOn: null, words: null };
    expect(isRefusal(await app.get(SaveIntake).run(lee.actor(), { ...intake, indication: 'epilepsy' }))).toBe(false);
    expect(await needsCall()).toBe(true);
    expect(await slower(patient, newId())).toMatchObject({ code: 'specialist-moves-steps' });
    // What was taken before goes on holding, and the phone that repeats it is told so.
    done(await slower(patient, earlier));
    expect(await steps()).toEqual(before);
    done(await slower(lee, newId()));
    expect((await steps())[1]).toBe('2026-04-13 reduce 875');
    expect(done(await hold())).toMatchObject({ state: 'held', heldBy: 'patient' });
    await t.clock.set('2026-03-03T14:00:00Z');
    // The newest intake counts.
    expect(isRefusal(await app.get(SaveIntake).run(lee.actor(), { ...intake, indication: 'anxiety' }))).toBe(false);
    expect(await needsCall()).toBe(false);
  });

  it('is taken back for ten minutes, and after that a prescriber goes on', async () => {
    const first = done(await hold());
    const [change] = first.changes;
    await t.clock.set('2026-03-02T14:10:00Z');
    expect((await app.get(ReadMyPlan).run(patient.actor()))?.undo).toEqual({ id: change?.id, until: new Date('2026-03-02T14:10:00Z') });
    const undone = done(await app.get(UndoPlanChange).run(patient.actor(), change?.id ?? ''));
    expect(undone).toMatchObject({ state: 'active', heldAt: null, changes: [{ undoneAt: new Date('2026-03-02T14:10:00Z') }] });
    expect((await steps())[1]).toBe('2026-03-16 reduce 875');
    const [, second] = done(await hold()).changes;
    await t.clock.set('2026-03-02T14:20:01Z');
    expect((await app.get(ReadMyPlan).run(patient.actor()))?.undo).toBeNull();
    expect(await app.get(UndoPlanChange).run(patient.actor(), second?.id ?? '')).toMatchObject({ code: 'prescriber-resumes' });
    // Not somebody else's, not even for a prescriber of the team: that is a restart.
    expect(await app.get(UndoPlanChange).run(lee.actor(), second?.id ?? '')).toMatchObject({ code: 'not-found' });
    expect(await app.get(RestartTaper).run(patient.actor(), { patientId: patient.patientId, on: null })).toMatchObject({ code: 'not-found' });
    expect(done(await app.get(RestartTaper).run(lee.actor(), { patientId: patient.patientId, on: null }))).toMatchObject({ state: 'active' });
  });

  it('a restart never lowers the dose of the day itself', async () => {
    await t.clock.set('2026-03-16T14:00:00Z');
    done(await hold());
    expect(await today()).toEqual([1000]);
    await t.clock.set('2026-03-20T14:00:00Z');
    done(await app.get(RestartTaper).run(lee.actor(), { patientId: patient.patientId, on: null }));
    expect(await today()).toEqual([1000]);
    expect((await steps()).slice(1)).toEqual(['2026-03-16 hold 1000', '2026-03-21 reduce 875', '2026-04-04 reduce 750', '2026-04-18 reduce 625', '2026-05-02 reduce 500']);
    expect(await app.get(RestartTaper).run(lee.actor(), { patientId: patient.patientId, on: '2026-04-01' })).toMatchObject({ code: 'not-held' });
    expect(await app.get(RestartTaper).run(lee.actor(), { patientId: patient.patientId, on: '2026-03-19' })).toMatchObject({ code: 'in-the-past' });
  });

  it('only a prescriber goes back a step, and only over steps that were taken', async () => {
    await t.clock.set('2026-03-20T14:00:00Z');
    const wish = { patientId: patient.patientId, steps: 1, on: null };
    expect(await app.get(StepBackTaper).run(patient.actor(), wish)).toMatchObject({ code: 'not-found' });
    expect(await app.get(StepBackTaper).run(lee.actor(), { ...wish, steps: 2 })).toMatchObject({ code: 'steps-out-of-range', field: 'steps', facts: { atMost: 1 } });
    done(await app.get(StepBackTaper).run(lee.actor(), wish));
    expect((await steps()).slice(1, 4)).toEqual(['2026-03-16 reduce 875', '2026-03-20 step-back 1000', '2026-04-03 reduce 875']);
  });

  it('never ends above zero, and one that waits is taken back', async () => {
    const wish = { patientId: patient.patientId, reason: 'Another way' };
    expect(await app.get(StopPlan).run(lee.actor(), wish)).toMatchObject({ code: 'dose-above-zero' });
    const waiting = await atTheDesk(app).signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-20', everyDays: 21 }));
    expect((await app.get(ReadMyPlan).run(patient.actor()))?.coming?.record.number).toBe(waiting.number);
    expect(done(await app.get(StopPlan).run(lee.actor(), wish))).toMatchObject({ number: waiting.number, state: 'stopped', ended: 'stopped-by-prescriber' });
    expect((await app.get(ReadMyPlan).run(patient.actor()))?.coming).toBeNull();
  });

  it('is read once', async () => {
    await t.clock.set('2026-03-03T14:00:00Z');
    expect(done(await app.get(MarkPlanRead).run(patient.actor(), 1)).readAt).toEqual(new Date('2026-03-03T14:00:00Z'));
    await t.clock.set('2026-03-04T14:00:00Z');
    expect(done(await app.get(MarkPlanRead).run(patient.actor(), 1)).readAt).toEqual(new Date('2026-03-03T14:00:00Z'));
    expect(await app.get(MarkPlanRead).run(patient.actor(), 9)).toMatchObject({ code: 'not-found' });
  });

  it('shows a patient neither drafts nor reasons, by either line of defence', async () => {
    done(await atTheDesk(app).save(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-20' })));
    const seen = await t.database.as(patient.actor(), (tx) => tx.query<{ state: string }>('SELECT state FROM clin.plan_version'));
    expect(seen).toEqual([{ state: 'active' }]);
    expect(await t.database.as(patient.actor(), (tx) => tx.query('SELECT id FROM clin.plan_sign_off'))).toEqual([]);
    expect((await app.get(ReadMyPlan).run(patient.actor()))?.plan?.record.reason).toBe('');
  });

  it('the database itself lets nobody rewrite what was signed, nor a patient start or end a plan', async () => {
    const as = (who: BuiltPerson, sql: string) => t.database.as(who.actor(), (tx) => tx.execute(sql));
    await expect(as(lee, `UPDATE clin.plan_version SET starts_on = starts_on + 1`)).rejects.toThrow('never changed');
    await expect(as(patient, `UPDATE clin.plan_version SET state = 'stopped', ended = 'zero', ended_at = clock.now()`)).rejects.toThrow('A patient holds');
    await expect(as(patient, `INSERT INTO clin.plan_change (organisation_id, patient_id, id, number, kind, cause, on_date, steps, made_by, tapped_at, received_at)
      SELECT organisation_id, patient_id, gen_random_uuid(), number, 'step-back', 'patient', '2026-03-02', 1, app.uid(), clock.now(), clock.now() FROM clin.plan_version`)).rejects.toThrow('check');
  });

  it('tells prescribers and coordinators by mail, each once and nobody of what was taken back', async () => {
    const change = done(await hold()).changes[0];
    const tell = () => app.get(TellPlanChange).run({ kind: 'system', name: 'test', requestId: 'telling' }, change?.id ?? '');
    await tell();
    await tell();
    const sent = async () => (await t.owner.query<{ template: string; recipient_id: string }>('SELECT template, recipient_id FROM clin.message_log WHERE about_id = $1', [change?.id])).rows;
    expect(await sent()).toEqual([{ template: 'plan-changed', recipient_id: lee.accountId }]);
    const { rows: asked } = await t.owner.query(`SELECT payload FROM outbox.message WHERE topic = 'job' AND payload->>'changeId' = $1`, [change?.id]);
    expect(asked).toEqual([{ payload: { queue: 'taper', job: 'taper.tell-change', changeId: change?.id } }]);
    const undone = done(await hold()).changes.at(-1);
    await app.get(UndoPlanChange).run(patient.actor(), undone?.id ?? '');
    await app.get(TellPlanChange).run({ kind: 'system', name: 'test', requestId: 'telling' }, undone?.id ?? '');
    expect((await t.owner.query('SELECT id FROM clin.message_log WHERE about_id = $1', [undone?.id])).rows).toEqual([]);
  });

  it('tells the patient of each signed version by mail, once and not what; never of one that was read or taken back', async () => {
    const tell = (id: string) => app.get(TellNewPlan).run({ kind: 'system', name: 'test', requestId: 'telling' }, id);
    const sent = async (id: string) => (await t.owner.query<{ template: string; recipient_id: string }>('SELECT template, recipient_id FROM clin.message_log WHERE about_id = $1', [id])).rows;
    const asked = async (id: string) => (await t.owner.query(`SELECT payload FROM outbox.message WHERE topic = 'job' AND payload->>'versionId' = $1`, [id])).rows;
    const first = (await t.owner.query<{ id: string }>('SELECT id FROM clin.plan_version WHERE patient_id = $1', [patient.patientId])).rows[0]?.id ?? '';
    expect(await asked(first)).toEqual([{ payload: { queue: 'taper', job: 'taper.tell-new-plan', versionId: first } }]);
    await tell(first);
    await tell(first);
    expect(await sent(first)).toEqual([{ template: 'look-today', recipient_id: patient.accountId }]);
    const later = await atTheDesk(app).signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-20', everyDays: 21 }));
    done(await app.get(StopPlan).run(lee.actor(), { patientId: patient.patientId, reason: 'Another way' }));
    await tell(later.id);
    expect(await sent(later.id)).toEqual([]);
    const read = await atTheDesk(app).signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-20', everyDays: 21 }));
    done(await app.get(MarkPlanRead).run(patient.actor(), read.number));
    await tell(read.id);
    expect(await sent(read.id)).toEqual([]);
  });
});

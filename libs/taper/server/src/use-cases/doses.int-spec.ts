import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { newId } from '@evenkeel/database';
import { rows as escalationRows } from '@evenkeel/escalation-server';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { type OrganisationId } from '@evenkeel/kernel';
import { rows as notificationRows } from '@evenkeel/notifications-server';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { ReadDoses } from '../read-doses.js';
import { ReadMyPlan } from '../read-my-plan.js';
import { atTheDesk, gentlePlan, runTaper } from '../testing.js';
import { type DoseWish, RecordDose } from './record-dose.js';
import { SweepDoses } from './sweep-doses.js';
import { WithdrawDoseRecord } from './withdraw-dose-record.js';

describe('what a patient says about doses', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let lee: BuiltPerson;

  const say = async (kind: string, on: string, more: Partial<DoseWish> = {}, who: BuiltPerson = patient) =>
    app.get(RecordDose).run(who.actor(), { id: newId(), localDate: on, slot: 'night', kind, tappedAt: await t.clock.now(), ...more });
  const alerts = async () => (await t.owner.query<{ told: string }>(`SELECT tier || ' ' || family || ' ' || source AS told FROM clin.alert WHERE patient_id = $1 ORDER BY opened_at`, [patient.patientId])).rows.map(({ told }) => told);
  const tasks = async () => (await t.owner.query<{ task: string }>(
    `SELECT kind || ' ' || about || coalesce(' ' || outcome, '') AS task FROM clin.task WHERE patient_id = $1 AND kind = 'dose-unconfirmed' ORDER BY opened_at`, [patient.patientId])).rows.map(({ task }) => task);
  const my = () => app.get(ReadMyPlan).run(patient.actor());

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows, ...notificationRows, ...escalationRows] });
    app = await runTaper(t);
    organisationId = await buildOrganisation(t);
    lee = await buildStaff(t, { organisationId, role: 'prescriber' });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });
  beforeEach(async () => {
    await t.clock.set('2026-03-02T14:00:00Z');
    patient = await buildPatient(t, { organisationId });
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: lee.accountId, role: 'prescriber' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'prescriber' } });
    await atTheDesk(app).signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02' }));
  });

  it('is kept once for each id, labelled late, and read by patient and prescriber', async () => {
    await t.clock.set('2026-03-05T14:00:00Z');
    const wish = { id: newId(), tappedAt: new Date('2026-03-04T02:00:00Z') };
    const first = await say('taken', '2026-03-03', wish);
    expect(first).toMatchObject({ kind: 'taken', tappedAt: wish.tappedAt, receivedAt: new Date('2026-03-05T14:00:00Z') });
    expect(await say('missed', '2026-03-03', wish)).toMatchObject({ kind: 'taken' });
    expect(await app.get(ReadDoses).own(patient.actor())).toHaveLength(1);
    expect(await app.get(ReadDoses).records(lee.actor(), patient.patientId, '2026-03-01', '2026-03-31')).toHaveLength(1);
    expect(await app.get(ReadDoses).records(lee.actor(), patient.patientId, '2026-03-04', '2026-03-31')).toEqual([]);
  });

  it('a tap from tomorrow is one of now', async () => {
    expect(await say('taken', '2026-03-02', { tappedAt: new Date('2026-12-01T02:00:00Z') })).toMatchObject({ tappedAt: new Date('2026-03-02T14:00:00Z') });
  });

  it('is refused with the field named', async () => {
    for (const [kind, on, more, code, field] of [
      ['swallowed', '2026-03-02', {}, 'not-one-of', 'kind'],
      ['taken', '2026-03-02', { slot: 'noon' }, 'not-one-of', 'slot'],
      ['taken', '2026-02-30', {}, 'not-a-date', 'localDate'],
      ['taken', '2026-03-03', {}, 'in-the-future', 'localDate'],
      ['taken', '2026-01-15', {}, 'too-long-ago', 'localDate'],
      ['taken', '2026-02-27', {}, 'no-plan-then', 'localDate'],
      ['taken', '2026-03-02', { id: 'mine' }, 'not-found', 'id'],
    ] as const) expect(await say(kind, on, more)).toMatchObject({ code, field });
    expect(await say('taken', '2026-03-02', {}, lee)).toMatchObject({ code: 'not-found' });
  });

  it('an id of somebody else is not to be told from a free one, and nobody else takes a record back', async () => {
    const id = newId();
    await say('taken', '2026-03-02', { id });
    const other = await buildPatient(t, { organisationId });
    await joinTeam(t, { organisationId, patientId: other.patientId, accountId: lee.accountId, role: 'prescriber' });
    await giveConsent(t, { organisationId, patientId: other.patientId, to: { role: 'prescriber' } });
    await atTheDesk(app).signed(lee.actor(), other.patientId, gentlePlan({ startsOn: '2026-03-02' }));
    expect(await say('taken', '2026-03-02', { id }, other)).toMatchObject({ code: 'not-found' });
    expect(await app.get(WithdrawDoseRecord).run(other.actor(), id)).toMatchObject({ code: 'not-found' });
    expect(await app.get(WithdrawDoseRecord).run(lee.actor(), id)).toMatchObject({ code: 'not-found' });
    expect(await app.get(WithdrawDoseRecord).run(patient.actor(), id)).toMatchObject({ withdrawnAt: new Date('2026-03-02T14:00:00Z') });
    await t.clock.advance(60_000);
    expect(await app.get(WithdrawDoseRecord).run(patient.actor(), id)).toMatchObject({ withdrawnAt: new Date('2026-03-02T14:00:00Z') });
    expect(await app.get(ReadDoses).own(patient.actor())).toEqual([]);
  });

  it('two missed days in a row are told at once, a third shows no dose and stops the steps, unconfirmed days do neither', async () => {
    await t.clock.set('2026-03-06T14:00:00Z');
    await say('missed', '2026-03-04');
    expect(await alerts()).toEqual([]);
    await say('missed', '2026-03-05');
    expect(await alerts()).toEqual(['E1 abrupt-stop dose-record']);
    expect(await my()).toMatchObject({ showsNoDose: false });
    const third = await say('missed', '2026-03-06');
    expect(await my()).toMatchObject({ showsNoDose: true, doses: [] });
    expect(await alerts()).toHaveLength(1);
    if (!('id' in third)) throw new Error('refused');
    await app.get(WithdrawDoseRecord).run(patient.actor(), third.id);
    expect(await my()).toMatchObject({ showsNoDose: false });
  });

  it('vomiting is told by the morning; of days ago within a day', async () => {
    await t.clock.set('2026-03-06T14:00:00Z');
    await say('vomited', '2026-03-03');
    expect(await alerts()).toEqual(['E2 vomiting dose-record']);
    await say('vomited', '2026-03-06');
    expect(await alerts()).toEqual(['E1 vomiting dose-record']);
  });

  it('silence of two days is a task of a coordinator, and a word ends it', async () => {
    await say('taken', '2026-03-02');
    const sweep = () => app.get(SweepDoses).run({ kind: 'system', name: 'test', requestId: 'sweep' });
    await t.clock.set('2026-03-04T14:00:00Z');
    await sweep();
    expect(await tasks()).toEqual([]);
    await t.clock.set('2026-03-05T14:00:00Z');
    await sweep();
    expect(await tasks()).toEqual(['dose-unconfirmed since 2026-03-03']);
    expect(await alerts()).toEqual([]);
    await t.clock.set('2026-03-06T14:00:00Z');
    await sweep();
    expect(await tasks()).toEqual(['dose-unconfirmed since 2026-03-03']);
    await say('taken', '2026-03-05');
    expect(await tasks()).toEqual(['dose-unconfirmed since 2026-03-03 settled']);
  });

  it('row-level security alone shows records to nobody else and lets nobody else write one', async () => {
    await say('missed', '2026-03-02');
    const count = async (who: BuiltPerson) => (await t.database.as(who.actor(), (tx) => tx.one<{ n: number }>('SELECT count(*)::int AS n FROM clin.dose_record'))).n;
    const stranger = await buildPatient(t, { organisationId });
    const never = await buildStaff(t, { organisationId, role: 'prescriber' });
    expect([await count(stranger), await count(never)]).toEqual([0, 0]);
    expect(await count(patient)).toBe(1);
    await expect(t.database.as(lee.actor(), (tx) => tx.execute(
      `INSERT INTO clin.dose_record (organisation_id, patient_id, id, local_date, slot, kind, tapped_at, received_at) VALUES ($1, $2, $3, '2026-03-02', 'night', 'taken', clock.now(), clock.now())`,
      [organisationId, patient.patientId, newId()]))).rejects.toThrow('row-level security');
    await expect(t.database.as(patient.actor(), (tx) => tx.execute(`UPDATE clin.dose_record SET kind = 'taken'`))).rejects.toThrow('permission denied');
  });
});

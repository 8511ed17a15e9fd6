import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { newId } from '@evenkeel/database';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import type { OrganisationId, ScheduleId } from '@evenkeel/kernel';
import { planStep } from '@evenkeel/taper-server/testing';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { openCheckIn, planCheckIns, runCheckIns } from '../testing.js';
import { PlanAfterCare } from './plan-after-care.js';
import { SweepCheckIns } from './sweep-check-ins.js';

const actor = { kind: 'system', name: 'after-care', requestId: 'after-care' } as const;

describe('check-ins after the last dose', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let lee: BuiltPerson;

  const plan = () => app.get(PlanAfterCare).run(actor);
  /** A plan whose last dose was on the first of March. */
  const end = async (more: { readonly ended?: string; readonly startsOn?: string; readonly number?: number } = {}): Promise<string> => {
    const [id, number] = [newId(), more.number ?? 1];
    await t.owner.query(
      `INSERT INTO clin.plan_version (organisation_id, patient_id, number, id, state, starts_on, plan, author, created_at, signed_by, signed_at, activated_at, ended, ended_at)
       VALUES ($1, $2, $5, $3, 'completed', '2026-01-01', '{}', $4, clock.now(), $4, clock.now(), clock.now(), $6, clock.now())`,
      [organisationId, patient.patientId, id, lee.accountId, number, more.ended ?? 'zero']);
    await planStep(t, { organisationId, patientId: patient.patientId, startsOn: more.startsOn ?? '2026-03-02', total: 0, kind: 'stop', signedBy: lee.accountId, planVersion: number });
    return id;
  };
  const planned = async () => (await t.owner.query<{ span: string }>(
    `SELECT concat_ws(' ', starts_on, ends_on, every_days, local_time, next_local_date) AS span FROM clin.check_in_schedule WHERE patient_id = $1 ORDER BY starts_on, set_at`, [patient.patientId])).rows.map(({ span }) => span);

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows] });
    app = await runCheckIns(t);
    organisationId = await buildOrganisation(t);
    lee = await buildStaff(t, { organisationId, role: 'prescriber' });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });
  beforeEach(async () => {
    await t.clock.set('2026-03-02T05:30:00Z');
    patient = await buildPatient(t, { organisationId });
  });

  it('are planned once, however many sweeps meet, and say for which plan', async () => {
    const id = await end();
    const planning = await Promise.all([plan(), plan(), plan()]);
    expect(planning.reduce((so, each) => so + each, 0)).toBe(1);
    expect(await plan()).toBe(0);
    expect(await planned()).toEqual([
      '2026-03-02 2026-03-31 1 09:00 2026-03-02', '2026-04-05 2026-05-24 7 09:00 2026-04-05', '2026-07-01 2026-07-01 1 09:00 2026-07-01', '2026-08-01 2026-08-01 1 09:00 2026-08-01',
      '2026-09-01 2026-09-01 1 09:00 2026-09-01', '2026-12-01 2026-12-01 1 09:00 2026-12-01', '2027-03-01 2027-03-01 1 09:00 2027-03-01',
    ]);
    const { rows: audit } = await t.owner.query(`SELECT action, object_id FROM audit.entry WHERE patient_id = $1`, [patient.patientId]);
    expect(audit).toEqual([{ action: 'schedule.after-care', object_id: id }]);
  });

  it('take the place of the schedule that the patient knows, at its hour, and no day gets two', async () => {
    await planCheckIns(t, { organisationId, patientId: patient.patientId, setBy: lee.accountId, localTime: '20:30', startsOn: '2026-01-01', nextAt: '2026-03-03T01:30:00Z', nextLocalDate: '2026-03-02' });
    await end();
    await plan();
    expect((await planned()).slice(0, 2)).toEqual(['2026-01-01 2026-03-01 1 20:30', '2026-03-02 2026-03-31 1 20:30 2026-03-02']);
    await t.clock.set('2026-03-04T02:00:00Z');
    await app.get(SweepCheckIns).run(actor);
    const { rows: made } = await t.owner.query<{ on: string }>(`SELECT local_date::text AS on FROM clin.check_in WHERE patient_id = $1 ORDER BY at`, [patient.patientId]);
    expect(made.map(({ on }) => on)).toEqual(['2026-03-02', '2026-03-03']);
  });

  it('are not planned in maintenance, nor while another plan has begun', async () => {
    await end({ ended: 'maintenance' });
    expect(await plan()).toBe(0);
    patient = await buildPatient(t, { organisationId });
    await end();
    await end({ number: 2, ended: 'maintenance', startsOn: '2026-02-01' });
    expect(await plan()).toBe(0);
  });

  it('leave out what lies behind', async () => {
    await t.clock.set('2026-06-15T12:00:00Z');
    await end();
    await plan();
    expect((await planned()).map((span) => span.slice(0, 10))).toEqual(['2026-07-01', '2026-08-01', '2026-09-01', '2026-12-01', '2027-03-01']);
  });

  describe('when another plan begins', () => {
    const begin = (state: 'active' | 'signed' = 'active') => t.owner.query(
      `INSERT INTO clin.plan_version (organisation_id, patient_id, number, id, state, starts_on, plan, author, created_at, signed_by, signed_at, activated_at)
       VALUES ($1, $2, 2, $3, $5, '2026-03-20', '{}', $4, clock.now(), $4, clock.now(), CASE WHEN $5 = 'active' THEN clock.now() END)`, [organisationId, patient.patientId, newId(), lee.accountId, state]);
    const coming = async () => (await t.owner.query<{ span: string }>(
      `SELECT concat_ws(' ', starts_on, every_days, local_time, next_local_date) AS span FROM clin.check_in_schedule WHERE patient_id = $1 AND next_at IS NOT NULL ORDER BY starts_on`, [patient.patientId])).rows.map(({ span }) => span);

    it('end, and check-ins come again as often and at the hour as before, on no day twice', async () => {
      await planCheckIns(t, { organisationId, patientId: patient.patientId, setBy: lee.accountId, localTime: '20:30', everyDays: 2, startsOn: '2026-01-01', nextAt: '2026-03-03T01:30:00Z', nextLocalDate: '2026-03-02' });
      await end();
      await plan();
      await t.clock.set('2026-03-21T02:00:00Z');
      const { rows: [daily] } = await t.owner.query<{ id: ScheduleId }>(`SELECT id FROM clin.check_in_schedule WHERE patient_id = $1 AND starts_on = '2026-03-02'`, [patient.patientId]);
      if (daily === undefined) throw new Error('no after-care');
      await openCheckIn(t, { organisationId, patientId: patient.patientId, scheduleId: daily.id, localDate: '2026-03-20', at: '2026-03-21T00:30:00Z' });
      await begin();
      await plan();
      // The evening of the 20th was asked already, and every second day counts from it.
      expect(await coming()).toEqual(['2026-03-20 2 20:30 2026-03-22']);
      expect(await planned()).toHaveLength(9);
      await plan();
      expect(await planned()).toHaveLength(9);
      const { rows: audit } = await t.owner.query<{ action: string }>(`SELECT action FROM audit.entry WHERE patient_id = $1 ORDER BY id`, [patient.patientId]);
      expect(audit.map(({ action }) => action).filter((action) => action.startsWith('schedule.'))).toEqual(['schedule.after-care', 'schedule.after-care-ended']);
    });

    it('give way to what the team has set itself', async () => {
      await end();
      await plan();
      await t.clock.set('2026-06-15T12:00:00Z');
      await planCheckIns(t, { organisationId, patientId: patient.patientId, setBy: lee.accountId, localTime: '10:00', everyDays: 3, startsOn: '2026-06-15', nextAt: '2026-06-15T14:00:00Z', nextLocalDate: '2026-06-15' });
      await begin();
      await plan();
      expect(await coming()).toEqual(['2026-06-15 3 10:00 2026-06-15']);
    });

    it('go on while the next plan has only been signed', async () => {
      await end();
      await plan();
      const before = await coming();
      await begin('signed');
      await plan();
      expect(await coming()).toEqual(before);
    });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { joinTeam } from '@evenkeel/care-team-server/testing';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { isRefusal, type OrganisationId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import type { WishedSchedule } from '../planned-schedule.js';
import type { CheckInScheduleRow } from '../store/check-in-schedule.row.js';
import { runCheckIns } from '../testing.js';
import { PreviewCheckIns } from './preview-check-ins.js';
import { SetCheckInSchedule } from './set-check-in-schedule.js';
import { SweepCheckIns } from './sweep-check-ins.js';

describe('setting a schedule', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let set: SetCheckInSchedule;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let stranger: BuiltPatient;
  let coordinator: BuiltPerson;
  let therapist: BuiltPerson;

  const wish = (changes: Partial<WishedSchedule> = {}): WishedSchedule => ({
    patientId: patient.patientId, id: null, templateId: 'daily', localTime: '09:00', zone: null, everyDays: 1, windowMinutes: 720,
    startsOn: null, endsOn: null, paused: false, rowVersion: null, ...changes,
  });
  const saved = async (changes: Partial<WishedSchedule> = {}, who = coordinator): Promise<CheckInScheduleRow> => {
    const row = await set.run(who.actor(), wish(changes));
    if (isRefusal(row)) throw new Error(`refused: ${row.code} ${row.field}`);
    return row;
  };

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows] });
    app = await runCheckIns(t);
    set = app.get(SetCheckInSchedule);
    organisationId = await buildOrganisation(t);
    patient = await buildPatient(t, { organisationId, zone: 'America/Chicago' });
    stranger = await buildPatient(t, { organisationId });
    coordinator = await buildStaff(t, { organisationId, role: 'coordinator' });
    therapist = await buildStaff(t, { organisationId, role: 'therapist' });
    for (const { accountId, role } of [coordinator, therapist]) {
      await joinTeam(t, { organisationId, patientId: patient.patientId, accountId, role: role as 'coordinator' | 'therapist' });
    }
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });
  beforeEach(() => t.clock.set('2026-03-02T14:00:00Z'));

  it('begins with the next nine o’clock on the patient’s wall', async () => {
    // 08:00 in Chicago: today's is still to come.
    expect(await saved()).toMatchObject({ zone: 'America/Chicago', startsOn: '2026-03-02', nextLocalDate: '2026-03-02', nextAt: new Date('2026-03-02T15:00:00Z'), rowVersion: 1 });
    await t.clock.set('2026-03-02T15:00:01Z');
    expect(await saved()).toMatchObject({ nextLocalDate: '2026-03-03', nextAt: new Date('2026-03-03T15:00:00Z') });
  });

  it('writes who did it on what basis, and rings', async () => {
    const actor = coordinator.actor('request schedule');
    const row = await set.run(actor, wish());
    if (isRefusal(row)) throw new Error('refused');
    const { rows: audit } = await t.owner.query(`SELECT action, object_id, patient_id, basis FROM audit.entry WHERE request_id = 'request schedule'`);
    expect(audit).toMatchObject([{ action: 'schedule.set', object_id: row.id, patient_id: patient.patientId }]);
    expect(audit[0]).toHaveProperty('basis', expect.stringMatching(/^membership /));
    const { rows: bells } = await t.owner.query('SELECT payload FROM outbox.message WHERE request_id = $1', ['request schedule']);
    expect(bells).toEqual([{ payload: { topic: 'schedule', subject: row.id, patient: patient.patientId } }]);
  });

  it('changes one, once per version, and never gives a day two check-ins', async () => {
    const first = await saved();
    await t.clock.set('2026-03-02T15:00:00Z');
    await app.get(SweepCheckIns).run({ kind: 'system', name: 'sweep', requestId: 'x' });
    const change = { id: first.id, rowVersion: 1, localTime: '18:00' };
    const [one, two] = await Promise.all([set.run(coordinator.actor(), wish(change)), set.run(coordinator.actor(), wish(change))]);
    expect([one, two].filter(isRefusal)).toEqual([expect.objectContaining({ code: 'stale' })]);
    const { rows: [row] } = await t.owner.query('SELECT local_time, row_version, next_local_date::text, next_at FROM clin.check_in_schedule WHERE id = $1', [first.id]);
    // Today has its check-in already, so 18:00 begins tomorrow.
    expect(row).toEqual({ local_time: '18:00', row_version: 2, next_local_date: '2026-03-03', next_at: new Date('2026-03-04T00:00:00Z') });
    expect(await saved({ id: first.id, rowVersion: 2, paused: true })).toMatchObject({ nextAt: null, nextLocalDate: null, rowVersion: 3 });
  });

  it('refuses what cannot be a schedule and names the field', async () => {
    const cases: [Partial<WishedSchedule>, string, string][] = [
      [{ localTime: '9:00' }, 'not-a-time', 'localTime'], [{ localTime: '24:00' }, 'not-a-time', 'localTime'], [{ zone: 'Mars/Base' }, 'unknown-zone', 'zone'],
      [{ everyDays: 0 }, 'every-days-out-of-range', 'everyDays'], [{ windowMinutes: 29 }, 'window-out-of-range', 'windowMinutes'],
      [{ windowMinutes: 1441 }, 'window-out-of-range', 'windowMinutes'], [{ startsOn: '2026-02-30' }, 'not-a-date', 'startsOn'],
      [{ startsOn: '2026-03-05', endsOn: '2026-03-04' }, 'ends-before-it-starts', 'endsOn'], [{ templateId: 'serious' }, 'unknown-template', 'templateId'],
    ];
    for (const [changes, code, field] of cases) expect(await set.run(coordinator.actor(), wish(changes))).toMatchObject({ kind: 'refused', code, field });
  });

  it('answers alike for a patient of somebody else and for none', async () => {
    const theirs = await set.run(coordinator.actor(), wish({ patientId: stranger.patientId }));
    expect(theirs).toMatchObject({ code: 'not-found' });
    expect(await set.run(coordinator.actor(), wish({ patientId: '01900000-0000-7000-8000-000000000000' }))).toEqual(theirs);
    expect(await set.run(coordinator.actor(), wish({ id: '01900000-0000-7000-8000-000000000000', rowVersion: 1 }))).toEqual(theirs);
    expect(await set.run(therapist.actor(), wish())).toEqual(theirs);
    expect(await set.run(patient.actor(), wish())).toEqual(theirs);
  });

  it('shows beforehand what it will send, across the change of the clock', async () => {
    await t.clock.set('2026-03-06T20:00:00Z');
    const firings = await app.get(PreviewCheckIns).run(coordinator.actor(), wish({ localTime: '02:30' }), 3);
    if (isRefusal(firings)) throw new Error('refused');
    expect(firings.map(({ localDate, opensAt, shifted }) => `${localDate} ${new Date(opensAt).toISOString()} ${shifted ?? 'as ever'}`)).toEqual([
      '2026-03-07 2026-03-07T08:30:00.000Z as ever', '2026-03-08 2026-03-08T08:30:00.000Z clock-change', '2026-03-09 2026-03-09T07:30:00.000Z as ever',
    ]);
    expect(await app.get(PreviewCheckIns).run(coordinator.actor(), wish(), 61)).toMatchObject({ code: 'count-out-of-range', field: 'count' });
    expect(await app.get(PreviewCheckIns).run(coordinator.actor(), wish({ patientId: stranger.patientId }), 3)).toMatchObject({ code: 'not-found' });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { joinTeam } from '@evenkeel/care-team-server/testing';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { isRefusal, type OrganisationId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { planCheckIns, runCheckIns } from '../testing.js';
import { ChangeCalendarFeed } from './change-calendar-feed.js';
import { FetchCalendar, mostFetchesAnHour } from './fetch-calendar.js';

describe('the calendar of a patient', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let lee: BuiltPerson;

  const fetch = (token: string): Promise<string> => app.get(FetchCalendar).run(token, 'fetch');
  const make = async (who: BuiltPerson = patient): Promise<string> => {
    const made = await app.get(ChangeCalendarFeed).run(who.actor('make'), 'create');
    if (made === null || isRefusal(made)) throw new Error('no address was made');
    return made.token;
  };

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows] });
    app = await runCheckIns(t);
    organisationId = await buildOrganisation(t);
    lee = await buildStaff(t, { organisationId, role: 'prescriber', name: 'Dr. Lee' });
  }, 60_000);
  afterAll(async () => { await app.close(); await t.close(); });
  beforeEach(async () => {
    await t.clock.set('2026-03-02T10:00:00Z');
    patient = await buildPatient(t, { organisationId, name: 'Pat Doe', language: 'es' });
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: lee.accountId, role: 'prescriber', primary: true });
    await planCheckIns(t, { organisationId, patientId: patient.patientId, setBy: lee.accountId, nextAt: '2026-03-02T14:00:00Z', nextLocalDate: '2026-03-02', endsOn: '2026-03-09' });
  });

  it('has the hours of check-ins across the change of the clock, and not a word of health', async () => {
    const text = await fetch(await make());
    expect([...text.matchAll(/DTSTART:(\w+)/g)].map(([, at]) => at)).toEqual([
      '20260302T140000Z', '20260303T140000Z', '20260304T140000Z', '20260305T140000Z', '20260306T140000Z', '20260307T140000Z', '20260308T130000Z', '20260309T130000Z',
    ]);
    expect(new Set([...text.matchAll(/SUMMARY:(.+)\r/g)].map(([, words]) => words))).toEqual(new Set(['Recordatorio']));
    expect(text).not.toMatch(/pat|doe|check|dose|dosis|mg|taper|lee|clinic|evenkeel|@(?!reminders)/i);
  });

  it('ends with a new address, and with a word', async () => {
    const first = await make();
    const second = await make();
    expect(await fetch(first)).toBe('unknown');
    expect(await fetch(second)).toContain('BEGIN:VCALENDAR');
    expect(await app.get(ChangeCalendarFeed).look(patient.actor())).not.toBeNull();
    await app.get(ChangeCalendarFeed).run(patient.actor('end'), 'revoke');
    expect([await fetch(second), await app.get(ChangeCalendarFeed).look(patient.actor())]).toEqual(['unknown', null]);
    const { rows: entries } = await t.owner.query<{ action: string }>(`SELECT action FROM audit.entry WHERE patient_id = $1 AND action LIKE 'calendar.%' ORDER BY id`, [patient.patientId]);
    expect(entries.map(({ action }) => action)).toEqual(['calendar.create', 'calendar.create', 'calendar.revoke']);
  });

  it('keeps no address that could be used', async () => {
    const token = await make();
    const { rows: [kept] } = await t.owner.query<{ token_hash: Buffer }>('SELECT token_hash FROM clin.calendar_feed WHERE patient_id = $1 AND revoked_at IS NULL', [patient.patientId]);
    expect(kept?.token_hash.toString('base64url')).not.toBe(token);
    for (const guess of ['', 'x'.repeat(43), `${token}x`, token.toLowerCase(), kept?.token_hash.toString('base64url') ?? '']) expect(await fetch(guess)).toBe('unknown');
  });

  it('is fetched so often and not more, and again after the hour', async () => {
    const token = await make();
    for (let times = 0; times < mostFetchesAnHour; times += 1) expect(await fetch(token)).toContain('VCALENDAR');
    expect(await fetch(token)).toBe('too-often');
    await t.clock.advance(3_600_001);
    expect(await fetch(token)).toContain('VCALENDAR');
  });

  it("is the patient's alone", async () => {
    await make();
    expect(isRefusal(await app.get(ChangeCalendarFeed).run(lee.actor(), 'create'))).toBe(true);
    expect(await app.get(ChangeCalendarFeed).look(lee.actor())).toBeNull();
    const other = await buildPatient(t, { organisationId, name: 'Sam' });
    expect(await app.get(ChangeCalendarFeed).look(other.actor())).toBeNull();
    const { rows: seen } = await t.owner.query('SELECT 1 FROM clin.calendar_feed WHERE patient_id = $1', [other.patientId]);
    expect(seen).toEqual([]);
  });
});

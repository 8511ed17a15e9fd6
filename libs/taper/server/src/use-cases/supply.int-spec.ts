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
import { ConfirmConcentration } from './confirm-concentration.js';
import { HoldTaper } from './hold-taper.js';
import { type DispensingWish, RecordDispensing } from './record-dispensing.js';
import { RecordDose } from './record-dose.js';
import { SweepDoses } from './sweep-doses.js';
import { TellSupply } from './tell-supply.js';
import { WithdrawDispensing } from './withdraw-dispensing.js';

describe('what the pharmacy gave', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let lee: BuiltPerson;

  const tablet = 'clonazepam-tablet-500';
  const liquid = 'clonazepam-liquid-400';
  const dispense = (more: Partial<DispensingWish> = {}, who: BuiltPerson = patient) => app.get(RecordDispensing).run(who.actor(), {
    id: newId(), patientId: who === patient ? null : patient.patientId, product: tablet, quarters: 240, ul: null, mg: null, concentrationUgPerMl: null, dispensedOn: '2026-03-02', ...more,
  });
  const bottle = (strength: number | null, more: Partial<DispensingWish> = {}) => dispense({ product: liquid, quarters: null, ul: 100_000, concentrationUgPerMl: strength, ...more });
  const my = () => app.get(ReadMyPlan).run(patient.actor());
  const alerts = async () => (await t.owner.query<{ told: string }>(`SELECT tier || ' ' || family AS told FROM clin.alert WHERE patient_id = $1`, [patient.patientId])).rows.map(({ told }) => told);
  const tasks = async () => (await t.owner.query<{ task: string }>(
    `SELECT kind || coalesce(' ' || outcome, '') AS task FROM clin.task WHERE patient_id = $1 AND kind ~ 'supply|concentration' ORDER BY opened_at, kind`, [patient.patientId])).rows.map(({ task }) => task);
  const told = async () => (await t.owner.query(`SELECT id FROM outbox.message WHERE topic = 'job' AND payload->>'job' = 'taper.tell-supply' AND payload->>'patientId' = $1`, [patient.patientId])).rows.length;
  const sweep = () => app.get(SweepDoses).run({ kind: 'system', name: 'test', requestId: 'sweep' });

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
    // Two tablets a night; less from 16 March on.
    await atTheDesk(app).signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-03-02' }));
  });

  it('moves the run-out, once for each id', async () => {
    expect(await my()).toMatchObject({ runsOutOn: null });
    const id = newId();
    await dispense({ id, quarters: 172 });
    await dispense({ id, quarters: 172 });
    const runsOutOn = (await my())?.runsOutOn;
    expect(runsOutOn).toBe('2026-03-24');
    expect(await app.get(ReadDoses).dispensings(lee.actor(), patient.patientId)).toHaveLength(1);
    expect(await tasks()).toEqual([]);
    await app.get(RecordDose).run(patient.actor(), { id: newId(), localDate: '2026-03-02', slot: 'night', kind: 'extra', tappedAt: await t.clock.now() });
    expect((await my())?.runsOutOn).toBe('2026-03-23');
    expect(await told()).toBe(1);
    await app.get(HoldTaper).run(patient.actor(), { id: newId(), patientId: null, tappedAt: null, days: null });
    expect((await my())?.runsOutOn).toBe('2026-03-22');
    expect(await told()).toBe(2);
  });

  it('opens the task of 14, 7 and 3 days, the tightest only, and an alert at three; a dispensing settles them', async () => {
    await dispense({ quarters: 112 });
    expect(await tasks()).toEqual(['supply-14']);
    expect(await told()).toBe(1);
    await t.clock.set('2026-03-09T14:00:00Z');
    expect(await sweep()).toBeGreaterThan(0);
    expect(await tasks()).toEqual(['supply-14 settled', 'supply-7']);
    expect(await alerts()).toEqual([]);
    await t.clock.set('2026-03-13T14:00:00Z');
    await sweep();
    await sweep();
    expect(await tasks()).toEqual(['supply-14 settled', 'supply-7 settled', 'supply-3']);
    expect(await alerts()).toEqual(['E1 run-out']);
    expect(await told()).toBe(3);
    await dispense({ quarters: 400, dispensedOn: '2026-03-13' }, lee);
    expect(await tasks()).toEqual(['supply-14 settled', 'supply-7 settled', 'supply-3 settled']);
  });

  it('writes to patient and prescriber, each once and without a word of what', async () => {
    await dispense({ quarters: 40 });
    const tell = () => app.get(TellSupply).run({ kind: 'system', name: 'test', requestId: 'telling' }, patient.patientId);
    await tell();
    await tell();
    const { rows: sent } = await t.owner.query<{ template: string }>('SELECT template FROM clin.message_log WHERE about_id = $1 ORDER BY template', [patient.patientId]);
    expect(sent).toEqual([{ template: 'look-today' }, { template: 'plan-changed' }]);
  });

  it('shows no dose after another concentration until somebody confirms it', async () => {
    expect(await bottle(400)).toMatchObject({ concentrationUgPerMl: 400 });
    expect(await my()).toMatchObject({ showsNoDose: false });
    const other = await bottle(800);
    if (!('id' in other)) throw new Error('refused');
    expect(await my()).toMatchObject({ showsNoDose: true, doses: [] });
    expect(await tasks()).toEqual(['concentration-unconfirmed']);
    expect(await app.get(ReadDoses).toConfirm(patient.actor())).toMatchObject({ previousUgPerMl: 400 });
    expect(await app.get(ConfirmConcentration).run(patient.actor(), other.id)).toMatchObject({ confirmedAt: new Date('2026-03-02T14:00:00Z') });
    expect(await my()).toMatchObject({ showsNoDose: false });
    expect(await tasks()).toEqual(['concentration-unconfirmed settled']);
    expect(await app.get(ConfirmConcentration).run(lee.actor(), newId())).toMatchObject({ code: 'not-found' });
  });

  it('is refused with the field named, tenfold whatever is confirmed', async () => {
    expect(await bottle(4000)).toMatchObject({ code: 'tenfold-concentration', field: 'concentrationMicrogramsPerMl' });
    expect(await bottle(null)).toMatchObject({ code: 'missing', field: 'concentrationMicrogramsPerMl' });
    expect(await bottle(0)).toMatchObject({ code: 'too-small', field: 'concentrationMicrogramsPerMl' });
    for (const [more, code, field] of [
      [{ id: 'mine' }, 'not-found', 'id'], [{ product: 'moon-dust' }, 'unknown-product', 'product'], [{ quarters: 0 }, 'too-small', 'quarters'], [{ quarters: -4 }, 'too-small', 'quarters'],
      [{ quarters: 40_001 }, 'too-large', 'quarters'], [{ quarters: null }, 'missing', 'quarters'], [{ ul: 5 }, 'not-of-this-product', 'microlitres'], [{ mg: 5 }, 'not-of-this-product', 'milligrams'],
      [{ concentrationUgPerMl: 5 }, 'not-of-this-product', 'concentrationMicrogramsPerMl'], [{ dispensedOn: '2026-03-03' }, 'in-the-future', 'dispensedOn'],
      [{ dispensedOn: '2020-03-03' }, 'too-long-ago', 'dispensedOn'], [{ dispensedOn: 'today' }, 'not-a-date', 'dispensedOn'],
    ] as const) expect(await dispense(more)).toMatchObject({ code, field });
    expect(await app.get(ReadDoses).dispensings(patient.actor(), patient.patientId)).toEqual([]);
  });

  it('is taken back by whoever entered it or the clinic, and row-level security alone shows it to nobody else', async () => {
    const made = await dispense({}, lee);
    if (!('id' in made)) throw new Error('refused');
    expect(await app.get(WithdrawDispensing).run(patient.actor(), made.id)).toMatchObject({ code: 'entered-by-another' });
    const stranger = await buildStaff(t, { organisationId, role: 'prescriber' });
    expect(await app.get(WithdrawDispensing).run(stranger.actor(), made.id)).toMatchObject({ code: 'not-found' });
    const count = (who: BuiltPerson) => t.database.as(who.actor(), (tx) => tx.one<{ n: number }>('SELECT (SELECT count(*) FROM clin.dispensing)::int + (SELECT count(*) FROM clin.dose_watch)::int AS n'));
    expect([await count(stranger), await count(patient)]).toEqual([{ n: 0 }, { n: 2 }]);
    expect(await app.get(WithdrawDispensing).run(lee.actor(), made.id)).toMatchObject({ withdrawnAt: new Date('2026-03-02T14:00:00Z') });
    expect(await my()).toMatchObject({ runsOutOn: null });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { newId } from '@evenkeel/database';
import { rows as escalationRows } from '@evenkeel/escalation-server';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import type { OrganisationId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from './index.js';
import { ReadMyPlan } from './read-my-plan.js';
import { ReadPlans } from './read-plans.js';
import { atTheDesk, gentlePlan, runTaper } from './testing.js';
import { ReviewStep } from './use-cases/review-step.js';
import { RecordDose } from './use-cases/record-dose.js';
import { SweepPlans } from './use-cases/sweep-plans.js';

describe('what is known before the next cut', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let lee: BuiltPerson;

  const at = (date: string, time = '12:00') => t.clock.set(`${date}T${time}:00-04:00`);
  const day = (from: string, days: number): string => new Date(Date.parse(`${from}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  const say = async (localDate: string, kind = 'taken') => {
    expect(await app.get(RecordDose).run(patient.actor(), { id: newId(), localDate, slot: 'night', kind, tappedAt: await t.clock.now() })).toMatchObject({ kind });
  };
  const score = async (on: string, value: number) => {
    const id = newId();
    await t.owner.query(
      `INSERT INTO clin.check_in (organisation_id, patient_id, at, id, template_id, template_version, local_date, zone, answered_at) VALUES ($1, $2, clock.now(), $3, 'daily', 1, $4, 'America/New_York', clock.now())`,
      [organisationId, patient.patientId, id, on]);
    await t.owner.query(
      `INSERT INTO clin.check_in_answer (organisation_id, patient_id, check_in_id, question, value, answered_at, local_date, zone, revision, received_at)
       VALUES ($1, $2, $3, 'overall', $4, clock.now(), $5, 'America/New_York', 1, clock.now())`, [organisationId, patient.patientId, id, value, on]);
  };
  const taper = async () => {
    const read = await app.get(ReadPlans).run(lee.actor(), patient.patientId);
    if (read === null) throw new Error('not to be seen');
    return read;
  };
  const finding = async (rule: string) => (await taper()).nextStepFindings.find((each) => each.rule === rule);

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows, ...escalationRows] });
    app = await runTaper(t);
    organisationId = await buildOrganisation(t);
    lee = await buildStaff(t, { organisationId, role: 'prescriber' });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });
  beforeEach(async () => {
    await at('2026-04-01');
    patient = await buildPatient(t, { organisationId });
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: lee.accountId, role: 'prescriber' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'prescriber' } });
    // 1 mg at night; 0.875 mg from 15 April, less again on 29 April.
    await atTheDesk(app).signed(lee.actor(), patient.patientId, gentlePlan({ startsOn: '2026-04-01' }));
    for (let days = 3; days < 14; days += 3) await score(day('2026-04-01', days), 3);
  });

  it('an overall score that rose since the last cut warns, with what rose, and locks nothing', async () => {
    await at('2026-04-15', '22:00');
    await say('2026-04-15');
    for (const on of ['2026-04-24', '2026-04-26']) await score(on, 5);
    await at('2026-04-28', '15:00');
    expect(await finding('symptoms-worse')).toMatchObject({ verdict: 'ok' });
    await score('2026-04-28', 5);
    expect(await finding('symptoms-worse')).toMatchObject({ verdict: 'warn', inputs: { instruments: 'overall' } });
    await app.get(ReviewStep).run(lee.actor(), { patientId: patient.patientId, decision: 'go-on', note: 'Spoke on the phone' });
    await at('2026-04-28', '18:30');
    await app.get(SweepPlans).run({ kind: 'system', name: 'plan sweep', requestId: 'sweep' });
    expect((await taper()).lockedBecause).toBeNull();
  });

  it('before the first cut nothing is held against what came before', async () => {
    await at('2026-04-10');
    for (const on of ['2026-04-08', '2026-04-09', '2026-04-10']) await score(on, 9);
    expect(await finding('symptoms-worse')).toMatchObject({ verdict: 'ok' });
  });

  it('a dose that was taken twice and then once warns about the next cut, and about nothing else', async () => {
    await at('2026-04-07', '22:00');
    await say('2026-04-06');
    await say('2026-04-07');
    expect(await finding('taken-below-plan')).toMatchObject({ verdict: 'ok' });
    await say('2026-04-06', 'extra');
    expect(await finding('taken-below-plan')).toMatchObject({ verdict: 'warn', inputs: { highest: 2000, total: 1000, points: 5000 } });
    expect((await taper()).lockedBecause).toBeNull();
  });

  describe('on the day of a cut', () => {
    const sweep = () => app.get(SweepPlans).run({ kind: 'system', name: 'plan sweep', requestId: 'sweep' });
    const shown = async () => ((await app.get(ReadMyPlan).run(patient.actor()))?.doses ?? []).map(({ slot, ug }) => `${slot} ${ug}`);

    it('shows the dose before it as long as nobody has let it through, however late that is', async () => {
      await at('2026-04-14', '12:00');
      await sweep();
      for (const [date, time] of [['2026-04-15', '00:05'], ['2026-04-15', '23:55'], ['2026-04-18', '12:00'], ['2026-04-30', '12:00']] as const) {
        await at(date, time);
        expect(await shown()).toEqual(['night 1000']);
      }
      await sweep();
      expect(await shown()).toEqual(['night 875']);
      expect((await taper()).versions[0]?.record.passedCut).toBe('2026-04-30');
    });

    it('shows the lower dose once it was let through in the evening, and takes what was taken before for what was shown', async () => {
      await at('2026-04-14', '18:30');
      await sweep();
      expect(await shown()).toEqual(['night 1000']);
      await at('2026-04-15', '00:05');
      expect(await shown()).toEqual(['night 875']);
      await say('2026-04-15');
      // The worker is away from here on: the next cut waits, whatever its date says.
      await at('2026-04-29', '00:05');
      expect(await shown()).toEqual(['night 875']);
      await at('2026-04-29', '23:00');
      await say('2026-04-29');
      expect(await shown()).toEqual(['night 875']);
      // What was taken was what was shown: the cut has not begun with it.
      await sweep();
      expect(await shown()).toEqual(['night 875']);
      expect((await taper()).nextCutOn).toBe('2026-04-30');
    });

    it('a last dose is the last one only when somebody has looked', async () => {
      patient = await buildPatient(t, { organisationId });
      await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: lee.accountId, role: 'prescriber' });
      await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'prescriber' } });
      await atTheDesk(app).signed(lee.actor(), patient.patientId, { ...gentlePlan({ startsOn: '2026-04-01', nightUg: 125 }), phases: [{ method: 'final-stop', floorUg: 125, waitDays: 14 }] });
      await at('2026-04-14', '12:00');
      await sweep();
      for (const date of ['2026-04-15', '2026-04-16', '2026-04-20']) {
        await at(date);
        expect(await shown()).toEqual(['night 125']);
      }
      await sweep();
      expect((await taper()).versions[0]?.record).toMatchObject({ state: 'completed', passedCut: '2026-04-20' });
    });
  });

  it('days of which nobody said a word are no missed ones', async () => {
    await at('2026-04-07', '22:00');
    await say('2026-04-04');
    await say('2026-04-07');
    expect(await finding('taken-below-plan')).toMatchObject({ verdict: 'ok' });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { newId } from '@evenkeel/database';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import type { OrganisationId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { type ConfirmedSlot, DoseRecordReader, type PlanTask, PlanTasks } from '../patient-facts.js';
import { ReadPlans } from '../read-plans.js';
import { DoseStepReader } from '../store/dose-step.reader.js';
import { PlanSweepStore } from '../store/plan-sweep.store.js';
import { atTheDesk, done, gentlePlan, runTaper } from '../testing.js';
import { HoldTaper } from './hold-taper.js';
import { RestartTaper } from './restart-taper.js';
import { ReviewStep } from './review-step.js';
import { SweepPlans } from './sweep-plans.js';

const clockwork = { kind: 'system', name: 'plan sweep', requestId: 'sweep' } as const;

describe('what dates do to plans', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let lee: BuiltPerson;
  let tasks: string[];
  let confirmed: ConfirmedSlot[];
  let missed: number;

  const sweep = () => app.get(SweepPlans).run(clockwork);
  /** Noon, half past six in the evening or half past midnight in New York. */
  const at = async (day: string, time: 'noon' | 'evening' | 'night' = 'noon') => {
    await t.clock.set(`${day}T${{ noon: '12:00', evening: '18:30', night: '00:30' }[time]}:00-04:00`);
    await sweep();
  };
  const taper = async () => {
    const read = await app.get(ReadPlans).run(lee.actor(), patient.patientId);
    if (read === null) throw new Error('not to be seen');
    return read;
  };
  const states = async () => (await taper()).versions.map(({ record }) => [record.state, record.ended]);
  const steps = async () => {
    const all = await t.database.as(patient.actor(), (tx) => app.get(DoseStepReader).stepsOf(tx, patient.patientId));
    return all.map(({ startsOn, kind, total }) => `${startsOn} ${kind} ${total}`);
  };
  const sign = (more: Parameters<typeof gentlePlan>[0]) => atTheDesk(app).signed(lee.actor(), patient.patientId, gentlePlan(more));
  const take = async (...days: readonly string[]) => {
    confirmed = [...confirmed, ...days.map((on) => ({ on, slot: 'night' as const }))];
    await t.database.engine(clockwork, (tx) => app.get(PlanSweepStore).soon(tx, patient.patientId));
  };
  const checkIn = (on: string) => t.owner.query(
    `INSERT INTO clin.check_in (organisation_id, patient_id, at, id, template_id, template_version, local_date, zone, answered_at) VALUES ($1, $2, clock.now(), $3, 'daily', 1, $4, 'America/New_York', clock.now())`,
    [organisationId, patient.patientId, newId(), on]);
  const review = (decision: string) => app.get(ReviewStep).run(lee.actor(), { patientId: patient.patientId, decision, note: 'Spoke on the phone' });

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows] });
    app = await runTaper(t);
    Object.assign(app.get(PlanTasks), {
      open: (_: unknown, { kind, forRole, about }: PlanTask) => { tasks.push(`${kind} ${forRole} ${about}`); return Promise.resolve(); },
      settle: (_: unknown, { kinds }: { kinds: readonly string[] }) => { tasks.push(`settled ${kinds.join(' ')}`); return Promise.resolve(); },
    });
    Object.assign(app.get(DoseRecordReader), { confirmedOn: (_: unknown, __: unknown, from: string) => Promise.resolve(confirmed.filter(({ on }) => on >= from)), missedDays: () => Promise.resolve(missed) });
    organisationId = await buildOrganisation(t);
    lee = await buildStaff(t, { organisationId, role: 'prescriber' });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });
  beforeEach(async () => {
    [tasks, confirmed, missed] = [[], [], 0];
    await t.owner.query('UPDATE clin.plan_version SET next_at = NULL');
    await t.clock.set('2026-04-01T12:00:00-04:00');
    patient = await buildPatient(t, { organisationId });
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: lee.accountId, role: 'prescriber' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'prescriber' } });
  });

  it('a signed version begins at midnight of its day on the patient’s calendar, and the one before is replaced', async () => {
    await sign({ startsOn: '2026-04-01' });
    await sign({ startsOn: '2026-04-06', everyDays: 21 });
    await at('2026-04-05', 'evening');
    expect(await states()).toEqual([['active', null], ['signed', null]]);
    await at('2026-04-06', 'night');
    expect(await states()).toEqual([['stopped', 'replaced'], ['active', null]]);
    expect((await steps()).slice(0, 3)).toEqual(['2026-04-01 start 1000', '2026-04-06 start 1000', '2026-04-27 reduce 875']);
  });

  it('begins once, however many sweeps meet', async () => {
    await sign({ startsOn: '2026-04-06' });
    await t.clock.set('2026-04-06T00:30:00-04:00');
    const looked = await Promise.all([1, 2, 3, 4].map(() => sweep()));
    expect(looked.reduce((so, each) => so + each, 0)).toBe(1);
    const { rows: audit } = await t.owner.query(`SELECT action FROM audit.entry WHERE patient_id = $1 AND action = 'plan.activate'`, [patient.patientId]);
    expect(audit).toHaveLength(1);
    expect(await states()).toEqual([['active', null]]);
  });

  it('a cut that nobody confirms moves on day by day, and all later ones with it', async () => {
    await sign({ startsOn: '2026-04-01' });
    await at('2026-04-14', 'evening');
    await at('2026-04-15', 'noon');
    expect((await steps()).slice(0, 3)).toEqual(['2026-04-01 start 1000', '2026-04-15 reduce 875', '2026-04-29 reduce 750']);
    await at('2026-04-16', 'night');
    expect((await steps())[1]).toBe('2026-04-15 hold 1000');
    expect((await steps()).slice(2, 4)).toEqual(['2026-04-16 reduce 875', '2026-04-30 reduce 750']);
    // Nobody was there for two nights.
    await at('2026-04-19', 'noon');
    expect((await steps()).slice(2, 4)).toEqual(['2026-04-19 reduce 875', '2026-05-03 reduce 750']);
    expect(tasks).toContain('dose-unconfirmed coordinator cut 2026-04-15');
    await take('2026-04-19');
    await at('2026-04-20', 'night');
    expect((await steps()).slice(2, 4)).toEqual(['2026-04-19 reduce 875', '2026-05-03 reduce 750']);
    expect((await taper()).versions[0]?.record.state).toBe('active');
  });

  it('a dose that was confirmed without a network brings the date back', async () => {
    await sign({ startsOn: '2026-04-01' });
    await at('2026-04-14', 'evening');
    for (const day of ['2026-04-16', '2026-04-17', '2026-04-18']) await at(day, 'night');
    expect((await steps()).slice(2, 3)).toEqual(['2026-04-18 reduce 875']);
    await take('2026-04-16', '2026-04-17');
    await at('2026-04-18');
    expect((await steps()).slice(1, 4)).toEqual(['2026-04-15 hold 1000', '2026-04-16 reduce 875', '2026-04-30 reduce 750']);
  });

  it('the evening before, a step is locked with its reasons; a review and a check-in let it through', async () => {
    await sign({ startsOn: '2026-04-01' });
    await at('2026-04-14', 'evening');
    await take('2026-04-15');
    await at('2026-04-28');
    expect((await taper()).nextCutOn).toBe('2026-04-29');
    expect((await taper()).lockedBecause).toBeNull();
    await at('2026-04-28', 'evening');
    expect((await taper()).lockedBecause).toEqual(['no-review-since-cut']);
    expect(tasks).toContain('step-locked prescriber 2026-04-29');
    await at('2026-05-03');
    expect((await steps()).slice(1)).toEqual(['2026-04-15 reduce 875', '2026-04-29 hold 875']);
    await checkIn('2026-05-02');
    done(await review('go-on'));
    expect((await taper()).lockedBecause).toBeNull();
    expect((await steps()).slice(2, 5)).toEqual(['2026-04-29 hold 875', '2026-05-04 reduce 750', '2026-05-18 reduce 625']);
    await at('2026-05-04', 'night');
    expect((await taper()).lockedBecause).toBeNull();
  });

  it('a review before the evening lets the step come on its day', async () => {
    await sign({ startsOn: '2026-04-01' });
    await at('2026-04-14', 'evening');
    await take('2026-04-15');
    await checkIn('2026-04-20');
    await at('2026-04-27');
    done(await review('go-on'));
    await at('2026-04-28', 'evening');
    await at('2026-04-29', 'night');
    expect((await taper()).lockedBecause).toBeNull();
    expect((await steps())[2]).toBe('2026-04-29 reduce 750');
  });

  it('a lock without anybody’s review opens by itself once its reason is gone', async () => {
    missed = 3;
    await sign({ startsOn: '2026-04-01' });
    await at('2026-04-14', 'evening');
    expect((await taper()).lockedBecause).toEqual(['doses-missed']);
    missed = 0;
    await at('2026-04-17', 'evening');
    expect((await taper()).lockedBecause).toBeNull();
    expect((await steps())[2]).toBe('2026-04-18 reduce 875');
    expect(tasks).toContain('settled step-locked');
  });

  it('a lock that was missed in the evening still comes in the night, and not over a dose that was begun', async () => {
    missed = 3;
    await sign({ startsOn: '2026-04-01' });
    await at('2026-04-15', 'noon');
    expect((await taper()).lockedBecause).toEqual(['doses-missed']);
    expect((await steps()).at(-1)).toBe('2026-04-15 hold 1000');
  });

  it('a lock and a person’s hold are ended together by a prescriber', async () => {
    missed = 3;
    await sign({ startsOn: '2026-04-01' });
    await at('2026-04-14', 'evening');
    done(await app.get(HoldTaper).run(patient.actor(), { id: newId(), patientId: null, tappedAt: null, days: null }));
    missed = 0;
    await at('2026-04-20', 'evening');
    expect((await taper()).lockedBecause).toEqual(['doses-missed']);
    done(await app.get(RestartTaper).run(lee.actor(), { patientId: patient.patientId, on: null }));
    expect((await taper()).lockedBecause).toBeNull();
    expect((await steps()).at(2)).toBe('2026-04-21 reduce 875');
  });

  it('an alert such as a seizure locks the next step, the first one too, until somebody has looked after it', async () => {
    await sign({ startsOn: '2026-04-01' });
    await t.clock.set('2026-04-10T12:00:00-04:00');
    await t.owner.query(
      `INSERT INTO clin.alert (organisation_id, patient_id, opened_at, id, tier, max_tier, source, family, rule_id, rule_version, status, policy, next_action_at, last_trigger_at)
       VALUES ($1, $2, clock.now(), $3, 'E1', 'E1', 'check-in', 'seizure', 'seizure', 1, 'triggered', '{}', clock.now(), clock.now())`, [organisationId, patient.patientId, newId()]);
    await at('2026-04-14', 'evening');
    expect((await taper()).lockedBecause).toEqual(['no-review-since-cut']);
    await t.clock.set('2026-04-14T20:00:00-04:00');
    done(await review('go-on'));
    expect((await taper()).lockedBecause).toBeNull();
    expect((await steps())[1]).toBe('2026-04-15 reduce 875');
  });

  it('a version that begins with less begins with a cut, and the next one waits for it', async () => {
    await sign({ startsOn: '2026-04-01', nightUg: 1000 });
    await sign({ startsOn: '2026-04-06', nightUg: 875, everyDays: 14 });
    await at('2026-04-06', 'night');
    await at('2026-04-19', 'evening');
    expect((await taper()).lockedBecause).toEqual(['no-review-since-cut', 'cut-not-started']);
  });

  it('a hold of some days ends by itself', async () => {
    await sign({ startsOn: '2026-04-01' });
    done(await app.get(HoldTaper).run(patient.actor(), { id: newId(), patientId: null, tappedAt: null, days: 3 }));
    await at('2026-04-03', 'evening');
    expect(await states()).toEqual([['held', null]]);
    await at('2026-04-04', 'night');
    expect(await states()).toEqual([['active', null]]);
  });

  it('asks people after a day unread, a week locked, four weeks held', async () => {
    missed = 3;
    await sign({ startsOn: '2026-04-01' });
    await at('2026-04-02');
    expect(tasks).toContain('plan-unread coordinator 1');
    await at('2026-04-14', 'evening');
    await at('2026-04-21', 'evening');
    expect(tasks).toContain('step-locked coordinator 2026-04-15 still');
    done(await app.get(HoldTaper).run(patient.actor(), { id: newId(), patientId: null, tappedAt: null, days: null }));
    await at('2026-05-18', 'evening');
    expect(tasks.filter((task) => task.startsWith('hold-review'))).toEqual([]);
    await at('2026-05-19', 'evening');
    expect(tasks.filter((task) => task.startsWith('hold-review'))).toHaveLength(1);
  });

  it('is completed in maintenance once the last lower dose was begun', async () => {
    const gentle = await sign({ startsOn: '2026-04-01', nightUg: 1000, untilUg: 875 });
    await at('2026-04-15', 'evening');
    expect((await taper()).versions.at(-1)?.record.state).toBe('active');
    await take('2026-04-15');
    await at('2026-04-15', 'evening');
    expect((await taper()).versions.at(-1)?.record).toMatchObject({ number: gentle.number, state: 'completed', ended: 'maintenance' });
    await sign({ startsOn: '2026-04-16', nightUg: 875, untilUg: 750 });
    expect((await taper()).versions.at(-1)?.record).toMatchObject({ state: 'signed', basedOn: null });
  });

  it('ends at zero after the final stop', async () => {
    const plan = { ...gentlePlan({ startsOn: '2026-04-01', nightUg: 125 }), phases: [{ method: 'final-stop', floorUg: 125, waitDays: 14 }] as const };
    done(await atTheDesk(app).signed(lee.actor(), patient.patientId, plan));
    await at('2026-04-14', 'evening');
    await at('2026-04-15', 'night');
    expect(await states()).toEqual([['completed', 'zero']]);
    expect(await steps()).toEqual(['2026-04-01 start 125', '2026-04-15 stop 0']);
  });

  it('one plan that fails keeps no other one waiting', async () => {
    await sign({ startsOn: '2026-04-06' });
    const broken = await buildPatient(t, { organisationId });
    await t.owner.query(
      `INSERT INTO clin.plan_version (organisation_id, patient_id, number, id, state, starts_on, plan, author, created_at, signed_by, signed_at, next_at)
       VALUES ($1, $2, 1, $3, 'signed', '2026-04-02', '{}', $4, clock.now(), $4, clock.now(), clock.now())`, [organisationId, broken.patientId, newId(), lee.accountId]);
    await t.clock.set('2026-04-06T00:30:00-04:00');
    await expect(sweep()).rejects.toThrow('cannot be read');
    expect(await states()).toEqual([['active', null]]);
    await t.owner.query('DELETE FROM clin.plan_version WHERE patient_id = $1', [broken.patientId]);
  });
});

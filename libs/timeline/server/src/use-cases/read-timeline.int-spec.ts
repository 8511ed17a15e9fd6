import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import fc from 'fast-check';
import type { ConsentCategory } from '@evenkeel/care-team-rules';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam, leaveTeam, withdrawConsent } from '@evenkeel/care-team-server/testing';
import { newId } from '@evenkeel/database';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import type { Actor, CheckInId, OrganisationId, SystemActor } from '@evenkeel/kernel';
import { rows as taperRows } from '@evenkeel/taper-server';
import { planStep } from '@evenkeel/taper-server/testing';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { bucketsOf, dateOf, dayNumber, foldMonth, lanes, monthOf, type Timeline } from '@evenkeel/timeline-rules';
import { answer, runTimeline } from '../testing.js';
import { FoldTimeline } from './fold-timeline.js';
import { ReadTimeline } from './read-timeline.js';

const engine: SystemActor = { kind: 'system', name: 'fold', requestId: 'fold' };

describe('reading a timeline', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let read: ReadTimeline;
  let fold: FoldTimeline;
  let organisationId: OrganisationId;
  let therapist: BuiltPerson;
  let patient: BuiltPatient;

  const shown = async (actor: Actor, of: Partial<Parameters<ReadTimeline['run']>[1]> = {}): Promise<Timeline> => {
    const timeline = await read.run(actor, { patientId: patient.patientId, from: '2026-02-01', to: '2026-03-02', pixels: 900, ...of });
    if (timeline === null) throw new Error('nothing to be seen');
    return timeline;
  };
  const foldAll = async () => { while (await fold.run(engine) > 0); };
  const stale = async (): Promise<number> => Number((await t.owner.query<{ n: string }>('SELECT count(*) AS n FROM clin.timeline_stale')).rows[0]?.n);
  const raise = async (openedAt: string, family = 'distress', drill = false) => {
    const id = newId();
    await t.owner.query(
      `INSERT INTO clin.alert (organisation_id, patient_id, opened_at, id, tier, max_tier, source, family, rule_id, rule_version, status, policy, resolved_by, resolved_at, outcome, last_trigger_at, is_drill)
       VALUES ($1, $2, $3, $4, 'E2', 'E2', 'check-in', $5, 'r', 1, 'resolved', '{}', $6, clock.now(), 'patient-reached', $3, $7)`, [organisationId, patient.patientId, openedAt, id, family, therapist.accountId, drill]);
    return id;
  };

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...careTeamRows, ...taperRows] });
    app = await runTimeline(t);
    read = app.get(ReadTimeline);
    fold = app.get(FoldTimeline);
    organisationId = await buildOrganisation(t);
    therapist = await buildStaff(t, { organisationId, role: 'therapist', name: 'Thea' });
    patient = await buildPatient(t, { organisationId });
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: therapist.accountId, role: 'therapist' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'therapist' } });
    for (const [startsOn, total] of [['2025-12-01', 2000], ['2026-02-20', 1875], ['2026-03-20', 1750]] as const) {
      await planStep(t, { organisationId, patientId: patient.patientId, startsOn, total, signedBy: therapist.accountId });
    }
    for (let day = 0; day < 40; day += 1) {
      if (day % 5 === 3) continue;
      await answer(t, { organisationId, patientId: patient.patientId, date: dateOf(dayNumber('2026-01-20') + day), answers: { overall: day % 11, 'symptom.anxiety': day % 4, 'symptom.tremor': -1, sleep: 1 } });
    }
  }, 60_000);
  afterAll(async () => { await app.close(); await t.close(); });

  it('shows the same before and after it was folded', async () => {
    const before = await shown(therapist.actor());
    expect(await stale()).toBeGreaterThan(0);
    await foldAll();
    expect(await stale()).toBe(0);
    expect(await shown(therapist.actor())).toEqual(before);
    expect(before).toMatchObject({ resolution: 'day', zone: 'America/New_York', recordFrom: '2025-12-01', withheld: [], shared: [...lanes] });
    expect(before.buckets.median[0]).toBe(1);
    expect(before.symptoms.map(({ code }) => code)).toEqual(['anxiety']);
    expect(before.doses).toMatchObject({ day: [-62, 19], micrograms: [2000, 1875], previousMicrograms: [null, 2000], planned: [false, false] });
  });

  it('adds at once what is answered late, answered again or taken back, in a month that was folded long ago', async () => {
    const { rows: [first] } = await t.owner.query<{ id: CheckInId }>(`SELECT id FROM clin.check_in WHERE local_date = '2026-02-03'`);
    const at = 2;
    expect((await shown(therapist.actor())).buckets.max[at]).toBe(3);
    const again = (value: number, revision: number) => answer(t, { organisationId, patientId: patient.patientId, date: '2026-02-03', checkInId: first?.id as CheckInId, revision, answers: { overall: value } });
    await again(9, 2);
    expect((await shown(therapist.actor())).buckets.max[at]).toBe(9);
    await foldAll();
    expect((await shown(therapist.actor())).buckets.max[at]).toBe(9);
    await again(-1, 3);
    expect((await shown(therapist.actor())).buckets.max[at]).toBeNull();
    await answer(t, { organisationId, patientId: patient.patientId, date: '2026-02-03', answers: { overall: 4 } });
    await again(7, 4);
    expect((await shown(therapist.actor())).buckets).toMatchObject({ answered: expect.arrayContaining([1]), min: expect.arrayContaining([4]) });
    await foldAll();
    const { buckets } = await shown(therapist.actor());
    expect([buckets.min[at], buckets.median[at], buckets.max[at]]).toEqual([4, 5.5, 7]);
  });

  it('says what the answers say, whatever was folded when', async () => {
    const other = await buildPatient(t, { organisationId });
    const steps = fc.array(fc.oneof({ weight: 5, arbitrary: fc.tuple(fc.nat(70), fc.integer({ min: -2, max: 10 })) }, { weight: 1, arbitrary: fc.constant('fold' as const) }), { maxLength: 25 });
    const known = new Map<number, { id: CheckInId; revision: number; value: number }>();
    await fc.assert(fc.asyncProperty(steps, async (played) => {
      for (const step of played) {
        if (step === 'fold') { await fold.run(engine); continue; }
        const [day, value] = step;
        const before = known.get(day);
        const revision = (before?.revision ?? 0) + 1;
        const id = await answer(t, { organisationId, patientId: other.patientId, date: dateOf(dayNumber('2025-12-20') + day), answers: { overall: value }, checkInId: before?.id, revision });
        known.set(day, { id, revision, value });
      }
      const range = { from: '2025-12-15', to: '2026-03-02' };
      const scores = [...known].map(([day, { value }]) => ({ date: dateOf(dayNumber('2025-12-20') + day), question: 'overall', value }));
      const months = [...new Set(scores.map(({ date }) => monthOf(date)))].map((month) => foldMonth(month, scores));
      for (const [pixels, resolution] of [[900, 'day'], [60, 'week'], [10, 'month']] as const) {
        const timeline = await shown(other.actor(), { patientId: other.patientId, ...range, pixels });
        expect(timeline.resolution).toBe(resolution);
        expect(timeline.buckets).toEqual(bucketsOf(months, range, resolution, '2026-03-02').buckets);
      }
    }), { numRuns: 15 });
    await foldAll();
  }, 60_000);

  it('folds what is answered while it folds once more', async () => {
    const { patientId } = await buildPatient(t, { organisationId });
    const slow = await t.owner.connect();
    try {
      await slow.query('BEGIN');
      await answer({ owner: slow as never }, { organisationId, patientId, date: '2026-02-10', answers: { overall: 3 } });
      await answer(t, { organisationId, patientId, date: '2026-02-11', answers: { overall: 5 } });
      await foldAll();
      await slow.query('COMMIT');
    } finally {
      slow.release();
    }
    const { rows: [half] } = await t.owner.query('SELECT overall FROM clin.timeline_month WHERE patient_id = $1', [patientId]);
    expect(half).toEqual({ overall: [5] });
    await foldAll();
    const { rows: [whole] } = await t.owner.query('SELECT overall FROM clin.timeline_month WHERE patient_id = $1', [patientId]);
    expect(whole).toEqual({ overall: [3, 5] });
  });

  it('lets one process fold at a time', async () => {
    await answer(t, { organisationId, patientId: patient.patientId, date: '2026-02-28', answers: { overall: 3 } });
    const holder = await t.owner.connect();
    try {
      await holder.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('evenkeel timeline fold'))`);
      expect(await fold.run(engine)).toBe(0);
      await holder.query('ROLLBACK');
      expect(await fold.run(engine)).toBe(1);
    } finally {
      holder.release();
    }
  });

  it('places an alert on the day where the patient was, and leaves drills out', async () => {
    // Half past eleven in the evening of the 10th in New York is the 11th in UTC.
    const id = await raise('2026-02-11T04:30:00Z');
    await raise('2026-02-12T12:00:00Z', 'other', true);
    expect((await shown(therapist.actor())).alerts).toEqual({ id: [id], day: [9], tier: ['E2'], family: ['distress'], status: ['resolved'] });
  });

  it('goes on after today for planned steps, and counts no day that has not come', async () => {
    const { doses, buckets } = await shown(patient.actor(), { from: '2026-02-16', to: '2026-04-05', pixels: 60 });
    expect(doses).toMatchObject({ day: [-77, 4, 32], planned: [false, false, true] });
    expect(buckets.days).toEqual([7, 7, 1, 0, 0, 0, 0]);
  });

  it('is six weeks when nobody says how much, by the patient\'s calendar', async () => {
    expect(await shown(patient.actor(), { from: null, to: null })).toMatchObject({ from: '2026-01-20', to: '2026-03-02' });
    expect(await shown(patient.actor(), { from: null, to: null })).toEqual(await shown(patient.actor(), { from: '2026-03-02', to: '2026-01-20' }));
  });

  describe('consent, lane by lane', () => {
    const laneOf: Readonly<Record<string, { readonly category: ConsentCategory; readonly isEmpty: (timeline: Timeline) => boolean }>> = {
      dose: { category: 'taper_plan', isEmpty: ({ doses }) => doses.day.length === 0 },
      overall: { category: 'symptom_scores', isEmpty: ({ buckets, symptoms }) => buckets.day.length === 0 && symptoms.length === 0 },
      alerts: { category: 'alert_head', isEmpty: ({ alerts }) => alerts.id.length === 0 },
      notes: { category: 'free_text', isEmpty: ({ notes }) => notes.id.length === 0 },
    };
    const all = Object.values(laneOf).map(({ category }) => category);

    it.each(Object.entries(laneOf))('withholds %s without its consent and shows the others', async (lane, { category, isEmpty }) => {
      const reader = await buildStaff(t, { organisationId, role: 'therapist' });
      await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: reader.accountId, role: 'therapist' });
      const { rows: consents } = await t.owner.query<{ id: string }>(`SELECT id FROM clin.consent WHERE revoked_at IS NULL AND patient_id = $1`, [patient.patientId]);
      for (const { id } of consents) await withdrawConsent(t, id);
      await giveConsent(t, { organisationId, patientId: patient.patientId, to: { accountId: reader.accountId }, categories: all.filter((each) => each !== category) });
      const timeline = await shown(reader.actor());
      expect(timeline.withheld).toContain(lane);
      expect(isEmpty(timeline)).toBe(true);
      for (const [other, { isEmpty: isOtherEmpty }] of Object.entries(laneOf)) {
        if (other === lane || other === 'notes') continue;
        expect([other, isOtherEmpty(timeline)]).toEqual([other, false]);
        expect(timeline.shared).toContain(other);
      }
      const { rows: audited } = await t.owner.query<{ category: string; basis: string }>(`SELECT category, basis FROM audit.entry WHERE actor_id = $1 AND object_kind = 'timeline' ORDER BY category`, [reader.accountId]);
      expect(audited.map((row) => row.category)).toEqual(all.filter((each) => each !== category).sort());
      expect(audited.every(({ basis }) => basis.startsWith('consent '))).toBe(true);
    });

    it('says so when nothing is shared, and writes down that somebody looked', async () => {
      const reader = await buildStaff(t, { organisationId, role: 'prescriber' });
      const membership = await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: reader.accountId, role: 'prescriber' });
      expect(await shown(reader.actor())).toMatchObject({ shared: [], withheld: [...lanes], recordFrom: null, symptoms: [] });
      const { rows: audited } = await t.owner.query(`SELECT category FROM audit.entry WHERE actor_id = $1`, [reader.accountId]);
      expect(audited).toEqual([{ category: 'team' }]);
      await leaveTeam(t, membership);
      expect(await read.run(reader.actor(), { patientId: patient.patientId, from: null, to: null, pixels: 900 })).toBeNull();
    });

    it('is nothing for strangers, for nobody, and for another patient', async () => {
      const stranger = await buildStaff(t, { organisationId, role: 'therapist' });
      const other = await buildPatient(t, { organisationId });
      for (const actor of [stranger.actor(), other.actor()]) {
        for (const patientId of [patient.patientId, newId(), 'nonsense']) expect(await read.run(actor, { patientId, from: null, to: null, pixels: 900 })).toBeNull();
      }
    });

    it('asks nobody of the patient', async () => {
      expect((await shown(patient.actor())).withheld).toEqual([]);
      const { rows: audited } = await t.owner.query(`SELECT 1 FROM audit.entry WHERE actor_id = $1 AND action = 'read'`, [patient.accountId]);
      expect(audited).toEqual([]);
    });
  });
});

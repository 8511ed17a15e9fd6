import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, newRandomId, Outbox } from '@evenkeel/database';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import type { OrganisationId, SystemActor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { type NextOf, SweepStore } from '../store/sweep.store.js';
import { planCheckIns } from '../testing.js';
import { SweepCheckIns } from './sweep-check-ins.js';

const hour = 3_600_000;

describe('the sweep', () => {
  let t: TestDatabase;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let coordinator: BuiltPerson;
  const actor = (): SystemActor => ({ kind: 'system', name: 'sweep', requestId: newRandomId() });
  const sweepWith = (store = new SweepStore(), database: Database = t.database) => new SweepCheckIns(database, store, new Outbox()).run(actor());
  const plan = (at: { nextAt: string; nextLocalDate: string; localTime?: string; zone?: string; windowMinutes?: number; everyDays?: number; endsOn?: string }) =>
    planCheckIns(t, { organisationId, patientId: patient.patientId, setBy: coordinator.accountId, ...at });
  const made = async (scheduleId: string) => (await t.owner.query<{ local_date: string; at: Date; closes_at: Date }>(
    'SELECT local_date::text, at, closes_at FROM clin.check_in WHERE schedule_id = $1 ORDER BY local_date', [scheduleId])).rows;
  const openings = async (scheduleId: string) => (await made(scheduleId)).map(({ local_date, at }) => `${local_date} ${at.toISOString()}`);
  const nextOf = async (scheduleId: string) => (await t.owner.query<{ next_at: Date | null; next_local_date: string | null }>(
    'SELECT next_at, next_local_date::text FROM clin.check_in_schedule WHERE id = $1', [scheduleId])).rows[0];

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    organisationId = await buildOrganisation(t);
    patient = await buildPatient(t, { organisationId });
    coordinator = await buildStaff(t, { organisationId, role: 'coordinator' });
  }, 60_000);
  afterAll(() => t.close());
  beforeEach(async () => {
    await t.owner.query('DELETE FROM clin.check_in');
    await t.owner.query('DELETE FROM clin.check_in_schedule');
    await t.owner.query('DELETE FROM outbox.message');
  });

  it('does nothing before the minute, and once at it', async () => {
    await t.clock.set('2026-03-02T13:59:59.999Z');
    const id = await plan({ nextAt: '2026-03-02T14:00:00Z', nextLocalDate: '2026-03-02' });
    expect(await sweepWith()).toEqual({ schedules: 0, prompts: 0 });
    await t.clock.advance(1);
    expect(await sweepWith()).toEqual({ schedules: 1, prompts: 1 });
    expect(await sweepWith()).toEqual({ schedules: 0, prompts: 0 });
    expect(await openings(id)).toEqual(['2026-03-02 2026-03-02T14:00:00.000Z']);
    expect(await nextOf(id)).toEqual({ next_at: new Date('2026-03-03T14:00:00Z'), next_local_date: '2026-03-03' });
    const { rows: messages } = await t.owner.query<{ topic: string; payload: object }>('SELECT topic, payload FROM outbox.message ORDER BY id');
    const { rows: [checkIn] } = await t.owner.query<{ id: string }>('SELECT id FROM clin.check_in WHERE schedule_id = $1', [id]);
    expect(messages).toEqual([
      { topic: 'job', payload: { queue: 'check-ins', job: 'check-ins.prompt', checkInId: checkIn?.id } },
      { topic: 'changed', payload: { topic: 'check-in', subject: checkIn?.id, patient: patient.patientId } },
    ]);
  });

  // Sweeps every half hour across the night in which the clocks change.
  const across = async (from: string, hours: number) => {
    await t.clock.set(from);
    for (let step = 0; step <= hours * 2; step += 1) {
      await sweepWith();
      await t.clock.advance(hour / 2);
    }
  };

  it('opens exactly once on the day whose 02:30 is skipped, and at 02:30 again on the next', async () => {
    const id = await plan({ nextAt: '2026-03-07T07:30:00Z', nextLocalDate: '2026-03-07', localTime: '02:30' });
    await across('2026-03-07T07:00:00Z', 72);
    expect(await openings(id)).toEqual([
      '2026-03-07 2026-03-07T07:30:00.000Z', '2026-03-08 2026-03-08T07:30:00.000Z', '2026-03-09 2026-03-09T06:30:00.000Z', '2026-03-10 2026-03-10T06:30:00.000Z',
    ]);
  });

  it('opens exactly once on the day whose 01:30 comes twice, at the first', async () => {
    const id = await plan({ nextAt: '2026-10-31T05:30:00Z', nextLocalDate: '2026-10-31', localTime: '01:30' });
    await across('2026-10-31T05:00:00Z', 72);
    expect(await openings(id)).toEqual([
      '2026-10-31 2026-10-31T05:30:00.000Z', '2026-11-01 2026-11-01T05:30:00.000Z', '2026-11-02 2026-11-02T06:30:00.000Z',
    ]);
  });

  it('keeps nine o’clock on the wall of the patient all year', async () => {
    const id = await plan({ nextAt: '2026-03-07T14:00:00Z', nextLocalDate: '2026-03-07' });
    await across('2026-03-07T13:00:00Z', 48);
    expect(await openings(id)).toEqual(['2026-03-07 2026-03-07T14:00:00.000Z', '2026-03-08 2026-03-08T13:00:00.000Z', '2026-03-09 2026-03-09T13:00:00.000Z']);
  });

  it('closes every window, at the latest when the next one opens', async () => {
    const id = await plan({ nextAt: '2026-03-07T14:00:00Z', nextLocalDate: '2026-03-07', windowMinutes: 1440 });
    await t.clock.set('2026-03-07T14:00:00Z');
    await sweepWith();
    // The day of the change has 23 hours, and the window of 24 ends with it.
    expect((await made(id)).map(({ closes_at }) => closes_at.toISOString())).toEqual(['2026-03-08T13:00:00.000Z']);
  });

  it('catches up after a night without a worker: every day is there, only what is still open is asked for', async () => {
    const id = await plan({ nextAt: '2026-03-02T14:00:00Z', nextLocalDate: '2026-03-02' });
    await t.clock.set('2026-03-05T15:00:00Z');
    expect(await sweepWith()).toEqual({ schedules: 1, prompts: 1 });
    expect(await openings(id)).toEqual([
      '2026-03-02 2026-03-02T14:00:00.000Z', '2026-03-03 2026-03-03T14:00:00.000Z', '2026-03-04 2026-03-04T14:00:00.000Z', '2026-03-05 2026-03-05T14:00:00.000Z',
    ]);
    expect((await nextOf(id))?.next_local_date).toBe('2026-03-06');
  });

  it('stops at the end of the schedule, and passes over one that is paused', async () => {
    await t.clock.set('2026-03-02T14:00:00Z');
    const ending = await plan({ nextAt: '2026-03-02T14:00:00Z', nextLocalDate: '2026-03-02', endsOn: '2026-03-02' });
    const paused = await plan({ nextAt: '2026-03-02T14:00:00Z', nextLocalDate: '2026-03-02', localTime: '09:00' });
    await t.owner.query('UPDATE clin.check_in_schedule SET paused = true WHERE id = $1', [paused]);
    await sweepWith();
    expect(await nextOf(ending)).toEqual({ next_at: null, next_local_date: null });
    expect(await openings(paused)).toEqual([]);
  });

  it('makes each check-in once when many sweeps run at the same time', async () => {
    await t.clock.set('2026-03-02T14:00:00Z');
    for (let count = 0; count < 40; count += 1) await plan({ nextAt: '2026-03-02T14:00:00Z', nextLocalDate: '2026-03-02' });
    const swept = await Promise.all(Array.from({ length: 6 }, () => sweepWith()));
    expect(swept.reduce((sum, { schedules }) => sum + schedules, 0)).toBe(40);
    expect(swept.reduce((sum, { prompts }) => sum + prompts, 0)).toBe(40);
    expect(Number((await t.owner.query<{ n: string }>('SELECT count(*) AS n FROM clin.check_in')).rows[0]?.n)).toBe(40);
  });

  it('has changed nothing when it dies between the insert and the commit, and does it all the next time', async () => {
    await t.clock.set('2026-03-02T14:00:00Z');
    const id = await plan({ nextAt: '2026-03-02T14:00:00Z', nextLocalDate: '2026-03-02' });
    class Killed extends SweepStore {
      override async advance(tx: Parameters<SweepStore['advance']>[0], next: readonly NextOf[]): Promise<void> {
        await super.advance(tx, next);
        // The server ends the connection, as it does when the process behind it is gone.
        const { pid } = await tx.one<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await t.owner.query('SELECT pg_terminate_backend($1)', [pid]);
        await tx.now();
      }
    }
    await expect(sweepWith(new Killed())).rejects.toThrow();
    expect(await openings(id)).toEqual([]);
    expect((await nextOf(id))?.next_local_date).toBe('2026-03-02');
    expect(Number((await t.owner.query<{ n: string }>('SELECT count(*) AS n FROM outbox.message')).rows[0]?.n)).toBe(0);
    expect(await sweepWith()).toEqual({ schedules: 1, prompts: 1 });
    expect(await openings(id)).toHaveLength(1);
  });

  it('asks again for a prompt that nobody sent, and not for one that was sent, begun or answered', async () => {
    await t.clock.set('2026-03-02T14:00:00Z');
    for (let count = 0; count < 4; count += 1) await plan({ nextAt: '2026-03-02T14:00:00Z', nextLocalDate: '2026-03-02' });
    expect(await sweepWith()).toMatchObject({ prompts: 4 });
    await t.clock.advance(4 * 60_000);
    expect(await sweepWith()).toMatchObject({ prompts: 0 });
    const { rows: checkIns } = await t.owner.query<{ id: string }>('SELECT id FROM clin.check_in ORDER BY id');
    for (const [place, column] of (['delivered_at', 'opened_at', 'answered_at'] as const).entries()) {
      await t.owner.query(`UPDATE clin.check_in SET ${column} = clock.now() WHERE id = $1`, [checkIns[place]?.id]);
    }
    await t.clock.advance(60_000);
    expect(await sweepWith()).toMatchObject({ prompts: 1 });
    // When the window has closed there is nothing to ask for any more.
    await t.clock.set('2026-03-03T02:00:00Z');
    expect(await sweepWith()).toMatchObject({ prompts: 0 });
  });
});

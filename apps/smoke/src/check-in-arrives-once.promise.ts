import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Person, Product } from '@evenkeel/testing/product';

const hour = 3_600_000;

interface Due { today: { localDate: string; due: { id: string; status: string; localDate: string } | null } }

/** Promise 4: at the patient's wall-clock time across both days on which the clocks change, exactly once, and the window closes. */
describe.each([
  { what: 'the night an hour is skipped', startAt: '2026-03-06T18:00:00Z', days: ['2026-03-07', '2026-03-08', '2026-03-09'], utc: ['14:00', '13:00', '13:00'] },
  { what: 'the night an hour comes twice', startAt: '2026-10-30T18:00:00Z', days: ['2026-10-31', '2026-11-01', '2026-11-02'], utc: ['13:00', '14:00', '14:00'] },
])('a daily check-in at 09:00 in New York over $what', ({ startAt, days, utc }) => {
  let product: Product;
  let patient: Person;
  let address: string;
  let scheduleId: string;
  beforeAll(async () => {
    product = await Product.start({ startAt });
    patient = await product.signIn('patient', 1);
    address = product.account('patient', 1).email;
    const coordinator = await product.signIn('coordinator');
    await product.t.owner.query(`UPDATE clin.check_in_schedule SET paused = true, next_at = NULL, next_local_date = NULL`);
    const { setCheckInSchedule } = await coordinator.run<{ setCheckInSchedule: { __typename: string; id: string } }>('SetCheckInSchedule', {
      input: { patientId: patient.patientId, templateId: 'daily', localTime: '09:00', zone: 'America/New_York', everyDays: 1, windowMinutes: 720, paused: false },
    });
    expect(setCheckInSchedule.__typename).toBe('CheckInSchedule');
    scheduleId = setCheckInSchedule.id;
    await product.settle();
  }, 120_000);
  afterEach(() => { expect(product.complaints()).toEqual([]); });
  afterAll(() => product.stop());

  it('arrives on the page and by mail at nine by the wall clock, once a day', async () => {
    for (const [index, day] of days.entries()) {
      const nine = Date.parse(`${day}T${utc[index]}:00Z`);
      await product.t.clock.set(new Date(nine - 60_000).toISOString());
      await product.settle();
      const mails = product.mailbox.to(address).length;
      expect((await patient.run<Due>('Today')).today.due?.localDate).not.toBe(day);

      await product.t.clock.set(new Date(nine + 1000).toISOString());
      await product.settle();
      await product.mailbox.expect((mail) => product.mailbox.to(address).indexOf(mail) >= mails);
      expect((await patient.run<Due>('Today')).today.due).toMatchObject({ localDate: day, status: 'open' });

      // Nothing more for the rest of the day, however often the sweep looks and whoever crashes meanwhile.
      product.worker.kill();
      await product.ready();
      for (let later = 1; later < 23; later += 3) {
        await product.t.clock.set(new Date(nine + later * hour).toISOString());
        await product.settle();
      }
      expect(product.mailbox.to(address).length).toBe(mails + 1);
    }
    const { rows } = await product.t.owner.query<{ day: string }>(`SELECT local_date::text AS day FROM clin.check_in WHERE schedule_id = $1 ORDER BY 1`, [scheduleId]);
    expect(rows.map((row) => row.day)).toEqual(days);
  }, 180_000);

  it('closes its window: unanswered it reads as missed, by the clock alone', async () => {
    const { rows: [last] } = await product.t.owner.query<{ closes: Date; id: string }>(`SELECT closes_at AS closes, id FROM clin.check_in WHERE schedule_id = $1 ORDER BY local_date DESC LIMIT 1`, [scheduleId]);
    if (last === undefined) throw new Error('There is no check-in');
    await product.t.clock.set(new Date(last.closes.getTime() + 1000).toISOString());
    expect((await patient.run<Due>('Today')).today.due).toBeNull();
    const coordinator = await product.signIn('coordinator');
    const { patient: record } = await coordinator.run<{ patient: { checkIns: { id: string; status: string }[] } }>('Patient', { id: patient.patientId });
    expect(record.checkIns.find((each) => each.id === last.id)?.status).toBe('missed');
  }, 60_000);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { checkIn, crowd, desk, type Device, Devices, handOffs, type Page, type Person, Product, reliabilityRow, report as writeRow, type Saved, seizureNow, tellRedis, until } from '@evenkeel/testing/product';

/** How long Redis is away (s): a minute with `EVENKEEL_REDIS_AWAY=60 npm run reliability -- redis`. */
const away = Number(process.env['EVENKEEL_REDIS_AWAY'] ?? 12);
/** A page asks again by itself every twenty seconds (ms). */
const pollMs = 25_000;
/** From an accepted answer to the mail, with whatever happens to Redis (ms). */
const pageMs = 10_000;

interface Outage { readonly what: string; readonly begins: () => Promise<unknown>; readonly ends: () => Promise<unknown> }

/** PostgreSQL is the truth: whatever becomes of Redis, nobody who needs somebody waits for it, and nothing is lost. */
describe('an outage of Redis', () => {
  let product: Product;
  let devices: Devices;
  let people: Person[];
  let board: { device: Device; page: Page };
  beforeAll(async () => {
    product = await Product.start({ startAt: null });
    devices = await Devices.start(product.url);
    people = await crowd(product, 13);
    await product.t.owner.query(`UPDATE clin.check_in_schedule SET paused = true, next_at = NULL, next_local_date = NULL`);
    const device = await devices.device(desk, await product.signIn('prescriber'));
    board = { device, page: await device.open('/alerts') };
  }, 120_000);
  afterEach(() => {
    expect(devices.complaints()).toEqual([]);
    expect(product.complaints()).toEqual([]);
  });
  afterAll(async () => {
    await devices.stop();
    await product.stop();
  }, 60_000);

  const someone = (): Person => {
    const person = people.pop();
    if (person === undefined) throw new Error('The crowd is too small');
    return person;
  };
  const tell = (...words: string[]): Promise<string> => tellRedis(product.redis.port, ...words);
  const flagged: string[] = [];
  const report = async (person: Person): Promise<string> => {
    const input = checkIn(new Date(), seizureNow);
    const { submitCheckIn } = await person.run<Saved>('SubmitCheckIn', { input });
    flagged.push(input.id);
    const id = submitCheckIn.alerts?.[0]?.id;
    if (id === undefined) throw new Error('No alert came of it');
    return id;
  };
  const paged = async (id: string): Promise<boolean> => {
    const { rows } = await product.t.owner.query<{ id: string }>(`SELECT id FROM clin.notification WHERE alert_id = $1 AND channel = 'email'`, [id]);
    return rows.length > 0 && rows.every((row) => product.mailbox.mails.some((mail) => mail.messageId.includes(row.id)));
  };
  /** A check-in of this person that is due now: its mail goes through the queue. */
  const becomesDue = async (person: Person): Promise<void> => {
    const coordinator = await product.signIn('coordinator');
    await coordinator.run('SetCheckInSchedule', { input: { patientId: person.patientId, templateId: 'daily', localTime: '09:00', zone: 'America/New_York', everyDays: 1, windowMinutes: 720, paused: false } });
    await product.t.owner.query(`UPDATE clin.check_in_schedule SET next_at = clock.now(), next_local_date = (clock.now() AT TIME ZONE zone)::date WHERE patient_id = $1`, [person.patientId]);
  };
  const shown = (id: string): Promise<void> => board.page.locator(`a[href="/alerts/${id}"]`).waitFor({ timeout: pollMs });

  /** Everything that somebody in need, and somebody who helps, does. */
  const helpIsReached = async (): Promise<string> => {
    const patient = someone();
    const id = await report(patient);
    await until('the pages by mail', () => paged(id), pageMs);
    await shown(id);
    const prescriber = await product.signIn('prescriber', 1);
    const { alertBoard } = await prescriber.run<{ alertBoard: { waiting: { id: string; rowVersion: number }[] } }>('AlertBoard');
    const { acknowledgeAlert } = await prescriber.run<{ acknowledgeAlert: { __typename: string } }>('AcknowledgeAlert', {
      input: { id, rowVersion: alertBoard.waiting.find((alert) => alert.id === id)?.rowVersion },
    });
    expect(acknowledgeAlert.__typename).toBe('AlertHead');
    const { ownAlert } = await patient.run<{ ownAlert: { statements: { code: string }[] } }>('OwnAlert', { id });
    expect(ownAlert.statements.map(({ code }) => code)).toContain('acknowledged');
    return id;
  };

  const outages: readonly Outage[] = [
    { what: 'gone', begins: () => product.redis.kill(), ends: () => product.redis.again() },
    { what: 'gone, and back with nothing', begins: () => product.redis.kill(), ends: () => product.redis.again({ empty: true }) },
    { what: 'full', begins: () => tell('CONFIG', 'SET', 'maxmemory', '1'), ends: () => tell('CONFIG', 'SET', 'maxmemory', '0') },
    { what: 'there without an answer', begins: () => tell('CLIENT', 'PAUSE', String(away * 1000), 'ALL'), ends: () => sleep(away * 1000) },
  ];
  it.each(outages)('keeps nobody from help, and loses nothing: $what', async ({ what, begins, ends }) => {
    const first = flagged.length;
    await until('everybody ready', async () => (await fetch(`${product.url}/health/ready`)).status === 200);
    await begins();
    const waiting = someone();
    await becomesDue(waiting);
    const began = Date.now();
    await helpIsReached();
    await sleep(Math.max(0, away * 1000 - (Date.now() - began)));
    await ends();
    await until('the mail that waited', () => product.mailbox.to(waiting.email).length > 0, 30_000);
    // And as before: nothing stays broken behind an outage.
    await helpIsReached();
    expect(product.mailbox.to(waiting.email).length).toBe(1);
    const during = flagged.slice(first);
    await writeRow(reliabilityRow({ case: `Redis ${what}`, size: product.size, flagged: during.length, kills: 0, faults: { 'seconds away': away } }, await handOffs(product, during)));
  }, 150_000);

  it('asks again for what Redis had taken and has forgotten', async () => {
    const waiting = someone();
    product.mailbox.mood = 'later';
    await becomesDue(waiting);
    await until('a first attempt', () => product.mailbox.refused > 0);
    // Until the next attempt the job is nowhere but in Redis.
    await sleep(300);
    await product.redis.again({ empty: true });
    product.mailbox.mood = 'takes';
    // As if the time had passed for which the queue is believed.
    await product.t.owner.query(`UPDATE outbox.message SET published_at = published_at - interval '3 minutes' WHERE topic = 'job' AND done_at IS NULL`);
    await until('the mail', () => product.mailbox.to(waiting.email).length > 0, 30_000);
    await product.settle();
    expect(product.mailbox.to(waiting.email).length).toBe(1);
  }, 90_000);
});

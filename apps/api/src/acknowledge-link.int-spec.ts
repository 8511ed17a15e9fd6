import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leaveTeam } from '@evenkeel/care-team-server/testing';
import { newId } from '@evenkeel/database';
import { alertContext, Engine, RaiseAlert } from '@evenkeel/escalation-server';
import { buildCaredFor, buildClinic, type Clinic } from '@evenkeel/escalation-server/testing';
import type { BuiltPerson } from '@evenkeel/identity-server/testing';
import { rows } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { Mailbox } from '@evenkeel/testing/product';
import { type Answer, type Asked, type House, openHouse } from './testing/house.js';

/** Programs that open links before anybody has read the mail. */
const scanners: readonly Record<string, string>[] = [
  { 'user-agent': 'Mozilla/5.0 (compatible; SafeLinks)' }, { 'sec-purpose': 'prefetch;prerender' }, { purpose: 'prefetch' }, { 'x-moz': 'prefetch' }, { 'x-purpose': 'preview' },
  { 'user-agent': 'Slackbot-LinkExpanding 1.0' }, { accept: 'application/json' }, { 'x-http-method-override': 'POST' }, { 'x-method-override': 'POST' }, { 'content-type': 'application/x-www-form-urlencoded' },
];

describe('S25: the link that acknowledges', () => {
  let t: TestDatabase;
  let box: Mailbox;
  let house: House;
  let clinic: Clinic;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    closing.push(() => t.close());
    box = await Mailbox.open();
    closing.push(() => box.close());
    house = await openHouse(t, { smtp: box.url });
    closing.push(() => house.close());
    clinic = await buildClinic(t);
  }, 90_000);
  afterAll(async () => { for (const close of closing.reverse()) await close(); });

  /** An emergency of a patient of their own, paged to everybody of the first rung. */
  async function raise(): Promise<{ readonly alertId: string; readonly patientId: string; linkOf(person: BuiltPerson): string }> {
    const patient = await buildCaredFor(t, clinic);
    const { alertId } = await t.database.as(patient.actor(), async (tx) => house.app.get(RaiseAlert, { strict: false }).run(tx, {
      organisationId: patient.organisationId, patientId: patient.patientId, tier: 'E0', family: 'seizure', ruleId: 'seizure-now', ruleVersion: 1,
      source: 'check-in', sourceKind: 'check-in', sourceId: newId(), occurredAt: await t.clock.now(), context: alertContext.parse({}),
    }));
    const engine = house.app.get(Engine, { strict: false });
    await engine.tick();
    await engine.drain();
    const ids = (await t.owner.query<{ id: string }>('SELECT id FROM clin.notification WHERE alert_id = $1', [alertId])).rows.map(({ id }) => id);
    const links = new Map(box.mails.filter(({ messageId }) => ids.some((id) => messageId.includes(id))).map(({ to, text }) => [to, /\/ack\/([\w-]{43})/.exec(text)?.[1] ?? '']));
    return { alertId, patientId: patient.patientId, linkOf: ({ email, name }) => links.get(email) ?? fail(`${name} got no link; there are ${[...links.keys()].join()}`) };
  }
  const fail = (what: string): never => { throw new Error(what); };
  const at = (token: string, asked: Asked): Promise<Answer> => house.send(`/ack/${token}`, asked);
  const press = (token: string): Promise<Answer> => at(token, { headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-evenkeel-client': '' } });
  const stateOf = async (alertId: string): Promise<unknown> => (await t.owner.query(
    `SELECT status, ack_by, row_version, (SELECT count(*)::int FROM clin.alert_event e WHERE e.alert_id = a.id) AS events,
       (SELECT count(*)::int FROM clin.ack_token k WHERE k.alert_id = a.id AND k.used_at IS NOT NULL) AS used, (SELECT count(opened_at)::int FROM clin.notification n WHERE n.alert_id = a.id) AS opened
     FROM clin.alert a WHERE id = $1`, [alertId])).rows[0];

  it('does nothing at a hundred openings, at HEAD, OPTIONS or what fetches beforehand', async () => {
    const { alertId, linkOf } = await raise();
    const token = linkOf(clinic.lee);
    const before = await stateOf(alertId);
    for (let n = 0; n < 100; n += 1) expect((await at(token, { method: 'GET', headers: scanners[n % scanners.length] ?? {} })).status).toBe(200);
    for (const method of ['HEAD', 'OPTIONS', 'HEAD']) await at(token, { method });
    for (const query of ['?_method=POST', '?acknowledge=1', '/', '?utm_source=mail']) await at(`${token}${query}`, { method: 'GET' });
    for (const method of ['PUT', 'PATCH', 'DELETE']) expect((await at(token, { method })).status).toBeGreaterThanOrEqual(400);
    expect(await stateOf(alertId)).toEqual(before);
  });

  it('acknowledges once, however often the button is pressed, and tells a second recipient that somebody has', async () => {
    const { alertId, linkOf } = await raise();
    const [mine, other] = [linkOf(clinic.lee), linkOf(clinic.ortiz)];
    const both = await Promise.all([press(mine), press(mine)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const after = await stateOf(alertId);
    expect(after).toMatchObject({ status: 'acknowledged', ack_by: clinic.lee.accountId, used: 1 });
    const again = await Promise.all(Array.from({ length: 8 }, () => press(mine)));
    expect(new Set(again.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await press(other)).status).toBe(200);
    expect(await stateOf(alertId)).toEqual(after);
  });

  it('refuses whoever was taken from the team after the mail went out', async () => {
    const { alertId, patientId, linkOf } = await raise();
    const token = linkOf(clinic.lee);
    const { rows: [member] } = await t.owner.query<{ id: string }>('SELECT id FROM clin.care_team_member WHERE patient_id = $1 AND account_id = $2', [patientId, clinic.lee.accountId]);
    await leaveTeam(t, member?.id ?? '');
    const before = await stateOf(alertId);
    const { status, text } = await press(token);
    expect([status, text.includes('<form')]).toEqual([403, false]);
    expect(await stateOf(alertId)).toEqual(before);
  });

  it('says the same to every link that nobody was sent, and nothing of those that were', async () => {
    const { alertId, linkOf } = await raise();
    const token = linkOf(clinic.lee);
    const before = await stateOf(alertId);
    const guesses = [
      ...Array.from({ length: 40 }, () => randomBytes(32).toString('base64url')), token.slice(0, 42), `${token}A`, token.toUpperCase(), [...token].reverse().join(''),
      `${token.slice(0, 42)}${token.endsWith('A') ? 'B' : 'A'}`, alertId, '%00', '..%2Fack', encodeURIComponent(`' OR 1=1 --`),
    ];
    const answers = await Promise.all(guesses.flatMap((guess) => [at(guess, { method: 'GET' }), press(guess)]));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, text: expect.not.stringMatching(/<form|E0|seizure/) });
    expect(await stateOf(alertId)).toEqual(before);
  });

  it('is over after its time', async () => {
    const { alertId, linkOf } = await raise();
    const token = linkOf(clinic.lee);
    await t.owner.query(`UPDATE clin.ack_token SET expires_at = clock.now() WHERE alert_id = $1`, [alertId]);
    expect((await press(token)).status).toBe(410);
    expect(await stateOf(alertId)).toMatchObject({ ack_by: null, used: 0 });
  });
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { joinTeam, leaveTeam } from '@evenkeel/care-team-server/testing';
import { type BuiltPatient, buildPatient } from '@evenkeel/identity-server/testing';
import type { AlertId, SystemActor } from '@evenkeel/kernel';
import { attempt } from '@evenkeel/notifications-server';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { Mailbox, until } from '@evenkeel/testing/product';
import { leaseMs } from '../delivery.js';
import { ClaimStore } from '../store/claim.store.js';
import { SettleStore } from '../store/settle.store.js';
import { buildCaredFor, buildClinic, type Clinic, EscalationUnderTest, testRows } from '../testing.js';
import { AcknowledgeAlert } from './acknowledge-alert.js';
import { ReadAlerts } from './read-alerts.js';
import { SendDueNotifications } from './send-due-notifications.js';
import { SettleAttempts } from './settle-attempts.js';

const engine: SystemActor = { kind: 'system', name: 'test', requestId: 'test' };
const second = 1000;

describe('sending what is due', () => {
  let t: TestDatabase;
  let box: Mailbox;
  let hook: Server;
  const hooked: string[] = [];
  let e: EscalationUnderTest;
  let clinic: Clinic;
  let patient: BuiltPatient;
  beforeAll(async () => {
    t = await freshDatabase({ rows: testRows });
    box = await Mailbox.open();
    hook = createServer((request, response) => { request.on('data', (chunk) => hooked.push(String(chunk))).on('end', () => response.end()); });
    await new Promise<void>((settle) => hook.listen(0, '127.0.0.1', settle));
    e = await EscalationUnderTest.start(t, { SMTP_URL: box.url, FALLBACK_WEBHOOK_URL: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/` });
    clinic = await buildClinic(t);
  }, 90_000);
  afterEach(() => { box.mood = 'takes'; });
  afterAll(async () => { await e.stop(); hook.closeAllConnections(); hook.close(); await box.close(); await t.close(); });

  const raise = async (facts = {}): Promise<AlertId> => {
    patient = await buildCaredFor(t, clinic);
    return e.raise(patient, facts);
  };
  const mails = async (id: AlertId): Promise<typeof box.mails> => {
    const ids = (await t.owner.query<{ id: string }>('SELECT id FROM clin.notification WHERE alert_id = $1', [id])).rows.map((row) => row.id);
    return box.mails.filter((mail) => ids.some((each) => mail.messageId.includes(each)));
  };
  const settled = async (id: AlertId, channel = 'email') => (await e.notifications(id)).filter((n) => n.channel === channel && n.purpose === 'page');

  it('mails a link and nothing about the patient; only the hash of the link is kept, and none of it in the log', async () => {
    const id = await raise();
    await e.round();
    const [first] = await mails(id);
    const token = /\/ack\/([A-Za-z0-9_-]{43})/.exec(first?.text ?? '')?.[1] ?? '';
    expect(token).not.toBe('');
    // The token is chance, and chance spells anything.
    expect(`${first?.subject} ${first?.text}`.replace(token, '')).not.toMatch(new RegExp(`seizure|mg|dose|${patient.name}|${patient.patientId}`, 'i'));
    const { rows: log } = await t.owner.query(`SELECT body, channel, outcome, recipient_label FROM clin.message_log WHERE body LIKE '%/ack/%'`);
    expect(log.length).toBeGreaterThan(0);
    expect(JSON.stringify(log)).not.toContain(token);
    const { rows: dump } = await t.owner.query(`SELECT n::text, (SELECT string_agg(a::text, '') FROM clin.ack_token a) FROM clin.notification n WHERE alert_id = $1`, [id]);
    expect(JSON.stringify(dump)).not.toContain(token);
  });

  it('tries again ever more slowly, and for an emergency never later than 15 seconds', async () => {
    const id = await raise();
    box.mood = 'later';
    await e.round();
    const waits: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const { rows: [row] } = await t.owner.query<{ wait: string }>(`SELECT extract(epoch FROM min(next_attempt_at) - clock.now()) AS wait FROM clin.notification WHERE alert_id = $1 AND status = 'pending'`, [id]);
      waits.push(Number(row?.wait));
      await e.pass(Number(row?.wait) * second);
    }
    expect(waits).toEqual([2, 4, 8, 15, 15, 15]);
    box.mood = 'takes';
    await e.pass(15 * second);
    expect((await settled(id)).map((n) => n.status)).toEqual(['accepted', 'accepted']);
    const { rows: [count] } = await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM clin.notification_attempt a JOIN clin.notification n ON n.id = a.notification_id WHERE n.alert_id = $1 AND a.outcome = 'retry'`, [id]);
    expect(count?.n).toBe(14);
  });

  it('goes to the next level at once when no address of a level works (A23)', async () => {
    const id = await raise();
    box.mood = 'never';
    await e.round();
    expect(await e.alert(id)).toMatchObject({ status: 'exhausted' });
    expect((await e.events(id)).filter((event) => event.kind === 'unreachable').length).toBe(3);
    expect(hooked.some((body) => body.includes('"kind":"fallback"'))).toBe(true);
  });

  it('leaves a message alone that a thawed sender believes to be its own', async () => {
    const id = await raise();
    const frozen = await t.database.engine(engine, (tx) => e.get(ClaimStore).claim(tx, 50, 'urgent'));
    const mine = frozen.find((each) => each.alertId === id && each.channel === 'email');
    if (mine === undefined) throw new Error('Nothing was claimed');
    await e.pass(leaseMs - second);
    expect((await settled(id)).map((n) => n.status)).toEqual(['leased', 'leased']);
    await e.pass(2 * second);
    expect((await settled(id)).map((n) => `${n.status} ${n.attempts}`)).toEqual(['accepted 2', 'accepted 2']);
    const end = await t.database.engine(engine, (tx) => e.get(SettleStore).end(tx, [{ claimed: mine, result: attempt('retry', 'late'), isFault: false }], 'wait'));
    expect(end).toEqual(['fenced']);
    expect((await settled(id)).map((n) => n.status)).toEqual(['accepted', 'accepted']);
  });

  it('writes down how a page ended that was leaving while somebody acknowledged, and never tries it again', async () => {
    const id = await raise();
    const claimed = (await t.database.engine(engine, (tx) => e.get(ClaimStore).claim(tx, 50, 'urgent'))).filter((each) => each.alertId === id && each.channel === 'email');
    await e.get(AcknowledgeAlert).run(clinic.rao.actor(), { id, rowVersion: (await e.alert(id)).rowVersion });
    const [one, other] = claimed;
    if (one === undefined || other === undefined) throw new Error('Two mails were to be claimed');
    const ended = [{ claimed: one, result: attempt('ok'), isFault: false }, { claimed: other, result: attempt('retry', '451'), isFault: false }];
    expect(await t.database.engine(engine, (tx) => e.get(SettleStore).end(tx, ended, 'pass'))).toEqual(['accepted', 'superseded']);
    expect((await settled(id)).map((n) => n.status).sort()).toEqual(['accepted', 'superseded']);
    await e.pass(60 * second);
    expect(await mails(id)).toEqual([]);
    expect((await settled(id, 'inapp')).every((n) => n.status === 'superseded')).toBe(true);
  });

  it('writes down together how attempts ended, and by itself the one at whose row somebody is', async () => {
    const id = await raise();
    const claimed = (await t.database.engine(engine, (tx) => e.get(ClaimStore).claim(tx, 50, 'urgent'))).filter((each) => each.alertId === id && each.channel === 'email');
    const somebody = await t.owner.connect();
    await somebody.query('BEGIN');
    await somebody.query('SELECT 1 FROM clin.notification WHERE id = $1 FOR UPDATE', [claimed[0]?.id]);
    const taken: string[] = [];
    const writing = e.get(SettleAttempts).run(engine, claimed.map((each) => ({ claimed: each, result: attempt('ok'), isFault: false, entry: null })), (one) => { taken.push(one.id); });
    const statuses = async (): Promise<string[]> => (await settled(id)).map(({ status }) => status).sort();
    await until('the free one', async () => (await statuses()).includes('accepted'));
    expect(await statuses()).toEqual(['accepted', 'leased']);
    await somebody.query('COMMIT');
    somebody.release();
    await writing;
    expect(await statuses()).toEqual(['accepted', 'accepted']);
    expect(taken.sort()).toEqual(claimed.map((each) => each.id).sort());
    const { rows: [count] } = await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM clin.notification_attempt a JOIN clin.notification n ON n.id = a.notification_id WHERE n.alert_id = $1`, [id]);
    expect(count?.n).toBe(2);
  });

  it('rings at once while a mail server hangs, and holds no sender longer than eight seconds', async () => {
    const id = await raise();
    box.mood = 'silent';
    const from = performance.now();
    const mailing = e.get(SendDueNotifications).run(engine, 'urgent');
    await e.get(SendDueNotifications).run(engine, 'rings');
    expect(performance.now() - from).toBeLessThan(4000);
    expect((await settled(id, 'inapp')).map((n) => n.status)).toEqual(['accepted', 'accepted']);
    await mailing;
    expect(performance.now() - from).toBeLessThan(12_000);
    expect((await settled(id)).map((n) => `${n.status} ${n.code}`)).toEqual(['pending timeout-send', 'pending timeout-send']);
  }, 30_000);

  it('leaves a message with its sender for as long as that one gives signs of life', async () => {
    // What tests before this one left behind leaves first.
    await e.pass(60 * second);
    const id = await raise();
    box.mood = 'silent';
    const mailing = e.get(SendDueNotifications).run(engine, 'urgent');
    const held = async (): Promise<number | null> => {
      const { rows: [row] } = await t.owner.query<{ left: string | null }>(`SELECT extract(epoch FROM min(lease_until) - clock.now()) * 1000 AS left FROM clin.notification WHERE alert_id = $1 AND status = 'leased' AND channel = 'email'`, [id]);
      return typeof row?.left === 'string' ? Number(row.left) : null;
    };
    const isRenewed = async (): Promise<void> => { while (await held() !== leaseMs) await new Promise((later) => setTimeout(later, 20)); };
    for (let n = 0; n < 3; n += 1) {
      await isRenewed();
      await t.clock.advance(leaseMs - second);
    }
    await isRenewed();
    expect(await e.get(SendDueNotifications).run(engine, 'urgent')).toBe(0);
    await mailing;
    expect((await settled(id)).map((n) => `${n.status} ${n.attempts}`)).toEqual(['pending 1', 'pending 1']);
  }, 30_000);

  it('sends each message once with many senders at work', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => raise()));
    const work = async (lane: 'rings' | 'urgent' | 'any'): Promise<void> => { while (await e.get(SendDueNotifications).run(engine, lane) > 0); };
    await Promise.all([work('urgent'), work('any'), work('rings'), work('rings')]);
    for (const id of ids) expect((await mails(id)).length).toBe(2);
  }, 60_000);

  it('keeps half of the senders for emergencies (A19)', async () => {
    await t.owner.query(`UPDATE clin.notification SET status = 'superseded' WHERE status IN ('pending', 'leased')`);
    for (let n = 0; n < 3; n += 1) await raise({ tier: 'E2', family: 'pattern' });
    await e.get(SendDueNotifications).run(engine, 'any');
    const id = await raise();
    const claimed = await t.database.engine(engine, (tx) => e.get(ClaimStore).claim(tx, 2, 'any'));
    expect(claimed.map((each) => each.alertId)).toEqual([id, id]);
  });

  it('tells the fallback line and operations at once when nobody is there (A24)', async () => {
    const alone = await buildPatient(t, { organisationId: (await buildClinic(t)).organisationId });
    await t.owner.query(`UPDATE identity.membership SET ends_at = clock.now() WHERE organisation_id = $1 AND role = 'safety-lead'`, [alone.organisationId]);
    const hooks = hooked.length;
    const id = await e.raise(alone);
    await e.round();
    expect(await e.alert(id)).toMatchObject({ status: 'exhausted' });
    expect((await e.notifications(id)).filter((n) => n.status === 'accepted').map((n) => n.purpose)).toEqual(expect.arrayContaining(['fallback', 'ops', 'patient']));
    expect(hooked.length).toBeGreaterThan(hooks);
  });

  it('does not page somebody who left a second before (A24)', async () => {
    const small = await buildClinic(t);
    const theirs = await buildPatient(t, { organisationId: small.organisationId });
    const membership = await joinTeam(t, { organisationId: small.organisationId, patientId: theirs.patientId, accountId: small.lee.accountId, role: 'prescriber' });
    await leaveTeam(t, membership);
    const id = await e.raise(theirs);
    await e.round();
    expect((await e.notifications(id)).some((n) => n.recipient === small.lee.accountId)).toBe(false);
  });

  it('lets one message that cannot be written hold up nobody: after three tries it goes out plain, and operations hear once (A20)', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => raise()));
    const [poisoned, ...healthy] = ids;
    if (poisoned === undefined) throw new Error('No alert');
    // An organisation whose zone no library knows: every text with a time in it throws.
    const broken = await buildClinic(t);
    const victim = await buildCaredFor(t, broken);
    const bad = await e.raise(victim);
    await t.owner.query(`UPDATE identity.organisation SET zone = 'Nowhere/Land' WHERE id = $1`, [broken.organisationId]);
    await e.round();
    for (const id of healthy) expect((await settled(id)).map((n) => n.status)).toEqual(['accepted', 'accepted']);
    expect((await settled(bad)).map((n) => `${n.status} ${n.code}`)).toEqual(['pending fault', 'pending fault']);
    for (const wait of [2, 4, 8]) await e.pass(wait * second);
    expect((await settled(bad)).map((n) => n.status)).toEqual(['accepted', 'accepted']);
    const [plain] = await mails(bad);
    expect(plain?.subject).toBe('An alert needs your review');
    const ops = (await e.notifications(bad)).filter((n) => n.purpose === 'ops' && n.channel === 'email');
    expect(ops.length).toBe(1);
    await t.owner.query(`UPDATE identity.organisation SET zone = 'UTC' WHERE id = $1`, [broken.organisationId]);
  }, 60_000);

  it('quarantines an alert whose row cannot be read, pages everybody plainly and advances the others (A20)', async () => {
    const bad = await raise();
    const good = await raise();
    await t.owner.query(`UPDATE clin.alert SET policy = '"nonsense"', next_action_at = clock.now() WHERE id = $1`, [bad]);
    await t.owner.query(`UPDATE clin.alert SET next_action_at = clock.now() WHERE id = $1`, [good]);
    await e.round();
    expect(await e.alert(good)).toMatchObject({ level: 2 });
    await e.pass(2 * second);
    await e.pass(2 * second);
    expect((await e.alert(bad)).quarantinedAt).not.toBeNull();
    expect((await e.events(bad)).at(-1)?.kind).toBe('quarantined');
    const plain = (await mails(bad)).filter((mail) => mail.subject === 'An alert needs your review');
    expect(plain.length).toBe(5);
    await e.pass(5 * 60 * second);
    expect((await mails(bad)).filter((mail) => mail.subject === 'An alert needs your review').length).toBe(10);
    // Everybody can still see it, and everything else.
    const shown = (await e.get(ReadAlerts).board(clinic.lee.actor())).heads.map(({ row }) => row.id);
    expect(shown).toEqual(expect.arrayContaining([bad, good]));
  }, 60_000);
});

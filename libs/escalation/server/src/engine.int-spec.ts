import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { BuiltPatient } from '@evenkeel/identity-server/testing';
import { isRefusal } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { buildCaredFor, buildClinic, type Clinic, EscalationUnderTest, testRows } from './testing.js';
import { AcknowledgeAlert } from './use-cases/acknowledge-alert.js';
import { EngageAlert } from './use-cases/engage-alert.js';
import { EscalateAlert } from './use-cases/escalate-alert.js';
import { ResolveAlert } from './use-cases/resolve-alert.js';

const minute = 60_000;

/** Each row of the life cycle, on PostgreSQL, by the frozen clock. */
describe('the life of an alert in the database', () => {
  let t: TestDatabase;
  let e: EscalationUnderTest;
  let clinic: Clinic;
  let patient: BuiltPatient;
  beforeAll(async () => {
    t = await freshDatabase({ rows: testRows });
    e = await EscalationUnderTest.start(t);
    clinic = await buildClinic(t);
  }, 90_000);
  afterAll(async () => { await e.stop(); await t.close(); });
  afterEach(async () => {
    const { rows } = await t.owner.query(`SELECT a.id FROM clin.alert a WHERE a.seq <> (SELECT count(*) FROM clin.alert_event v WHERE v.alert_id = a.id)
      OR a.seq <> (SELECT max(seq) FROM clin.alert_event v WHERE v.alert_id = a.id)`);
    expect(rows).toEqual([]);
  });

  const raise = async (facts = {}) => {
    patient = await buildCaredFor(t, clinic);
    return e.raise(patient, facts);
  };
  const pages = async (id: Awaited<ReturnType<typeof raise>>, cycle: number, level: number) =>
    (await e.notifications(id)).filter((n) => n.purpose === 'page' && n.cycle === cycle && n.level === level).map((n) => `${n.role} ${n.channel} ${n.status}`);
  const acknowledge = async (id: Awaited<ReturnType<typeof raise>>, by = clinic.lee) =>
    e.get(AcknowledgeAlert).run(by.actor(), { id, rowVersion: (await e.alert(id)).rowVersion });

  it('opens with its first pages in the same transaction, sends them, and lets the patient read facts', async () => {
    const id = await raise();
    expect(await e.alert(id)).toMatchObject({ status: 'notified', level: 1, cycle: 0, tier: 'E0', episode: 1 });
    expect(await pages(id, 0, 1)).toEqual(['coordinator email pending', 'coordinator inapp pending', 'prescriber email pending', 'prescriber inapp pending']);
    await e.round();
    expect(await pages(id, 0, 1)).toEqual(['coordinator email accepted', 'coordinator inapp accepted', 'prescriber email accepted', 'prescriber inapp accepted']);
    expect(e.rings.filter((ring) => ring.subject === id).flatMap((ring) => ring.rooms)).toEqual(expect.arrayContaining([`p:${patient.patientId}`, `u:${clinic.lee.accountId}`, `u:${clinic.ortiz.accountId}`]));
  });

  it('climbs by the clock to everybody, then to the fallback line, and pages for ever', async () => {
    const id = await raise();
    await e.pass(5 * minute - 1);
    expect((await e.alert(id)).level).toBe(1);
    await e.pass(1);
    expect(await e.alert(id)).toMatchObject({ status: 'notified', level: 2 });
    expect((await pages(id, 0, 2)).map((each) => each.split(' ')[0])).toEqual(['prescriber', 'prescriber', 'therapist', 'therapist']);
    await e.pass(5 * minute);
    expect((await pages(id, 0, 3)).some((each) => each.startsWith('safety-lead'))).toBe(true);
    await e.pass(5 * minute);
    expect(await e.alert(id)).toMatchObject({ status: 'exhausted', cycle: 1 });
    const told = (await e.notifications(id)).filter((n) => n.cycle === 1).map((n) => `${n.purpose} ${n.channel} ${n.status}`);
    expect(told).toEqual(expect.arrayContaining(['fallback email accepted', 'patient email accepted', 'patient inapp accepted', 'ops email accepted', 'page email accepted']));
    await e.pass(5 * minute);
    expect(await e.alert(id)).toMatchObject({ status: 'exhausted', cycle: 2 });
    expect((await pages(id, 2, 3)).length).toBeGreaterThan(6);
  });

  it('lets a safety lead in who is paged and not on the team, and out a day after the end', async () => {
    const id = await raise();
    await e.pass(5 * minute);
    await e.pass(5 * minute);
    const grants = async () => (await t.owner.query(`SELECT category, valid_until FROM identity.access_grant WHERE account_id = $1 AND basis_id = $2`, [clinic.sato.accountId, id])).rows as { category: string; valid_until: Date | null }[];
    expect((await grants()).map((grant) => grant.category)).toContain('alert_head');
    expect(isRefusal(await acknowledge(id, clinic.sato))).toBe(false);
    await e.get(EngageAlert).run(clinic.sato.actor(), { id, rowVersion: (await e.alert(id)).rowVersion, how: 'reached' });
    expect(isRefusal(await e.get(ResolveAlert).run(clinic.sato.actor(), { id, rowVersion: (await e.alert(id)).rowVersion, outcome: 'patient-reached', note: 'Spoke.' }))).toBe(false);
    const now = await t.clock.now();
    expect((await grants()).every((grant) => grant.valid_until?.getTime() === now.getTime() + 24 * 60 * minute)).toBe(true);
  });

  it('drops pages that wait when somebody acknowledges, and pages again when nothing follows (A26)', async () => {
    const id = await raise();
    expect(isRefusal(await acknowledge(id))).toBe(false);
    expect((await e.notifications(id)).map((n) => n.status)).toEqual(['superseded', 'superseded', 'superseded', 'superseded']);
    await e.pass(10 * minute - 1);
    expect((await e.alert(id)).status).toBe('acknowledged');
    await e.pass(1);
    expect(await e.alert(id)).toMatchObject({ status: 'notified', level: 2, cycle: 1 });
    expect(await pages(id, 1, 1)).not.toEqual([]);
    expect(await pages(id, 1, 2)).not.toEqual([]);
  });

  it('pages the next level when it was only tried, and keeps the lease', async () => {
    const id = await raise();
    await acknowledge(id);
    const before = await e.alert(id);
    const tried = await e.get(EngageAlert).run(clinic.lee.actor(), { id, rowVersion: before.rowVersion, how: 'tried' });
    expect(tried).toMatchObject({ status: 'acknowledged', level: 2 });
    expect((await e.alert(id)).ackExpiresAt).toEqual(before.ackExpiresAt);
    await e.round();
    expect((await pages(id, 1, 2)).every((each) => each.endsWith('accepted'))).toBe(true);
  });

  it('reminds whoever reached the patient and pages again when the end is never told', async () => {
    const id = await raise();
    await acknowledge(id);
    await e.get(EngageAlert).run(clinic.lee.actor(), { id, rowVersion: (await e.alert(id)).rowVersion, how: 'reached' });
    await e.pass(30 * minute);
    expect((await e.notifications(id)).filter((n) => n.purpose === 'reminder' && n.status === 'accepted').map((n) => n.role)).toEqual(expect.arrayContaining(['prescriber', 'coordinator']));
    await e.pass(15 * minute);
    expect(await e.alert(id)).toMatchObject({ status: 'notified', level: 2, engagedBy: null });
  });

  it('raises and pages again for a worse trigger, stays quiet for the same tier, opens a new episode after the end (A27)', async () => {
    const id = await raise({ tier: 'E1' });
    await acknowledge(id);
    expect(await e.raise(patient, { tier: 'E1' })).toBe(id);
    expect(await e.alert(id)).toMatchObject({ status: 'acknowledged', triggerCount: 2 });
    await e.round();
    expect((await e.notifications(id)).filter((n) => n.cycle > 0)).toEqual([]);
    expect(await e.raise(patient, { tier: 'E0' })).toBe(id);
    expect(await e.alert(id)).toMatchObject({ status: 'notified', tier: 'E0', maxTier: 'E0', cycle: 1, ackBy: null });
    await e.round();
    expect((await pages(id, 1, 1)).filter((each) => each.endsWith('accepted')).length).toBeGreaterThan(0);
    await acknowledge(id);
    await e.get(EngageAlert).run(clinic.lee.actor(), { id, rowVersion: (await e.alert(id)).rowVersion, how: 'reached' });
    await e.get(ResolveAlert).run(clinic.lee.actor(), { id, rowVersion: (await e.alert(id)).rowVersion, outcome: 'patient-reached', note: '' });
    const again = await e.raise(patient, { tier: 'E1' });
    expect(again).not.toBe(id);
    expect(await e.alert(again)).toMatchObject({ episode: 2, status: 'notified' });
  });

  it('asks a second person before an emergency is dismissed', async () => {
    const id = await raise();
    const resolve = async (by = clinic.lee) => e.get(ResolveAlert).run(by.actor(), { id, rowVersion: (await e.alert(id)).rowVersion, outcome: 'false-trigger', note: '' });
    expect(await resolve()).toMatchObject({ status: 'acknowledged' });
    expect(await resolve()).toMatchObject({ kind: 'refused', code: 'needs-second-person' });
    expect(await resolve(clinic.rao)).toMatchObject({ status: 'resolved', outcome: 'false-trigger' });
  });

  it('goes on at once by hand, and not twice from the same screen', async () => {
    const id = await raise();
    const asOf = (await e.alert(id)).seq;
    expect(await e.get(EscalateAlert).run(clinic.ortiz.actor(), { id, asOf })).toMatchObject({ status: 'notified', level: 2 });
    expect(await e.get(EscalateAlert).run(clinic.ortiz.actor(), { id, asOf })).toMatchObject({ kind: 'refused', code: 'stale' });
  });

  it('answers a stale version, a stranger and an unknown id with refusals', async () => {
    const id = await raise();
    expect(await e.get(AcknowledgeAlert).run(clinic.lee.actor(), { id, rowVersion: 99 })).toMatchObject({ code: 'stale' });
    const other = await buildClinic(t);
    expect(await e.get(AcknowledgeAlert).run(other.lee.actor(), { id, rowVersion: 1 })).toMatchObject({ code: 'not-found' });
    expect(await e.get(AcknowledgeAlert).run(clinic.admin.actor(), { id, rowVersion: 1 })).toMatchObject({ code: 'not-found' });
    expect(await e.get(AcknowledgeAlert).run(patient.actor(), { id, rowVersion: 1 })).toMatchObject({ code: 'not-found' });
  });

  it('climbs an E2 slowly until it becomes an E1', async () => {
    const id = await raise({ tier: 'E2', family: 'pattern' });
    expect((await e.alert(id)).status).toBe('triggered');
    await e.round();
    expect(await e.alert(id)).toMatchObject({ status: 'notified', level: 1 });
    for (let lap = 0; lap < 9; lap += 1) await e.pass(24 * 60 * minute);
    expect(await e.alert(id)).toMatchObject({ tier: 'E1', maxTier: 'E1' });
  });

  it('brings deadlines back when the clock jumps backwards', async () => {
    const id = await raise();
    await t.clock.advance(-60 * minute);
    await e.round();
    const now = await t.clock.now();
    expect((await e.alert(id)).nextActionAt?.getTime()).toBe(now.getTime() + 5 * minute);
    await t.clock.advance(60 * minute);
  });
});

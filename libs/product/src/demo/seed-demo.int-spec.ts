import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verify } from '@node-rs/argon2';
import { CheckInViews } from '@evenkeel/check-ins-server';
import type { AccountId, Actor, OrganisationId, PatientId, SessionId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { ReadMyPlan, SweepPlans } from '@evenkeel/taper-server';
import { NestFactory } from '@nestjs/core';
import { ProductModule, rows } from '../product.module.js';
import { organisation } from './people.js';
import { seedDemo } from './seed-demo.js';

describe('seeding the demo clinic', () => {
  let t: TestDatabase;
  let folder: string;
  const counted = async (): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const table of ['identity.account', 'identity.patient', 'identity.access_grant', 'clin.consent', 'clin.check_in', 'clin.check_in_answer', 'clin.check_in_text', 'clin.alert', 'clin.alert_event', 'clin.notification', 'clin.dose_step', 'audit.entry']) {
      counts[table] = Number((await t.owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);
    }
    return counts;
  };

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    folder = await mkdtemp(path.join(tmpdir(), 'evenkeel-demo-'));
  }, 60_000);
  afterAll(async () => {
    await t.close();
    await rm(folder, { recursive: true });
  });

  it('fills an empty database in seconds, and a second run changes nothing', async () => {
    const config = { ...t.config, EVENKEEL_DATA_DIR: folder };
    const begun = performance.now();
    expect(await seedDemo(config)).toBe('seeded');
    expect(performance.now() - begun).toBeLessThan(20_000);
    const first = await counted();
    expect(first).toMatchObject({ 'identity.account': 10, 'identity.patient': 3, 'clin.consent': 9, 'clin.check_in': 363, 'clin.dose_step': 17 });
    expect(first['clin.check_in_answer']).toBeGreaterThan(1500);
    expect(await seedDemo(config)).toBe('already-there');
    expect(await counted()).toEqual(first);
  }, 60_000);

  it('is never put beside a clinic of somebody\'s own', async () => {
    const other = await freshDatabase({ rows });
    const elsewhere = path.join(folder, 'elsewhere');
    await other.owner.query(
      `INSERT INTO identity.organisation (id, name, zone, country, language, reading_hours, welfare_text, fallback_name, fallback_phone, created_at)
       VALUES (gen_random_uuid(), 'Their own', 'UTC', 'US', 'en', '{}', '{}', 'Desk', '555-0100', clock.now())`);
    expect(await seedDemo({ ...other.config, EVENKEEL_DATA_DIR: elsewhere })).toBe('other-clinic');
    expect((await other.owner.query('SELECT 1 FROM identity.account')).rowCount).toBe(0);
    await expect(stat(path.join(elsewhere, 'demo-accounts.json'))).rejects.toThrow();
    await other.close();
  }, 60_000);

  it('writes the accounts where only the owner can read them, and the password works', async () => {
    const file = path.join(folder, 'demo-accounts.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { password, accounts } = JSON.parse(await readFile(file, 'utf8')) as { password: string; accounts: { role: string; name: string; email: string }[] };
    expect(accounts.map(({ role }) => role).sort()).toEqual(['administrator', 'auditor', 'coordinator', 'moderator', 'patient', 'patient', 'patient', 'prescriber', 'prescriber', 'safety-lead', 'therapist']);
    const { rows: [found] } = await t.owner.query<{ secret: string }>(
      `SELECT c.secret FROM identity.credential c JOIN identity.account a ON a.id = c.account_id WHERE a.email_index = $1`, [t.sealer.emailIndex(accounts[0]?.email ?? '')]);
    expect(found?.secret).toMatch(/^\$argon2id\$/);
    expect(await verify(found?.secret ?? '', password)).toBe(true);
  });

  it('leaves alerts whose logs agree with their heads', async () => {
    const { rows: [broken] } = await t.owner.query(
      `SELECT count(*)::int AS n FROM clin.alert a WHERE a.status <> 'resolved' OR a.seq <> (SELECT count(*) FROM clin.alert_event e WHERE e.alert_id = a.id)
        OR a.trigger_count <> (SELECT count(*) FROM clin.alert_trigger t WHERE t.alert_id = a.id)`);
    expect(broken).toEqual({ n: 0 });
  });

  it('shows a patient their own Today, sealed words opened', async () => {
    const { rows: [patient] } = await t.owner.query<{ id: PatientId; account_id: AccountId }>(`SELECT id, account_id FROM identity.patient WHERE language = 'es'`);
    if (patient === undefined) throw new Error('no patient');
    const actor: Actor = {
      kind: 'person', accountId: patient.account_id, organisationId: organisation.id as OrganisationId, role: 'patient', patientId: patient.id,
      sessionId: '0a7e0000-0000-7000-8000-000000005e55' as SessionId, steppedUpAt: null, requestId: 'test',
    };
    const app = await NestFactory.createApplicationContext(ProductModule.forApi(t.config), { logger: false });
    try {
      const views = app.get(CheckInViews, { strict: false });
      const today = await views.today(actor);
      expect(today).toMatchObject({ zone: 'America/Chicago', due: null, alerts: [], contact: { readingHours: 'De lunes a viernes, de 8:30 a 17:30' } });
      expect(today?.doseSteps.map(({ total }) => total)).toEqual([1500, 1400, 1300, 1200, 1100]);
      // From a real plan: the calendar looks at it and finds the same steps.
      await app.get(SweepPlans, { strict: false }).run({ kind: 'system', name: 'plan sweep', requestId: 'test' });
      expect((await views.today(actor))?.doseSteps).toEqual(today?.doseSteps);
      expect((await app.get(ReadMyPlan, { strict: false }).run(actor))).toMatchObject({
        plan: { record: { number: 1, state: 'active' } }, seizureHistory: true, lockedBecause: null,
        doses: [{ slot: 'morning', ug: 400, amounts: [{ amount: { product: 'clonazepam-liquid-100', ul: 4000 } }] }, { slot: 'night', ug: 800 }],
      });
      expect(today?.lastAnswers.length).toBeGreaterThan(0);
      const { rows: [noted] } = await t.owner.query<{ check_in_id: string }>('SELECT check_in_id FROM clin.check_in_text WHERE patient_id = $1 LIMIT 1', [patient.id]);
      expect((await views.answers(actor, noted?.check_in_id ?? '')).map(({ text }) => text)).toContain('Tomé la dosis de la noche más tarde porque vino mi hijo.');
    } finally {
      await app.close();
    }
  }, 30_000);
});

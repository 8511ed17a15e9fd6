import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '@evenkeel/config';
import { Sealer } from '@evenkeel/encryption';
import pg from 'pg';
import { demoAccounts, demoClinic } from './demo-clinic.js';
import { storePeerGroups } from './peer-groups.js';
import { organisation } from './people.js';
import { storeAlerts } from './store-alerts.js';
import { storeAnnotations } from './store-annotations.js';
import { storeDoses } from './store-doses.js';
import { storeHistory } from './store-history.js';
import { storePeople } from './store-people.js';
import { storePlans } from './store-plans.js';

/** `other-clinic`: somebody else's rows are here, and nothing was written. */
export type Seeding = 'seeded' | 'already-there' | 'other-clinic';

/**
 * Fills an empty installation with the demo clinic, as the owner, in one transaction. A second run finds the clinic
 * and changes no row; beside another organisation there is none, because its password is known to everybody. The accounts and their common password are written to `demo-accounts.json` in the data folder,
 * readable by its owner only; the installation listens on the loopback while the demo is switched on.
 */
export async function seedDemo(config: Config): Promise<Seeding> {
  const owner = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 5000 });
  await owner.connect();
  try {
    const seeding = await seedOnce(owner, config, new Sealer(config));
    if (seeding === 'other-clinic') return seeding;
    await mkdir(config.EVENKEEL_DATA_DIR, { recursive: true });
    await writeFile(path.join(config.EVENKEEL_DATA_DIR, 'demo-accounts.json'), `${JSON.stringify(demoAccounts, null, 2)}\n`, { mode: 0o600 });
    return seeding;
  } finally {
    await owner.end();
  }
}

async function seedOnce(owner: pg.Client, config: Config, sealer: Sealer): Promise<Seeding> {
  await owner.query('BEGIN');
  try {
    await owner.query(`SELECT pg_advisory_xact_lock(hashtext('evenkeel demo'))`);
    const { rows: organisations } = await owner.query<{ id: string }>('SELECT id FROM identity.organisation');
    const isThere = organisations.some(({ id }) => id === organisation.id);
    const isEmpty = organisations.length === 0;
    if (isEmpty) {
      const { rows: [clock] } = await owner.query<{ now: Date }>('SELECT clock.now() AS now');
      if (clock === undefined) throw new Error('The clock did not answer');
      const clinic = demoClinic(clock.now.getTime());
      await storePeople(owner, sealer, clinic);
      await storeHistory(owner, sealer, clinic);
      await storeAlerts(owner, sealer, clinic);
      await storeAnnotations(owner, sealer, clinic);
      await storePeerGroups(owner, config, sealer, clinic);
      await storePlans(owner, sealer, clinic);
      await storeDoses(owner, clinic);
      for (const patient of clinic.patients) await owner.query('SELECT clin.refresh_grants($1)', [patient.id]);
      await owner.query(
        `INSERT INTO audit.entry (at, organisation_id, actor_kind, actor_id, action, object_kind, object_id, basis, request_id)
         VALUES (clock.now(), $1, 'system', 'seed', 'demo.seed', 'organisation', $2, 'system', 'seed')`, [organisation.id, organisation.id]);
    }
    await owner.query('COMMIT');
    return isEmpty ? 'seeded' : isThere ? 'already-there' : 'other-clinic';
  } catch (error) {
    await owner.query('ROLLBACK');
    throw error;
  }
}

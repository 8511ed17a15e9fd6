import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@evenkeel/database';
import { isId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { alertContext } from '../alert-context.js';
import { buildCaredFor, buildClinic, type Clinic, EscalationUnderTest, testRows } from '../testing.js';
import { RaiseAlert } from './raise-alert.js';

describe('raising an alert', () => {
  let t: TestDatabase;
  let e: EscalationUnderTest;
  let clinic: Clinic;
  beforeAll(async () => {
    t = await freshDatabase({ rows: testRows });
    e = await EscalationUnderTest.start(t);
    clinic = await buildClinic(t);
  }, 90_000);
  afterAll(async () => { await e.stop(); await t.close(); });

  const count = async (table: string, patientId: string): Promise<number> =>
    (await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM clin.${table} WHERE patient_id = $1`, [patientId])).rows[0]?.n ?? -1;

  it('answers a retry of the same finding with the same alert and writes nothing twice (A14)', async () => {
    const patient = await buildCaredFor(t, clinic);
    const sourceId = newId();
    const first = await e.raise(patient, { sourceId });
    const notifications = await count('notification', patient.patientId);
    expect(await e.raise(patient, { sourceId })).toBe(first);
    expect([await count('alert', patient.patientId), await count('alert_trigger', patient.patientId), await count('notification', patient.patientId)]).toEqual([1, 1, notifications]);
    expect((await e.alert(first)).triggerCount).toBe(1);
  });

  it('makes one alert of fifty submissions at the same moment (A15)', async () => {
    const patient = await buildCaredFor(t, clinic);
    const sourceId = newId();
    // As a client would: a process that has no connection to spare says so within two seconds, and is asked again.
    const submit = async (n: number): Promise<string> => {
      for (;;) {
        try {
          return await e.raise(patient, { sourceId, ruleId: n % 2 === 0 ? 'seizure-now' : 'seizure-again' });
        } catch (error) {
          if (!/timeout/.test(String(error))) throw error;
        }
      }
    };
    const ids = await Promise.all(Array.from({ length: 50 }, (_, n) => submit(n)));
    expect(new Set(ids).size).toBe(1);
    expect([await count('alert', patient.patientId), await count('alert_trigger', patient.patientId)]).toEqual([1, 2]);
    const { rows } = await t.owner.query<{ kind: string }>(`SELECT kind FROM clin.alert_event WHERE patient_id = $1 ORDER BY seq`, [patient.patientId]);
    expect(rows.map((row) => row.kind)).toEqual(['triggered', 'notified', 'retriggered']);
  }, 120_000);

  it('does not come back with a retry after it was closed', async () => {
    const patient = await buildCaredFor(t, clinic);
    const sourceId = newId();
    const id = await e.raise(patient, { sourceId });
    await t.owner.query(`UPDATE clin.alert SET status = 'resolved', next_action_at = NULL, resolved_at = clock.now(), resolved_by = $2, outcome = 'no-action-needed' WHERE id = $1`, [id, clinic.lee.accountId]);
    expect(await e.raise(patient, { sourceId })).toBe(id);
    expect(await e.raise(patient, { sourceId: newId() })).not.toBe(id);
  });

  it('never merges two families', async () => {
    const patient = await buildCaredFor(t, clinic);
    expect(await e.raise(patient, { family: 'suicidality' })).not.toBe(await e.raise(patient, { family: 'seizure' }));
  });

  it('is gone without a trace when the transaction of the answers is', async () => {
    const patient = await buildCaredFor(t, clinic);
    const rings = e.rings.length;
    await expect(t.database.as(patient.actor(), async (tx) => {
      const { alertId } = await e.get(RaiseAlert).run(tx, {
        organisationId: patient.organisationId, patientId: patient.patientId, tier: 'E0', family: 'seizure', ruleId: 'r', ruleVersion: 1, source: 'check-in',
        sourceKind: 'check-in', sourceId: newId(), occurredAt: new Date(), context: alertContext.parse({}),
      });
      expect(isId(alertId)).toBe(true);
      throw new Error('the answers could not be saved');
    })).rejects.toThrow('could not be saved');
    for (const table of ['alert', 'alert_trigger', 'alert_event', 'alert_context', 'notification']) expect([table, await count(table, patient.patientId)]).toEqual([table, 0]);
    expect(e.rings.length).toBe(rings);
  });

  it('seals what was answered, and pages exactly whom the engine would page', async () => {
    const patient = await buildCaredFor(t, clinic);
    const id = await e.raise(patient, { context: alertContext.parse({ dose: 'clonazepam 0.75 mg', answers: [{ question: 'overall', value: 9, text: null, answeredAt: '2026-03-02T14:00:00.000Z' }] }) });
    const { rows: [sealed] } = await t.owner.query<{ context: Buffer }>('SELECT context FROM clin.alert_context WHERE alert_id = $1', [id]);
    expect(sealed?.context.toString('latin1')).not.toContain('clonazepam');
    const paged = (await e.notifications(id)).map((n) => n.recipient);
    expect(new Set(paged)).toEqual(new Set([clinic.lee.accountId, clinic.ortiz.accountId]));
  });

  it('tells a patient about nobody of another patient', async () => {
    const patient = await buildCaredFor(t, clinic);
    const other = await buildCaredFor(t, clinic);
    const seen = await t.database.as(patient.actor(), (tx) => tx.query('SELECT * FROM clin.responders($1::uuid[])', [[other.patientId]]));
    expect(seen).toEqual([]);
    expect((await t.database.as(patient.actor(), (tx) => tx.query('SELECT * FROM clin.responders($1::uuid[])', [[patient.patientId]]))).length).toBe(5);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@evenkeel/database';
import type { BuiltPatient } from '@evenkeel/identity-server/testing';
import { type AlertId, isRefusal, type SystemActor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { type AlertContext, alertContext } from '../alert-context.js';
import { toAlertDetailType } from '../graphql/to-alert-detail.js';
import { buildCaredFor, buildClinic, type Clinic, EscalationUnderTest, testRows } from '../testing.js';
import { AcknowledgeAlert } from './acknowledge-alert.js';
import { AmendAlerts } from './amend-alerts.js';
import { RaiseAlert } from './raise-alert.js';
import { ReadAlerts } from './read-alerts.js';

const at = (minute: number): string => `2026-03-02T14:${String(minute).padStart(2, '0')}:00.000Z`;
const said = (question: string, value: number, minute = 0): AlertContext['answers'][number] => ({ question, value, text: null, answeredAt: at(minute) });
const known = (...answers: AlertContext['answers']): AlertContext => alertContext.parse({ answers, dose: 'clonazepam 0.75 mg' });
const seizure = said('event.seizure', 1);
const engine: SystemActor = { kind: 'system', name: 'test', requestId: 'test' };

describe('what the patient adds to an alert that is open', () => {
  let t: TestDatabase;
  let e: EscalationUnderTest;
  let clinic: Clinic;
  beforeAll(async () => {
    t = await freshDatabase({ rows: testRows });
    e = await EscalationUnderTest.start(t);
    clinic = await buildClinic(t);
  }, 90_000);
  afterAll(async () => { await e.stop(); await t.close(); });

  const page = async (id: AlertId) => {
    const actor = clinic.lee.actor();
    const read = await e.get(ReadAlerts).detail(actor, id);
    return read === null ? null : toAlertDetailType(read, actor, 'en').context;
  };
  const answersOn = async (id: AlertId) => (await page(id))?.answers.map(({ question, value, later }) => `${question} ${value}${later === null ? '' : ` ${later}`}`);
  const revisions = async (id: AlertId): Promise<number[]> =>
    (await t.owner.query<{ revision: number }>('SELECT revision FROM clin.alert_context WHERE alert_id = $1 ORDER BY revision', [id])).rows.map(({ revision }) => revision);
  const bells = (id: AlertId): number => e.rings.filter(({ topic, subject }) => topic === 'alert' && subject === id).length;
  const begin = async (context = known(seizure)): Promise<{ patient: BuiltPatient; sourceId: string; id: AlertId }> => {
    const patient = await buildCaredFor(t, clinic);
    const sourceId = newId();
    return { patient, sourceId, id: await e.raise(patient, { sourceId, context }) };
  };

  it('is what a responder reads, with what came later and when; the page rings, nobody is paged', async () => {
    const { patient, sourceId, id } = await begin();
    expect(await page(id)).toMatchObject({ addedAt: null, answers: [{ question: 'event.seizure', later: null }] });
    const [pages, row, rang] = [(await e.notifications(id)).length, await e.alert(id), bells(id)];
    await t.clock.advance(120_000);
    const now = await t.clock.now();
    expect(await e.raise(patient, { sourceId, context: known(seizure, said('seizure-when', 0, 2)) })).toBe(id);
    expect(await answersOn(id)).toEqual(['event.seizure 1', 'seizure-when 0 added']);
    expect((await page(id))?.addedAt).toEqual(now);
    expect(bells(id)).toBe(rang + 1);
    expect((await e.notifications(id)).length).toBe(pages);
    expect(await e.alert(id)).toEqual(row);
    const { rows: audit } = await t.owner.query(`SELECT category, basis FROM audit.entry WHERE action = 'alert.revise' AND object_id = $1`, [id]);
    expect(audit).toEqual([{ category: 'crisis_alerts', basis: 'self' }]);
  });

  it('leaves no trace when it says nothing new, and does not take what moves with the clock for news', async () => {
    const { patient, sourceId, id } = await begin();
    const rang = bells(id);
    await e.raise(patient, { sourceId, context: known(seizure) });
    const replay: AlertContext & { inputs: object; late: boolean } = { ...known(seizure), inputs: { answeredMinutesAgo: 7 }, late: true };
    await e.raise(patient, { sourceId, context: replay });
    expect([await revisions(id), bells(id)]).toEqual([[1], rang]);
  });

  it('follows an answer there and back', async () => {
    const { patient, sourceId, id } = await begin(known(seizure, said('seizure-when', 0)));
    for (const value of [2, 0]) await e.raise(patient, { sourceId, context: known(seizure, said('seizure-when', value)) });
    expect(await revisions(id)).toEqual([1, 2, 3]);
    expect(await answersOn(id)).toEqual(['event.seizure 1', 'seizure-when 0']);
    await e.raise(patient, { sourceId, context: known(seizure, said('seizure-when', 2)) });
    expect(await answersOn(id)).toEqual(['event.seizure 1', 'seizure-when 2 changed']);
  });

  it('is shown although the later finding is of a better tier, and back again', async () => {
    const { patient, sourceId, id } = await begin();
    const older = known(seizure, said('seizure-when', 2, 1));
    await e.raise(patient, { sourceId, tier: 'E1', context: older });
    expect(await answersOn(id)).toEqual(['event.seizure 1', 'seizure-when 2 added']);
    await e.raise(patient, { sourceId, tier: 'E0', context: known(seizure) });
    expect(await answersOn(id)).toEqual(['event.seizure 1']);
    expect((await e.alert(id)).tier).toBe('E0');
  });

  it('shows every report that joined the alert, the worst first, none hiding another', async () => {
    const { patient, sourceId, id } = await begin();
    const evening = newId();
    await e.raise(patient, { sourceId: evening, tier: 'E1', context: known(seizure, said('overall', 5, 30)) });
    await e.raise(patient, { sourceId, context: known(seizure, said('seizure-when', 1, 31)) });
    const shown = await page(id);
    expect(shown?.answers.map(({ question }) => question)).toEqual(['event.seizure', 'seizure-when']);
    expect(shown?.others).toMatchObject([{ tier: 'E1', addedAt: null, answers: [{ question: 'event.seizure' }, { question: 'overall', value: 5, later: null }] }]);
    await e.raise(patient, { sourceId: newId(), tier: 'E2', context: known(said('sleep', 0)) });
    expect((await page(id))?.others.map(({ tier }) => tier)).toEqual(['E2', 'E1']);
  });

  it('keeps an acknowledgement, its lease and its holder', async () => {
    const { patient, sourceId, id } = await begin();
    expect(isRefusal(await e.get(AcknowledgeAlert).run(clinic.lee.actor(), { id, rowVersion: (await e.alert(id)).rowVersion }))).toBe(false);
    const held = await e.alert(id);
    await e.raise(patient, { sourceId, context: known(seizure, said('seizure-when', 1, 3)) });
    expect(held.status).toBe('acknowledged');
    expect(await e.alert(id)).toEqual(held);
    expect(await answersOn(id)).toContain('seizure-when 1 added');
  });

  it('does not touch what was closed', async () => {
    const { patient, sourceId, id } = await begin();
    await t.owner.query(`UPDATE clin.alert SET status = 'resolved', next_action_at = NULL, resolved_at = clock.now(), resolved_by = $2, outcome = 'no-action-needed' WHERE id = $1`, [id, clinic.lee.accountId]);
    await e.raise(patient, { sourceId, context: known(seizure, said('seizure-when', 1)) });
    expect(await revisions(id)).toEqual([1]);
    // The next episode is open; the old finding, told again, is not put into it.
    const next = await e.raise(patient, { sourceId: newId(), context: known(seizure) });
    await e.raise(patient, { sourceId, context: known(seizure, said('seizure-when', 0)) });
    expect([await revisions(id), await revisions(next)]).toEqual([[1], [1]]);
  });

  it('is numbered without a gap by twenty writers at once, each thing said once', async () => {
    const { patient, sourceId, id } = await begin();
    const raise = async (value: number): Promise<void> => {
      await e.raise(patient, { sourceId, context: known(seizure, said('overall', value)) }).catch((error: unknown) => {
        if (!/timeout/.test(String(error))) throw error;
        return raise(value);
      });
    };
    await Promise.all(Array.from({ length: 20 }, () => raise(7)));
    expect(await revisions(id)).toEqual([1, 2]);
    await Promise.all(Array.from({ length: 10 }, (_, value) => raise(value)));
    const all = await revisions(id);
    expect(all).toEqual(Array.from({ length: all.length }, (_, index) => index + 1));
    expect(all.length).toBeGreaterThanOrEqual(11);
  }, 60_000);

  it('is told to an alert in which no rule finds anything any more, and to no other', async () => {
    const { patient, sourceId, id } = await begin();
    const other = await e.raise(patient, { family: 'suicidality', sourceId, ruleId: 'suicidality', context: known(seizure) });
    const amend = (except: AlertId[]) => t.database.as(patient.actor(), (tx) => e.get(AmendAlerts).run(tx, {
      patientId: patient.patientId, sourceKind: 'check-in', sourceId, context: () => Promise.resolve(known(said('event.seizure', -1, 5))), except,
    }));
    await amend([other]);
    await amend([other]);
    expect([await answersOn(id), await revisions(other)]).toEqual([['event.seizure -1 changed'], [1]]);
    expect((await e.alert(id)).status).toBe('notified');
  });

  it('is written by the engine too, which may compare and may not read', async () => {
    const { patient, sourceId, id } = await begin();
    const facts = {
      organisationId: patient.organisationId, patientId: patient.patientId, tier: 'E0', family: 'seizure', ruleId: 'seizure-now', ruleVersion: 1, source: 'check-in',
      sourceKind: 'check-in', sourceId, occurredAt: new Date(at(0)), context: known(seizure, said('overall', 9)),
    } as const;
    for (let time = 0; time < 2; time += 1) await t.database.engine(engine, (tx) => e.get(RaiseAlert).run(tx, facts));
    expect(await revisions(id)).toEqual([1, 2]);
    await expect(t.database.engine(engine, (tx) => tx.query('SELECT context FROM clin.alert_context'))).rejects.toThrow(/permission denied/);
    for (const role of ['as', 'engine'] as const) {
      const change = `UPDATE clin.alert_context SET at = at WHERE alert_id = $1`;
      const work = role === 'as' ? t.database.as(patient.actor(), (tx) => tx.execute(change, [id])) : t.database.engine(engine, (tx) => tx.execute(change, [id]));
      await expect(work).rejects.toThrow(/permission denied/);
    }
  });

  it('cannot be pasted over an earlier revision, and its digest says nothing without the key', async () => {
    const { patient, sourceId, id } = await begin();
    await e.raise(patient, { sourceId, context: known(seizure, said('overall', 9)) });
    const twin = await begin();
    const { rows } = await t.owner.query<{ digest: Buffer }>('SELECT digest FROM clin.alert_context WHERE alert_id = ANY ($1) AND revision = 1', [[id, twin.id]]);
    expect(rows[0]?.digest.equals(rows[1]?.digest ?? Buffer.of())).toBe(false);
    await t.owner.query(`UPDATE clin.alert_context SET context = (SELECT context FROM clin.alert_context WHERE alert_id = $1 AND revision = 1) WHERE alert_id = $1 AND revision = 2`, [id]);
    await expect(page(id)).rejects.toThrow();
  });
});

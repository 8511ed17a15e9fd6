import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import fc from 'fast-check';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { newRandomId } from '@evenkeel/database';
import { rows as escalationRows, sealedContext } from '@evenkeel/escalation-server';
import { rows as notificationRows } from '@evenkeel/notifications-server';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { isRefusal, type OrganisationId, type ScheduleId } from '@evenkeel/kernel';
import { ruleSet } from '@evenkeel/symptoms-rules';
import { signRules } from '@evenkeel/symptoms-server/testing';
import { planStep } from '@evenkeel/taper-server/testing';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import type { SubmittedCheckIn } from '../submission.js';
import { openCheckIn, planCheckIns, runCheckIns } from '../testing.js';
import { type CheckInSaved, SubmitCheckIn } from './submit-check-in.js';

const now = '2026-03-02T14:00:00.000Z';

describe('submitting a check-in', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let submit: SubmitCheckIn;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let other: BuiltPatient;
  let prescriber: BuiltPerson;
  let scheduleId: ScheduleId;

  const tap = (question: string, value: number, at = now) => ({ question, value, text: null, answeredAt: new Date(at), localDate: '2026-03-02', zone: 'America/New_York' });
  const type = (question: string, text: string, at = now) => ({ question, value: null, text, answeredAt: new Date(at), localDate: '2026-03-02', zone: 'America/New_York' });
  const revisionOf = (changes: Partial<SubmittedCheckIn>): SubmittedCheckIn => ({
    id: newRandomId(), revision: 1, templateId: 'daily', templateVersion: 1, checkInId: null, openedAt: new Date(now), complete: false, shown: [],
    answers: [tap('overall', 4)], ...changes,
  });
  const save = async (input: SubmittedCheckIn, who = patient): Promise<CheckInSaved> => {
    const saved = await submit.run(who.actor(), input);
    if (isRefusal(saved)) throw new Error(`refused: ${saved.code} ${saved.field}`);
    return saved;
  };
  const stored = async (checkInId: string) => (await t.owner.query<{ question: string; value: number; revision: number }>(
    'SELECT question, value, revision FROM clin.check_in_answer WHERE check_in_id = $1 ORDER BY question', [checkInId])).rows;
  const count = async (table: string, checkInId: string): Promise<number> =>
    Number((await t.owner.query<{ count: string }>(`SELECT count(*) FROM ${table} WHERE source_id = $1`, [checkInId])).rows[0]?.count);
  const planned = async (changes: { at?: string; windowMinutes?: number; localDate?: string } = {}) => {
    await t.owner.query(`DELETE FROM clin.check_in_answer WHERE check_in_id IN (SELECT id FROM clin.check_in WHERE schedule_id = $1)`, [scheduleId]);
    await t.owner.query(`DELETE FROM clin.check_in WHERE schedule_id = $1`, [scheduleId]);
    return openCheckIn(t, { organisationId, patientId: patient.patientId, scheduleId, localDate: '2026-03-02', ...changes });
  };

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows, ...escalationRows, ...notificationRows] });
    app = await runCheckIns(t);
    submit = app.get(SubmitCheckIn);
    organisationId = await buildOrganisation(t);
    await signRules(t, { organisationId });
    patient = await buildPatient(t, { organisationId });
    other = await buildPatient(t, { organisationId });
    prescriber = await buildStaff(t, { organisationId, role: 'prescriber' });
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: prescriber.accountId, role: 'prescriber' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'prescriber' } });
    for (const [startsOn, total] of [['2025-12-01', 2000], ['2026-02-20', 1875], ['2026-03-20', 1750]] as const) {
      await planStep(t, { organisationId, patientId: patient.patientId, startsOn, total, signedBy: prescriber.accountId });
    }
    scheduleId = await planCheckIns(t, { organisationId, patientId: patient.patientId, nextAt: '2026-03-03T14:00:00Z', nextLocalDate: '2026-03-03', setBy: prescriber.accountId });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });

  it('stores what was tapped, sealed where it was typed, and says what it holds', async () => {
    const input = revisionOf({ answers: [tap('overall', 4), tap('dose', 0), type('dose-note', ' took it at noon ')], complete: true });
    const saved = await save(input);
    expect(saved).toMatchObject({ id: input.id, revision: 1, saved: 3, complete: true, late: false });
    expect(await stored(input.id)).toEqual([{ question: 'dose', value: 0, revision: 1 }, { question: 'overall', value: 4, revision: 1 }]);
    const { rows: [words] } = await t.owner.query<{ words: Buffer }>('SELECT words FROM clin.check_in_text WHERE check_in_id = $1', [input.id]);
    expect(words?.words.includes('noon')).toBe(false);
  });

  it('keeps the highest revision of every question, in whatever order they arrive', async () => {
    const id = newRandomId();
    const first = revisionOf({ id, revision: 1, answers: [tap('overall', 3)] });
    const third = revisionOf({ id, revision: 3, answers: [tap('overall', 5), tap('sleep', 1)], complete: true });
    const second = revisionOf({ id, revision: 2, answers: [tap('overall', 4), tap('dose', 1)] });
    await save(first);
    await save(third);
    const late = await save(second);
    expect(late).toMatchObject({ revision: 3, saved: 3, complete: true });
    const expected = [{ question: 'dose', value: 1, revision: 2 }, { question: 'overall', value: 5, revision: 3 }, { question: 'sleep', value: 1, revision: 3 }];
    expect(await stored(id)).toEqual(expected);
    expect(await save(third)).toMatchObject({ id: late.id, revision: 3, saved: 3, complete: true });
    expect(await save(first)).toMatchObject({ revision: 3, saved: 3, complete: true });
    expect(await stored(id)).toEqual(expected);
  });

  it('does nothing at all on a repetition', async () => {
    const input = revisionOf({ answers: [tap('overall', 2)], complete: true });
    await save(input);
    const before = await t.owner.query('SELECT (SELECT count(*) FROM audit.entry) AS audit, (SELECT count(*) FROM outbox.message) AS outbox');
    await save(input);
    const after = await t.owner.query('SELECT (SELECT count(*) FROM audit.entry) AS audit, (SELECT count(*) FROM outbox.message) AS outbox');
    expect(after.rows).toEqual(before.rows);
  });

  it('makes one row of fifty copies that arrive at once, and one alert of their flag', async () => {
    const id = newRandomId();
    const input = revisionOf({ id, templateId: 'serious', answers: [tap('event.seizure', 1), tap('seizure-when', 0)], complete: true, shown: ['emergency'] });
    // A device repeats what a busy server had no connection for.
    const persistently = async (left = 20): Promise<CheckInSaved> => save(input).catch((error: unknown) => {
      if (left === 0 || !String(error).includes('timeout exceeded when trying to connect')) throw error;
      return persistently(left - 1);
    });
    const replies = await Promise.all(Array.from({ length: 50 }, () => persistently()));
    expect(new Set(replies.map((reply) => JSON.stringify({ ...reply, alerts: [], serverNow: null }))).size).toBe(1);
    const { rows: [found] } = await t.owner.query<{ check_ins: string; answers: string; alerts: string }>(
      `SELECT (SELECT count(*) FROM clin.check_in WHERE id = $1) AS check_ins, (SELECT count(*) FROM clin.check_in_answer WHERE check_in_id = $1) AS answers,
              (SELECT count(*) FROM clin.alert WHERE patient_id = $2 AND family = 'seizure') AS alerts`, [id, patient.patientId]);
    expect(found).toEqual({ check_ins: '1', answers: '2', alerts: '1' });
    expect(await count('clin.alert_trigger', id)).toBe(1);
  }, 60_000);

  it('stamps the alert with what was known at that moment', async () => {
    const { rows: [trigger] } = await t.owner.query<{ id: string; alert_id: string; context: Buffer; tier: string }>(
      `SELECT tr.id, tr.alert_id, tr.tier, c.context FROM clin.alert_trigger tr JOIN clin.alert_context c ON c.trigger_id = tr.id
        WHERE tr.patient_id = $1 AND tr.rule_id = 'seizure'`, [patient.patientId]);
    if (trigger === undefined) throw new Error('no trigger');
    const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []) => (await t.owner.query(sql, [...parameters])).rows as Row[] };
    const context = JSON.parse(await t.sealer.open(queries, patient.patientId, sealedContext.place, sealedContext.row(trigger.id, 1), trigger.context)) as Record<string, unknown>;
    expect(trigger.tier).toBe('E0');
    expect(context).toMatchObject({
      trigger: 'event.seizure', ruleId: 'seizure', ruleVersion: ruleSet.version, late: false, shown: ['emergency'],
      dose: 'clonazepam 1.875\u00a0mg', lastChange: '2026-02-20: 2\u00a0mg → 1.875\u00a0mg (93.75%)', nextPlanned: '2026-03-20: 1.875\u00a0mg → 1.75\u00a0mg (93.33%)',
    });
    expect(context['source']).toMatch(/ASAM/);
    expect(context['answers']).toHaveLength(2);
  });

  it('answers a planned check-in under its own id, and labels it late by the time of the tap', async () => {
    const inTime = await planned({ at: '2026-03-02T12:00:00Z', windowMinutes: 60 });
    // Tapped inside the window, arrived an hour after it had closed.
    const early = await save(revisionOf({ checkInId: inTime, answers: [tap('overall', 4, '2026-03-02T12:59:59Z')], complete: true }));
    expect(early).toMatchObject({ id: inTime, late: false });
    const missed = await planned({ at: '2026-03-02T12:00:00Z', windowMinutes: 60 });
    expect(await save(revisionOf({ checkInId: missed, answers: [tap('overall', 4, '2026-03-02T13:00:00Z')] }))).toMatchObject({ id: missed, late: true });
    // A phone that is a day ahead cannot make its answer early or late.
    const ahead = await planned({ at: '2026-03-02T13:30:00Z', windowMinutes: 60 });
    expect(await save(revisionOf({ checkInId: ahead, answers: [tap('overall', 4, '2026-03-03T13:00:00Z')] }))).toMatchObject({ late: false });
    const { rows: [row] } = await t.owner.query<{ answered_at: Date }>('SELECT answered_at FROM clin.check_in WHERE id = $1', [ahead]);
    expect(row?.answered_at.toISOString()).toBe(now);
  });

  it('refuses what cannot be right, names the field, and stores nothing', async () => {
    const cases: [Partial<SubmittedCheckIn>, string, string | null][] = [
      [{ id: 'me' }, 'not-an-id', 'id'],
      [{ revision: 0 }, 'revision-out-of-range', 'revision'],
      [{ templateVersion: 9 }, 'unknown-template', 'templateId'],
      [{ answers: [tap('overall', 11)] }, 'value-out-of-range', 'overall'],
      [{ answers: [tap('event.vomiting', 1)] }, 'not-in-this-check-in', 'event.vomiting'],
      [{ answers: [{ ...tap('overall', 3), text: 'both' }] }, 'value-or-text', 'answers'],
      [{ answers: [{ ...tap('overall', 3), zone: 'Mars/Base' }] }, 'unknown-zone', 'zone'],
      [{ answers: [{ ...tap('overall', 3), localDate: '2026-02-30' }] }, 'not-a-date', 'localDate'],
      [{ shown: ['<b>'] }, 'not-a-code', 'shown'],
    ];
    for (const [changes, code, field] of cases) {
      const input = revisionOf(changes);
      expect(await submit.run(patient.actor(), input)).toMatchObject({ kind: 'refused', code, field });
      expect((await t.owner.query('SELECT 1 FROM clin.check_in WHERE id::text = $1', [input.id])).rowCount).toBe(0);
    }
  });

  it('raises what a refused submission says of a seizure, stores that alone, and refuses the rest', async () => {
    const input = revisionOf({ answers: [tap('overall', 99), tap('event.seizure', 1), tap('seizure-when', 0)], complete: true });
    expect(await submit.run(patient.actor(), input)).toMatchObject({ kind: 'refused', field: 'overall' });
    expect((await stored(input.id)).map(({ question }) => question)).toEqual(['event.seizure', 'seizure-when']);
    expect(await count('clin.alert_trigger', input.id)).toBe(1);
    const mended = { ...input, revision: 2, answers: [tap('overall', 9), tap('event.seizure', 1), tap('seizure-when', 0)] };
    expect(await save(mended)).toMatchObject({ saved: 3, complete: true });
    expect(await count('clin.alert_trigger', input.id)).toBe(1);
  });

  it('keeps each tap with its own answer when a contradiction is dropped', async () => {
    const at = (minute: number): string => `2026-03-02T13:0${minute}:00.000Z`;
    const input = revisionOf({ answers: [tap('red-flags-none', 1, at(1)), tap('event.confused', 1, at(2)), tap('overall', 8, at(3))] });
    await save(input);
    const { rows: taps } = await t.owner.query<{ question: string; at: Date }>('SELECT question, answered_at AS at FROM clin.check_in_answer WHERE check_in_id = $1 ORDER BY question', [input.id]);
    expect(taps.map(({ question, at: tapped }) => [question, tapped.toISOString()])).toEqual([['event.confused', at(2)], ['overall', at(3)]]);
  });

  it('answers for somebody else’s check-in as for one that does not exist', async () => {
    const theirs = await planned();
    const mine = newRandomId();
    const foreign = await submit.run(other.actor(), revisionOf({ checkInId: theirs }));
    expect(foreign).toEqual(await submit.run(other.actor(), revisionOf({ checkInId: mine })));
    expect(foreign).toMatchObject({ kind: 'refused', code: 'not-found' });
    // An id that another patient's device has used is no oracle either.
    const taken = await save(revisionOf({}));
    expect(await submit.run(other.actor(), revisionOf({ id: taken.id }))).toEqual(foreign);
    expect(await stored(theirs)).toEqual([]);
  });

  it('holds exactly what was tapped, whatever the network lost, repeated or turned round', async () => {
    const questions = ['overall', 'sleep', 'dose', 'symptom.anxiety', 'symptom.tremor'] as const;
    const anyTaps = fc.array(fc.record({ question: fc.constantFrom(...questions), value: fc.integer({ min: 0, max: 1 }) }), { minLength: 1, maxLength: 8 });
    await fc.assert(fc.asyncProperty(anyTaps, fc.array(fc.nat(), { maxLength: 12 }), async (taps, journeys) => {
      const id = newRandomId();
      // The device sends everything tapped so far with each revision.
      const revisions = taps.map((_, last) => {
        const soFar = new Map(taps.slice(0, last + 1).map(({ question, value }) => [question, value]));
        return revisionOf({ id, revision: last + 1, answers: [...soFar].map(([question, value]) => tap(question, value)) });
      });
      const arrivals = [...journeys.flatMap((journey) => revisions[journey % revisions.length] ?? []), ...revisions.slice(-1)];
      await Promise.all(arrivals.slice(0, 4).map((each) => save(each)));
      for (const each of arrivals.slice(4)) await save(each);
      await save(revisions[revisions.length - 1] ?? revisionOf({ id }));
      const expected = [...new Map(taps.map(({ question, value }) => [question, value]))].map(([question, value]) => ({ question, value })).sort((one, two) => (one.question < two.question ? -1 : 1));
      expect((await stored(id)).map(({ question, value }) => ({ question, value })).sort((one, two) => (one.question < two.question ? -1 : 1))).toEqual(expected);
    }), { numRuns: 25 });
  }, 60_000);

  it('is for patients only', async () => {
    expect(await submit.run(prescriber.actor(), revisionOf({}))).toMatchObject({ code: 'not-found' });
    expect(await submit.run({ ...prescriber.actor(), patientId: patient.patientId }, revisionOf({}))).toMatchObject({ code: 'not-found' });
  });

  it('saves the answers and asks for a person when the rules themselves fail', async () => {
    const broken = { ...ruleSet, version: 7, rules: [{ ...ruleSet.rules[0], id: 'broken', cases: [{ tier: 'E0', ackBy: 'now', help: null, when: { kind: 'nonsense' } }] }] };
    await signRules(t, { organisationId, version: 7, ruleSet: broken as never });
    const input = revisionOf({ answers: [tap('overall', 6)], complete: true });
    expect(await save(input)).toMatchObject({ saved: 1, complete: true });
    const { rows: [alert] } = await t.owner.query(`SELECT a.family, a.tier, a.source, a.rule_version FROM clin.alert a JOIN clin.alert_trigger tr ON tr.alert_id = a.id WHERE tr.source_id = $1`, [input.id]);
    expect(alert).toEqual({ family: 'rules-failed', tier: 'E1', source: 'rules-failed', rule_version: 7 });
    await signRules(t, { organisationId, version: 8, ruleSet: { ...ruleSet, version: 8 } });
  });

  it('writes an audit row and rings the patient’s bell in the same transaction', async () => {
    const actor = patient.actor('request 77');
    const saved = await submit.run(actor, revisionOf({}));
    if (isRefusal(saved)) throw new Error('refused');
    const audit = await t.owner.query('SELECT action, patient_id, basis FROM audit.entry WHERE request_id = $1', ['request 77']);
    expect(audit.rows).toEqual([{ action: 'check-in.submit', patient_id: patient.patientId, basis: 'self' }]);
    const bells = await t.owner.query('SELECT topic, payload FROM outbox.message WHERE request_id = $1', ['request 77']);
    expect(bells.rows).toEqual([{ topic: 'changed', payload: { topic: 'check-in', subject: saved.id, patient: patient.patientId } }]);
  });

  it('that may call a person is taken while everybody else’s connections are busy, and one that may wait is not', async () => {
    // As many as the pool of the requests has.
    const crowd = Array.from({ length: 6 }, () => t.database.as(patient.actor(), (tx) => tx.query('SELECT pg_sleep(2.8)')));
    const flagged = revisionOf({ templateId: 'serious', answers: [tap('event.vomiting', 1)], complete: true });
    const [saved, routine] = await Promise.allSettled([save(flagged), save(revisionOf({}))]);
    await Promise.all(crowd);
    expect(saved).toMatchObject({ status: 'fulfilled', value: { id: flagged.id } });
    expect(await count('clin.alert_trigger', flagged.id)).toBe(1);
    expect(routine.status).toBe('rejected');
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { emergencyLimits, inEmergency } from '@evenkeel/care-team-rules';
import { Database, newId, Outbox } from '@evenkeel/database';
import { buildAudit } from '@evenkeel/audit-server/testing';
import { OrganisationReader, PatientReader, PeopleReader } from '@evenkeel/identity-server';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { type Actor, isRefusal, type OrganisationId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { Access } from '../access.js';
import { rows } from '../index.js';
import { BreakGlassStore } from '../store/break-glass.store.js';
import { EmergencyNewsStore } from '../store/emergency-news.store.js';
import { NameIndexStore } from '../store/name-index.store.js';
import { StandingReader } from '../store/standing.reader.js';
import { joinTeam } from '../testing.js';
import { IndexNames } from './index-names.js';
import { LookInEmergency } from './look-in-emergency.js';
import { OpenEmergencyAccess } from './open-emergency-access.js';
import { ReadEmergencies } from './read-emergencies.js';
import { ReviewEmergencyAccess } from './review-emergency-access.js';

const minute = 60_000;
const nature = 'Found on the floor, the ambulance is on its way.';

describe('S10: emergency access', () => {
  let t: TestDatabase;
  /** The same pools without row-level security. */
  let bare: Database;
  let organisationId: OrganisationId;
  let pat: BuiltPatient;
  let lead: BuiltPerson;
  let made = 0;
  const access = new Access(new StandingReader());
  let open: OpenEmergencyAccess;
  let look: LookInEmergency;
  let review: ReviewEmergencyAccess;
  let read: ReadEmergencies;
  let index: IndexNames;

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    bare = await Database.connect({ ...t.config, DATABASE_URL_APP_CLIN: t.config.DATABASE_URL }, rows, { app_clin: 2 });
    const [store, audit, outbox] = [new BreakGlassStore(t.sealer), buildAudit(), new Outbox()] as const;
    open = new OpenEmergencyAccess(t.database, store, new EmergencyNewsStore(), new OrganisationReader(), audit, outbox);
    look = new LookInEmergency(t.database, store, audit);
    review = new ReviewEmergencyAccess(t.database, store, audit, outbox);
    read = new ReadEmergencies(t.database, store, new PeopleReader(t.sealer), new PatientReader(t.sealer), access, audit);
    index = new IndexNames(t.database, new NameIndexStore(t.sealer));
    organisationId = await buildOrganisation(t, { name: 'Harbour Clinic' });
    lead = await buildStaff(t, { organisationId, role: 'safety-lead' });
  }, 60_000);
  beforeEach(async () => {
    pat = await buildPatient(t, { organisationId, name: `Pat Number ${(made += 1)}` });
    await index.run({ kind: 'system', name: 'test', requestId: 'test' });
    await t.owner.query('DELETE FROM outbox.message');
  });
  afterAll(async () => { await bare.close(); await t.close(); });

  const stepped = async (person: BuiltPerson): Promise<Actor> => ({ ...person.actor(), steppedUpAt: await t.clock.now() });
  const wish = (more: object = {}) => ({ name: pat.name, birthYear: 1980, reason: 'seizure', nature, ...more });
  const prescriber = () => buildStaff(t, { organisationId, role: 'prescriber' });
  const grants = async (person: BuiltPerson) => (await t.owner.query<{ category: string }>(
    `SELECT category FROM identity.access_grant WHERE account_id = $1 AND patient_id = $2 ORDER BY category`, [person.accountId, pat.patientId])).rows.map(({ category }) => category);
  const audited = async (actor: Actor) => (await t.owner.query<{ action: string; basis: string }>(`SELECT action, basis FROM audit.entry WHERE request_id = $1 ORDER BY id`, [actor.requestId])).rows;
  const opened = async (person: BuiltPerson, more: object = {}) => {
    const answer = await open.run(await stepped(person), wish(more));
    if (isRefusal(answer)) throw new Error(answer.code);
    return answer;
  };
  const sees = async (person: BuiltPerson, category: Parameters<Access['patients']>[2]) => {
    const byCode = await bare.as(person.actor(), (tx) => access.patients(tx, person.actor(), category, [pat.patientId]));
    const byRows = await t.database.as(person.actor(), (tx) => tx.one<{ yes: boolean }>('SELECT $2::uuid = ANY (app.granted($1)) AS yes', [category, pat.patientId]));
    expect(byRows.yes).toBe(byCode.has(pat.patientId));
    return byRows.yes;
  };

  it('opens the safety summary for an hour, is in the audit, and writes down what 42 CFR 2.51 asks for', async () => {
    const ada = await prescriber();
    const actor = await stepped(ada);
    const answer = await open.run(actor, wish());
    if (isRefusal(answer)) throw new Error(answer.code);
    expect(answer.patientId).toBe(pat.patientId);
    expect(await grants(ada)).toEqual([...inEmergency.prescriber].sort());
    expect(await audited(actor)).toEqual([{ action: 'emergency.open', basis: `break-glass ${answer.id}` }]);
    const { rows: [fact] } = await t.owner.query('SELECT * FROM clin.break_glass WHERE id = $1', [answer.id]);
    expect(fact).toMatchObject({
      account_id: ada.accountId, role: 'prescriber', affiliation: 'Harbour Clinic', disclosed_by: 'Harbour Clinic (Evenkeel)', reason: 'seizure',
      opened_at: await t.clock.now(), expires_at: new Date((await t.clock.now()).getTime() + 60 * minute), request_id: actor.requestId, verdict: null,
    });
    expect(fact.nature.toString()).not.toContain('floor');
    const news = (await t.owner.query<{ payload: Record<string, string> }>('SELECT payload FROM outbox.message')).rows.map(({ payload }) => payload);
    expect(news).toContainEqual({ topic: 'emergency', subject: answer.id, patient: pat.patientId });
    expect(news).toContainEqual({ topic: 'emergency', subject: answer.id, account: lead.accountId });
    expect(news).toContainEqual({ queue: 'care-team', job: 'care-team.tell-emergency', breakGlassId: answer.id });
    expect(await read.held(ada.actor())).toMatchObject([{ id: answer.id, patientName: pat.name }]);
  });

  it('is over at 60 minutes, not a moment later', async () => {
    const ada = await prescriber();
    await opened(ada);
    await t.clock.advance(60 * minute - 1);
    expect(await sees(ada, 'taper_plan')).toBe(true);
    await t.clock.advance(1);
    for (const category of inEmergency.prescriber) expect([category, await sees(ada, category)]).toEqual([category, false]);
    await t.clock.advance(1000);
    expect(await sees(ada, 'team')).toBe(false);
    expect(await read.held(ada.actor())).toEqual([]);
  });

  it('never opens notes, words, other scores or the answers behind alerts', async () => {
    const ada = await prescriber();
    await opened(ada);
    for (const category of ['therapy_notes', 'free_text', 'symptom_scores', 'crisis_alerts', 'alert_head', 'schedule', 'therapy_tasks'] as const) expect([category, await sees(ada, category)]).toEqual([category, false]);
  });

  it('shows the scores of 14 days, and not one before', async () => {
    const ada = await prescriber();
    for (const days of [0, 13, 14, 40]) {
      const id = newId();
      await t.owner.query(`INSERT INTO clin.check_in (organisation_id, patient_id, at, id, template_id, template_version, local_date, zone) VALUES ($1, $2, clock.now() - $4 * interval '1 day', $3, 'daily', 1, (clock.now() - $4 * interval '1 day')::date, 'UTC')`, [organisationId, pat.patientId, id, days]);
      await t.owner.query(`INSERT INTO clin.check_in_answer (organisation_id, patient_id, check_in_id, question, value, answered_at, local_date, zone, revision, received_at)
        VALUES ($1, $2, $3, 'overall', $5, clock.now() - $4 * interval '1 day', (clock.now() - $4 * interval '1 day')::date, 'UTC', 1, clock.now())`, [organisationId, pat.patientId, id, days, days]);
    }
    const scores = (person: BuiltPerson) => t.database.as(person.actor(), (tx) => tx.query<{ value: number }>('SELECT value FROM clin.recent_scores($1)', [pat.patientId]));
    expect(await scores(ada)).toEqual([]);
    await opened(ada);
    expect((await scores(ada)).map(({ value }) => value)).toEqual([0, 13]);
    expect(await t.database.as(ada.actor(), (tx) => tx.query('SELECT 1 FROM clin.check_in_answer'))).toEqual([]);
    await t.clock.advance(60 * minute);
    expect(await scores(ada)).toEqual([]);
  });

  it.each([['therapist'], ['coordinator'], ['administrator'], ['auditor']] as const)('is not for a %s, in the code and in the database', async (role) => {
    const person = await buildStaff(t, { organisationId, role });
    const actor = await stepped(person);
    expect(await open.run(actor, wish())).toMatchObject({ code: 'not-found' });
    expect((await audited(actor)).map(({ action }) => action)).toEqual(['emergency.refused']);
    const direct = await t.database.as(person.actor(), (tx) => tx.one<{ outcome: string }>(`SELECT outcome FROM clin.open_break_glass($1, $2, 'seizure', 'x', 'r', clock.now())`, [newId(), t.sealer.nameIndex(`${pat.name.toLowerCase()}|1980`)]));
    expect(direct.outcome).toBe('not-found');
    expect(await grants(person)).toEqual([]);
  });

  it('is not for somebody of another clinic, nor for a patient there', async () => {
    const elsewhere = await buildOrganisation(t, { name: 'Elsewhere' });
    const ada = await buildStaff(t, { organisationId: elsewhere, role: 'prescriber' });
    expect(await open.run(await stepped(ada), wish())).toMatchObject({ code: 'emergency-no-match' });
    expect(await grants(ada)).toEqual([]);
  });

  it('needs a fresh proof, enough words, and an alert when it says so', async () => {
    const ada = await prescriber();
    const cases: [Actor, object, string][] = [
      [ada.actor(), {}, 'step-up-needed'],
      [{ ...ada.actor(), steppedUpAt: new Date((await t.clock.now()).getTime() - 5 * minute) }, {}, 'step-up-needed'],
      [await stepped(ada), { nature: 'short' }, 'words-too-few'],
      [await stepped(ada), { reason: 'curious' }, 'unknown-reason'],
      [await stepped(ada), { reason: 'open-alert' }, 'emergency-no-alert'],
      [await stepped(ada), { name: 'Pat' }, 'emergency-no-match'],
      [await stepped(ada), { birthYear: 1981 }, 'emergency-no-match'],
    ];
    for (const [actor, more, code] of cases) {
      expect(await open.run(actor, wish(more))).toMatchObject({ code });
      expect((await audited(actor)).map(({ action }) => action)).toEqual(['emergency.refused']);
    }
    expect(await grants(ada)).toEqual([]);
  });

  it('is refused to whoever can see the record already', async () => {
    const ada = await prescriber();
    await joinTeam(t, { organisationId, patientId: pat.patientId, accountId: ada.accountId, role: 'prescriber' });
    expect(await open.run(await stepped(ada), wish())).toMatchObject({ code: 'emergency-not-needed' });
  });

  it('is refused the fourth time within a day, and tells the overseers', async () => {
    const ada = await prescriber();
    for (let n = 0; n < emergencyLimits.perDay; n += 1) {
      await opened(ada);
      pat = await buildPatient(t, { organisationId, name: `Pat Number ${(made += 1)}` });
      await index.run({ kind: 'system', name: 'test', requestId: 'test' });
    }
    await t.owner.query('DELETE FROM outbox.message');
    expect(await open.run(await stepped(ada), wish())).toMatchObject({ code: 'emergency-too-often' });
    expect(await grants(ada)).toEqual([]);
    expect((await t.owner.query<{ payload: Record<string, string> }>('SELECT payload FROM outbox.message')).rows.map(({ payload }) => payload['job'])).toEqual(['care-team.tell-blocked']);
    // Four at once count as four as well.
    const bob = await prescriber();
    const five = await Promise.all(Array.from({ length: 5 }, async () => {
      const one = await buildPatient(t, { organisationId, name: `Pat Number ${(made += 1)}` });
      return one;
    }));
    await index.run({ kind: 'system', name: 'test', requestId: 'test' });
    const answers = await Promise.all(five.map(async (one) => open.run(await stepped(bob), wish({ name: one.name }))));
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(3);
    await t.clock.advance(2 * minute);
  });

  it('writes nothing, whatever else the role could write', async () => {
    const ada = await prescriber();
    await t.owner.query(`INSERT INTO clin.check_in_schedule (organisation_id, patient_id, id, template_id, template_version, local_time, zone, every_days, window_minutes, starts_on, set_by, set_at)
      VALUES ($1, $2, $3, 'daily', 1, '09:00', 'UTC', 1, 60, '2026-03-01', $4, clock.now())`, [organisationId, pat.patientId, newId(), ada.accountId]);
    await opened(ada);
    const attempts = [
      `UPDATE clin.care_team_member SET ends_at = clock.now(), ended_reason = 'left'`, `UPDATE clin.consent SET revoked_at = clock.now()`, `UPDATE clin.check_in_schedule SET paused = true`,
      `UPDATE clin.alert SET level = 9`, `UPDATE clin.break_glass SET verdict = 'justified', reviewed_by = app.uid(), reviewed_at = clock.now()`,
    ];
    for (const sql of attempts) expect([sql, await t.database.as(ada.actor(), (tx) => tx.execute(sql)).catch(() => 0)]).toEqual([sql, 0]);
    for (const category of inEmergency.prescriber) {
      expect(await bare.as(ada.actor(), (tx) => access.basisForChange(tx, ada.actor(), category, pat.patientId))).toBeNull();
    }
    // Even a policy that lets too much through is not enough.
    await t.owner.query(`CREATE POLICY too_wide ON clin.check_in_schedule FOR ALL TO app_clin USING (true) WITH CHECK (true)`);
    expect(await t.database.as(ada.actor(), (tx) => tx.execute(`UPDATE clin.check_in_schedule SET paused = true WHERE patient_id = $1`, [pat.patientId]))).toBe(0);
    await t.owner.query('DROP POLICY too_wide ON clin.check_in_schedule');
  });

  it('is judged by another safety lead within a working day, or the right is lost', async () => {
    const ada = await prescriber();
    const { id } = await opened(ada);
    const [waiting] = (await read.toReview(lead.actor())).filter((each) => each.id === id);
    expect(waiting).toMatchObject({ nature, name: ada.name, mine: false, verdict: null });
    await t.clock.advance(24 * 60 * minute);
    expect(await open.run(await stepped(ada), wish())).toMatchObject({ code: 'emergency-right-lost' });
    expect(await review.run(lead.actor(), { id, verdict: 'maybe', note: 'x' })).toMatchObject({ code: 'unknown-verdict' });
    expect(await review.run(lead.actor(), { id, verdict: 'justified', note: ' ' })).toMatchObject({ code: 'note-missing' });
    expect(await review.run(ada.actor(), { id, verdict: 'justified', note: 'fine' })).toMatchObject({ code: 'not-found' });
    expect(await review.run(lead.actor(), { id, verdict: 'justified', note: 'The ward confirmed it.' })).toMatchObject({ verdict: 'justified' });
    expect(await review.run(lead.actor(), { id, verdict: 'not-justified', note: 'No.' })).toMatchObject({ code: 'already-reviewed' });
    const again = await opened(ada);
    expect(await review.run(lead.actor(), { id: again.id, verdict: 'not-justified', note: 'Nobody had called.' })).toMatchObject({ verdict: 'not-justified' });
    await t.clock.advance(61 * minute);
    expect(await open.run(await stepped(ada), wish())).toMatchObject({ code: 'emergency-right-lost' });
  });

  it('is not judged by whoever used it', async () => {
    const { id } = await opened(lead);
    expect(await review.run(lead.actor(), { id, verdict: 'justified', note: 'My own.' })).toMatchObject({ code: 'own-emergency' });
    const other = await buildStaff(t, { organisationId, role: 'safety-lead' });
    expect(await review.run(other.actor(), { id, verdict: 'justified', note: 'Agreed.' })).toMatchObject({ verdict: 'justified' });
  });

  it('finds by the whole name and year alone, says nothing but whether, and counts', async () => {
    const ada = await prescriber();
    const matches = async (name: string, birthYear: number) => {
      const found = await look.run(await stepped(ada), { name, birthYear });
      return isRefusal(found) ? found.code : found.matches;
    };
    expect(await matches(pat.name.toUpperCase(), 1980)).toBe('one');
    expect(await matches(pat.name.slice(0, 5), 1980)).toBe('none');
    expect(await matches(pat.name, 1979)).toBe('none');
    await buildPatient(t, { organisationId, name: pat.name });
    await index.run({ kind: 'system', name: 'test', requestId: 'test' });
    expect(await matches(pat.name, 1980)).toBe('several');
    expect(await open.run(await stepped(ada), wish())).toMatchObject({ code: 'emergency-many-matches' });
    for (let n = 4; n < emergencyLimits.looksPerHour; n += 1) await matches('Nobody Here', 1980);
    expect(await matches(pat.name, 1980)).toBe('emergency-looks');
    await t.clock.advance(61 * minute);
    expect(await matches('Nobody Here', 1980)).toBe('none');
  });

  it('forgets the old name of somebody who is renamed', async () => {
    const ada = await prescriber();
    await t.owner.query('UPDATE identity.patient SET profile = profile WHERE id = $1', [pat.patientId]);
    expect((await t.owner.query('SELECT name_index FROM identity.patient WHERE id = $1', [pat.patientId])).rows).toEqual([{ name_index: null }]);
    expect(await open.run(await stepped(ada), wish())).toMatchObject({ code: 'emergency-no-match' });
  });
});

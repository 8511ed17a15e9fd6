import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { consentTextVersion } from '@evenkeel/care-team-rules';
import { Outbox } from '@evenkeel/database';
import { buildAudit } from '@evenkeel/audit-server/testing';
import { PeopleReader } from '@evenkeel/identity-server';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { isRefusal, type OrganisationId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { Access } from '../access.js';
import { rows } from '../index.js';
import { ConsentStore } from '../store/consent.store.js';
import { GrantStore } from '../store/grant.store.js';
import { MembershipStore } from '../store/membership.store.js';
import { StandingReader } from '../store/standing.reader.js';
import { TeamReader } from '../store/team.reader.js';
import { giveConsent, joinTeam } from '../testing.js';
import { EndConsent } from './end-consent.js';
import { EndMembership } from './end-membership.js';
import { GiveConsent } from './give-consent.js';
import { ReadSharing } from './read-sharing.js';

describe('what a patient shares', () => {
  let t: TestDatabase;
  let organisationId: OrganisationId;
  let pat: BuiltPatient;
  let other: BuiltPatient;
  let ada: BuiltPerson;
  let cora: BuiltPerson;
  let ends: EndConsent;
  let gives: GiveConsent;
  let members: EndMembership;
  let read: ReadSharing;
  const access = new Access(new StandingReader());

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    const [audit, outbox, grants, consents, teams] = [buildAudit(), new Outbox(), new GrantStore(), new ConsentStore(), new TeamReader()] as const;
    ends = new EndConsent(t.database, consents, grants, audit, outbox);
    gives = new GiveConsent(t.database, teams, consents, grants, audit, outbox);
    members = new EndMembership(t.database, access, new MembershipStore(), grants, audit, outbox);
    read = new ReadSharing(t.database, teams, new PeopleReader(t.sealer));
    organisationId = await buildOrganisation(t);
    other = await buildPatient(t, { organisationId });
    ada = await buildStaff(t, { organisationId, role: 'prescriber', name: 'Ada Reyes' });
    cora = await buildStaff(t, { organisationId, role: 'coordinator' });
  }, 60_000);
  beforeEach(async () => {
    pat = await buildPatient(t, { organisationId });
    await t.owner.query('DELETE FROM outbox.message');
  });
  afterAll(() => t.close());

  const of = () => ({ organisationId, patientId: pat.patientId });
  const sees = async (person: BuiltPerson, category: 'team' | 'doses' | 'taper_plan' | 'crisis_alerts') =>
    t.database.as(person.actor(), async (tx) => [
      (await access.patients(tx, person.actor(), category, [pat.patientId])).has(pat.patientId),
      (await tx.one<{ yes: boolean }>('SELECT $2::uuid = ANY (app.granted($1)) AS yes', [category, pat.patientId])).yes,
    ]);
  const news = async () => (await t.owner.query<{ topic: string; payload: Record<string, string> }>('SELECT topic, payload FROM outbox.message ORDER BY id')).rows;
  const done = async (action: string) => (await t.owner.query('SELECT 1 FROM audit.entry WHERE action = $1 AND patient_id = $2', [action, pat.patientId])).rowCount;

  it('ends with the consent, at once and on both lines of defence', async () => {
    await joinTeam(t, { ...of(), accountId: ada.accountId, role: 'prescriber' });
    const consentId = await giveConsent(t, { ...of(), to: { role: 'prescriber' }, categories: ['doses', 'taper_plan'] });
    expect(await sees(ada, 'doses')).toEqual([true, true]);
    expect(await ends.run(pat.actor(), { consentId, categories: null, sure: false })).toBe(pat.patientId);
    expect(await sees(ada, 'doses')).toEqual([false, false]);
    expect(await sees(ada, 'team')).toEqual([true, true]);
    expect(await news()).toEqual([
      { topic: 'access-changed', payload: { patient: pat.patientId } },
      { topic: 'changed', payload: { topic: 'patient', subject: pat.patientId, patient: pat.patientId } },
    ]);
    expect(await done('consent.end')).toBe(1);
    expect(await ends.run(pat.actor(), { consentId, categories: null, sure: false })).toMatchObject({ code: 'not-found' });
  });

  it('can end for some kinds and go on for the others, to the same day', async () => {
    await joinTeam(t, { ...of(), accountId: ada.accountId, role: 'prescriber' });
    const consentId = await giveConsent(t, { ...of(), to: { role: 'prescriber' }, categories: ['doses', 'taper_plan'] });
    await ends.run(pat.actor(), { consentId, categories: ['doses'], sure: false });
    expect(await sees(ada, 'doses')).toEqual([false, false]);
    expect(await sees(ada, 'taper_plan')).toEqual([true, true]);
    const { rows: kept } = await t.owner.query('SELECT categories, revoked_at IS NULL AS live, expires_at FROM clin.consent WHERE patient_id = $1 ORDER BY id', [pat.patientId]);
    expect(kept).toMatchObject([{ categories: ['doses', 'taper_plan'], live: false }, { categories: ['taper_plan'], live: true, expires_at: kept[0].expires_at }]);
  });

  it('asks twice before the answers behind alerts are taken away, and does it then', async () => {
    await joinTeam(t, { ...of(), accountId: ada.accountId, role: 'prescriber' });
    const consentId = await giveConsent(t, { ...of(), to: { role: 'prescriber' } });
    expect(await ends.run(pat.actor(), { consentId, categories: null, sure: false })).toMatchObject({ code: 'ask-twice' });
    expect(await sees(ada, 'crisis_alerts')).toEqual([true, true]);
    await ends.run(pat.actor(), { consentId, categories: ['crisis_alerts'], sure: true });
    expect(await sees(ada, 'crisis_alerts')).toEqual([false, false]);
  });

  it("is ended by nobody else: not by staff, not by another patient", async () => {
    await joinTeam(t, { ...of(), accountId: ada.accountId, role: 'prescriber' });
    const consentId = await giveConsent(t, { ...of(), to: { role: 'prescriber' } });
    for (const actor of [ada.actor(), other.actor()]) expect(await ends.run(actor, { consentId, categories: null, sure: true })).toMatchObject({ code: 'not-found' });
    expect(await sees(ada, 'doses')).toEqual([true, true]);
  });

  it('begins again when the patient gives it again, and not before', async () => {
    await joinTeam(t, { ...of(), accountId: ada.accountId, role: 'prescriber' });
    const wish = { recipientRole: null, recipientAccount: ada.accountId, categories: ['doses'], months: 3, textVersion: consentTextVersion };
    expect(await gives.run(pat.actor(), { ...wish, textVersion: 'old' })).toMatchObject({ code: 'consent-text-changed' });
    expect(await sees(ada, 'doses')).toEqual([false, false]);
    expect(await gives.run(pat.actor(), wish)).toBe(pat.patientId);
    expect(await sees(ada, 'doses')).toEqual([true, true]);
    expect(await gives.run(ada.actor(), wish)).toMatchObject({ code: 'not-found' });
    const shared = await read.run(pat.actor());
    expect(shared?.team.map((each) => each.name)).toEqual(['Ada Reyes']);
    expect(shared?.consents).toMatchObject([{ live: true, name: 'Ada Reyes' }]);
    expect(await read.run(ada.actor())).toBeNull();
  });

  it('ends with the membership: removed by the patient, who was asked twice about a prescriber', async () => {
    const membershipId = await joinTeam(t, { ...of(), accountId: ada.accountId, role: 'prescriber' });
    await giveConsent(t, { ...of(), to: { role: 'prescriber' } });
    expect(await members.run(pat.actor(), { membershipId, sure: false })).toMatchObject({ code: 'ask-twice' });
    expect(await members.run(pat.actor(), { membershipId, sure: true })).toBe(pat.patientId);
    for (const category of ['team', 'doses', 'crisis_alerts'] as const) expect(await sees(ada, category)).toEqual([false, false]);
    expect((await news()).map(({ topic, payload }) => [topic, payload['account'] ?? payload['patient'] ?? payload['job']])).toEqual([
      ['access-changed', ada.accountId], ['changed', pat.accountId], ['job', 'care-team.member-left'],
    ]);
    const { rows: [row] } = await t.owner.query('SELECT ended_reason, ended_by FROM clin.care_team_member WHERE id = $1', [membershipId]);
    expect(row).toEqual({ ended_reason: 'removed-by-patient', ended_by: pat.accountId });
  });

  it('ends with the membership: by a coordinator of the team, and by nobody of another', async () => {
    const membershipId = await joinTeam(t, { ...of(), accountId: ada.accountId, role: 'prescriber' });
    expect(await members.run(cora.actor(), { membershipId, sure: true })).toMatchObject({ code: 'not-found' });
    expect(await members.run(other.actor(), { membershipId, sure: true })).toMatchObject({ code: 'not-found' });
    await joinTeam(t, { ...of(), accountId: cora.accountId, role: 'coordinator' });
    expect(await members.run(cora.actor(), { membershipId, sure: true })).toBe(pat.patientId);
    expect(await sees(ada, 'team')).toEqual([false, false]);
    expect(await done('team.remove')).toBe(1);
  });

  it('ends when a member leaves, for themselves only', async () => {
    const bob = await buildStaff(t, { organisationId, role: 'therapist' });
    await joinTeam(t, { ...of(), accountId: ada.accountId, role: 'prescriber' });
    await joinTeam(t, { ...of(), accountId: bob.accountId, role: 'therapist' });
    expect(await members.leave(bob.actor(), pat.patientId)).toBe(pat.patientId);
    expect(await sees(bob, 'team')).toEqual([false, false]);
    expect(await sees(ada, 'team')).toEqual([true, true]);
    expect(await members.leave(bob.actor(), pat.patientId)).toMatchObject({ code: 'not-found' });
    // The row lets nobody but patients, coordinators and the member themselves end it, whatever the code says.
    expect(await t.database.as(bob.actor(), (tx) => tx.execute(`UPDATE clin.care_team_member SET ends_at = clock.now(), ended_reason = 'left' WHERE account_id = $1`, [ada.accountId]))).toBe(0);
  });

  it('takes back what an alert had opened for whoever leaves', async () => {
    const membershipId = await joinTeam(t, { ...of(), accountId: ada.accountId, role: 'prescriber' });
    await t.owner.query(`INSERT INTO identity.access_grant (account_id, role, category, patient_id, valid_from, basis_kind, basis_id)
      SELECT $1, 'prescriber', c, $2, clock.now(), 'alert', gen_random_uuid() FROM unnest(ARRAY['team', 'crisis_alerts']) c`, [ada.accountId, pat.patientId]);
    expect(isRefusal(await members.run(pat.actor(), { membershipId, sure: true }))).toBe(false);
    expect(await sees(ada, 'crisis_alerts')).toEqual([false, false]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import type { OrganisationId } from '@evenkeel/kernel';
import { rows as notificationRows } from '@evenkeel/notifications-server';
import { defaultTaperSettings, type TaperFigures } from '@evenkeel/taper-rules';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { ReadPlans } from '../read-plans.js';
import { atTheDesk, done, gentlePlan, runTaper } from '../testing.js';
import { ReadTaperSettings } from './read-taper-settings.js';
import { SignTaperSettings } from './sign-taper-settings.js';

describe('settings that a safety lead signs', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let [home, away]: OrganisationId[] = [];
  let patient: BuiltPatient;
  let people: Readonly<Record<'saoirse' | 'lee' | 'ada' | 'tess' | 'otherLead', BuiltPerson>>;

  const { version: _, ...usual } = defaultTaperSettings;
  const sign = (basedOn: number, more: Partial<TaperFigures> = {}, person = people.saoirse, confirmedTwice = true) =>
    app.get(SignTaperSettings, { strict: false }).run(person.actor(), { figures: { ...usual, ...more }, basedOn, confirmedTwice });
  const versions = async (person: BuiltPerson) => (await app.get(ReadTaperSettings, { strict: false }).run(person.actor())).versions.map(({ version, riskReviewDays }) => [version, riskReviewDays]);

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows, ...notificationRows] });
    app = await runTaper(t);
    await t.clock.set('2026-03-02T14:00:00Z');
    const [first, second] = [await buildOrganisation(t), await buildOrganisation(t, { name: 'Another clinic' })];
    [home, away] = [first, second];
    const staff = (role: 'safety-lead' | 'prescriber' | 'administrator' | 'therapist', of = first) => buildStaff(t, { organisationId: of, role });
    people = { saoirse: await staff('safety-lead'), lee: await staff('prescriber'), ada: await staff('administrator'), tess: await staff('therapist'), otherLead: await staff('safety-lead', second) };
    patient = await buildPatient(t, { organisationId: first });
    await joinTeam(t, { organisationId: first, patientId: patient.patientId, accountId: people.lee.accountId, role: 'prescriber' });
    await giveConsent(t, { organisationId: first, patientId: patient.patientId, to: { role: 'prescriber' } });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });

  it('are the defaults until then, and nothing looser, unconfirmed or by anybody else is signed', async () => {
    expect(await versions(people.saoirse)).toEqual([]);
    expect(await sign(0, { longUsePoints: 1001 })).toMatchObject({ code: 'too-large', field: 'longUsePoints' });
    expect(await sign(0, { slowerEveryDays: 20 })).toMatchObject({ code: 'too-small', field: 'slowerEveryDays' });
    expect(await sign(0, {}, people.saoirse, false)).toMatchObject({ code: 'not-confirmed-twice', field: 'confirmedTwice' });
    for (const person of [people.lee, people.ada, people.tess]) expect(await sign(0, {}, person)).toMatchObject({ code: 'not-found' });
    expect(await versions(people.saoirse)).toEqual([]);
  });

  it('are looked at by the next check, and one that was made before has to be made again', async () => {
    const desk = atTheDesk(app);
    const actor = people.lee.actor();
    const draft = done(await desk.save(actor, patient.patientId, gentlePlan({ startsOn: '2026-03-04' })));
    const before = done(await desk.check(draft, actor));
    expect(before.findings.find(({ rule }) => rule === 'review-of-risk')?.inputs).toEqual({ atMostDays: 90 });
    expect(await sign(0, { riskReviewDays: 60 })).toBe(1);
    expect(await desk.sign(await desk.giveReasons(actor, before), actor)).toMatchObject({ code: 'findings-changed' });
    const again = (await app.get(ReadPlans, { strict: false }).run(actor, patient.patientId))?.versions[0]?.record ?? before;
    const after = done(await desk.check(again, actor));
    expect(after.findings.find(({ rule }) => rule === 'review-of-risk')?.inputs).toEqual({ atMostDays: 60, settingsVersion: 1 });
  });

  it('are kept in every version, once each, with who signed, in the audit too', async () => {
    expect(await sign(0, { riskReviewDays: 45 })).toMatchObject({ code: 'stale' });
    const [one, other] = await Promise.all([sign(1, { riskReviewDays: 45 }), sign(1, { riskReviewDays: 30 })]);
    expect([one, other].filter((each) => each === 2)).toHaveLength(1);
    expect(await versions(people.saoirse)).toEqual([[2, one === 2 ? 45 : 30], [1, 60]]);
    const { names } = await app.get(ReadTaperSettings, { strict: false }).run(people.lee.actor());
    expect([...names.keys()]).toEqual([people.saoirse.accountId]);
    expect((await t.owner.query(`SELECT actor_id FROM audit.entry WHERE action = 'taper-settings.sign'`)).rows).toEqual([{ actor_id: people.saoirse.accountId }, { actor_id: people.saoirse.accountId }]);
  });

  it('belong to their organisation, and the database lets nobody change them', async () => {
    expect(await versions(people.otherLead)).toEqual([]);
    expect(await versions(people.tess)).toEqual([]);
    const count = (person: BuiltPerson) => t.database.as(person.actor(), async (tx) => (await tx.one<{ count: number }>('SELECT count(*)::int AS count FROM clin.taper_settings')).count);
    expect([await count(people.lee), await count(people.ada), await count(people.tess), await count(people.otherLead)]).toEqual([2, 2, 0, 0]);
    const add = (person: BuiltPerson, organisationId: OrganisationId | undefined) => t.database.as(person.actor(), (tx) =>
      tx.execute(`INSERT INTO clin.taper_settings (organisation_id, version, settings, signed_by, signed_at) VALUES ($1, 9, '{}', app.uid(), clock.now())`, [organisationId]));
    await expect(add(people.lee, home)).rejects.toThrow('row-level security');
    await expect(add(people.saoirse, away)).rejects.toThrow('row-level security');
    for (const sql of [`UPDATE clin.taper_settings SET settings = '{}'`, 'DELETE FROM clin.taper_settings']) {
      await expect(t.database.as(people.saoirse.actor(), (tx) => tx.execute(sql))).rejects.toThrow('permission denied');
    }
  });
});

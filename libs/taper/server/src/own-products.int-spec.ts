import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { isRefusal, type OrganisationId } from '@evenkeel/kernel';
import { isSayable } from '@evenkeel/language';
import { checkLocalProduct, type LocalProductInput } from '@evenkeel/medicines-rules';
import { ReadLocalProducts, RetireLocalProduct, SaveLocalProduct } from '@evenkeel/medicines-server';
import { rows as notificationRows } from '@evenkeel/notifications-server';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from './index.js';
import { OwnProducts } from './patient-facts.js';
import { ReadMyPlan } from './read-my-plan.js';
import { ReadPlans } from './read-plans.js';
import { atTheDesk, gentlePlan, runTaper } from './testing.js';

describe('products of an organisation’s own', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let [organisationId, elsewhere]: OrganisationId[] = [];
  let patient: BuiltPatient;
  let people: Readonly<Record<'ada' | 'lee' | 'otherAda' | 'otherLee', BuiltPerson>>;

  const liquid: LocalProductInput = {
    kind: 'liquid', code: 'our-clonazepam-100-per-ml', medicine: 'clonazepam', form: 'oral-liquid', label: 'Clonazepam 0.1 mg/ml suspension', source: 'Formula of the compounding pharmacy, January 2026',
    checkedOn: '2026-02-01', countries: ['US'], rxNorm: null, concentrationUgPerMl: 100, syringeMarkUl: 100, syringeCapacityUl: 1000, strengthConfirmed: true,
  };
  const save = (more: Partial<LocalProductInput> = {}, person = people.ada) => app.get(SaveLocalProduct, { strict: false }).run(person.actor(), { ...liquid, ...more });
  const retire = (code: string, person = people.ada) => app.get(RetireLocalProduct, { strict: false }).run(person.actor(), code);
  const codes = async (person: BuiltPerson) => (await app.get(ReadLocalProducts, { strict: false }).run(person.actor())).map(({ product, retiredAt }) => `${product.code} ${retiredAt === null ? 'offered' : 'retired'}`);

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows, ...notificationRows] });
    app = await runTaper(t);
    await t.clock.set('2026-03-02T14:00:00Z');
    const [home, away] = [await buildOrganisation(t), await buildOrganisation(t, { name: 'Another clinic' })];
    [organisationId, elsewhere] = [home, away];
    people = {
      ada: await buildStaff(t, { organisationId: home, role: 'administrator' }), lee: await buildStaff(t, { organisationId: home, role: 'prescriber' }),
      otherAda: await buildStaff(t, { organisationId: away, role: 'administrator' }), otherLee: await buildStaff(t, { organisationId: away, role: 'prescriber' }),
    };
    patient = await buildPatient(t, { organisationId: home });
    await joinTeam(t, { organisationId: home, patientId: patient.patientId, accountId: people.lee.accountId, role: 'prescriber' });
    await giveConsent(t, { organisationId: home, patientId: patient.patientId, to: { role: 'prescriber' } });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });

  it('are what the rules let pass, entered once and never changed', async () => {
    expect(isRefusal(checkLocalProduct(liquid))).toBe(false);
    expect(await save()).toMatchObject({ product: { code: liquid.code, local: true }, retiredAt: null });
    expect(await save()).toMatchObject({ product: { code: liquid.code } });
    expect(await save({ concentrationUgPerMl: 200 })).toMatchObject({ code: 'code-taken', field: 'code' });
    expect(await save({ code: 'other', label: ' ' })).toMatchObject({ code: 'no-label', field: 'label' });
    expect(await save({ code: 'Other' })).toMatchObject({ code: 'not-a-product-code', field: 'code' });
    expect(await save({ code: 'other', concentrationUgPerMl: 0.5 })).toMatchObject({ field: 'concentrationUgPerMl' });
    expect(await save({ code: 'other', kind: 'plaster' })).toMatchObject({ code: 'unknown-kind', field: 'kind' });
    expect((await t.owner.query(`SELECT 1 FROM audit.entry WHERE action = 'product.save'`)).rowCount).toBe(1);
    for (const code of ['code-taken', 'no-label', 'not-a-product-code', 'not-whole-and-positive', 'unknown-kind', 'ten-fold', 'nothing-to-compare', 'no-source', 'code-is-shipped']) expect([code, isSayable(code)]).toEqual([code, true]);
  });

  it('make doses of plans, also after they were retired, and can then be chosen no more', async () => {
    const plan = { ...gentlePlan({ startsOn: '2026-03-02' }), products: [liquid.code] };
    expect(await atTheDesk(app).signed(people.lee.actor(), patient.patientId, plan)).toMatchObject({ state: 'active' });
    const offered = async () => (await app.get(ReadPlans).run(people.lee.actor(), patient.patientId))?.around?.products.own.map(({ code }) => code);
    expect(await offered()).toEqual([liquid.code]);
    expect(await retire(liquid.code)).toMatchObject({ retiredAt: new Date('2026-03-02T14:00:00Z') });
    await t.clock.advance(60_000);
    expect(await retire(liquid.code)).toMatchObject({ retiredAt: new Date('2026-03-02T14:00:00Z') });
    expect(await offered()).toEqual([]);
    expect((await app.get(ReadMyPlan).run(patient.actor()))?.doses.flatMap(({ amounts }) => amounts.map(({ product }) => product.code))).toEqual([liquid.code]);
    expect(await save()).toMatchObject({ code: 'code-taken' });
    expect(await retire('nothing')).toMatchObject({ code: 'not-found' });
  });

  it('are the organisation’s alone, by either line of defence', async () => {
    expect([await codes(people.ada), await codes(people.lee), await codes(people.otherAda), await codes(people.otherLee), await codes(patient)]).toEqual([[`${liquid.code} retired`], [`${liquid.code} retired`], [], [], []]);
    for (const person of [people.lee, patient]) {
      expect(await save({ code: 'other' }, person)).toMatchObject({ code: 'not-found' });
      expect(await retire(liquid.code, person)).toMatchObject({ code: 'not-found' });
    }
    expect(await retire(liquid.code, people.otherAda)).toMatchObject({ code: 'not-found' });
    if (organisationId === undefined || elsewhere === undefined) throw new Error('no organisation');
    const home = organisationId;
    expect(await t.database.as(people.otherLee.actor(), (tx) => app.get(OwnProducts).all(tx, home))).toEqual([]);
    expect(await t.database.as(people.otherAda.actor(), (tx) => tx.execute('UPDATE clin.local_product SET retired_at = NULL, retired_by = NULL'))).toBe(0);
    expect(await t.database.as(people.lee.actor(), (tx) => tx.execute('UPDATE clin.local_product SET retired_at = NULL, retired_by = NULL'))).toBe(0);
    await expect(t.database.as(people.ada.actor(), (tx) => tx.execute(`UPDATE clin.local_product SET product = '{}'`))).rejects.toThrow('permission denied');
    await expect(t.database.as(people.lee.actor(), (tx) => tx.execute(`INSERT INTO clin.local_product (organisation_id, code, product, entered_by, entered_at) VALUES ($1, 'x', '{}', app.uid(), clock.now())`, [home]))).rejects.toThrow('row-level security');
    await expect(t.database.as(people.ada.actor(), (tx) => tx.execute(`INSERT INTO clin.local_product (organisation_id, code, product, entered_by, entered_at) VALUES ($1, 'x', '{}', app.uid(), clock.now())`, [elsewhere]))).rejects.toThrow('row-level security');
  });
});

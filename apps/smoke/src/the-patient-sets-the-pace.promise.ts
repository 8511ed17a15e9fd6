import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Person, Product, until } from '@evenkeel/testing/product';

const day = 86_400_000;
const minute = 60_000;

interface Answer { readonly __typename: string; readonly code?: string; readonly field?: string | null }

/** Promise 7: the patient holds or slows the taper at any moment, alone; nothing but a prescriber speeds it up, or raises a dose. */
describe('the pace of a taper', () => {
  let product: Product;
  let oakley: Person;
  let alder: Person;
  let patientId: string;
  beforeAll(async () => {
    product = await Product.start({ startAt: '2026-03-02T17:00:00Z' });
    [oakley, alder] = [await product.signIn('prescriber', 0), await product.signIn('patient', 0)];
    patientId = alder.patientId ?? '';
  }, 120_000);
  afterAll(async () => {
    expect(product.complaints()).toEqual([]);
    await product.stop();
  }, 60_000);

  const ask = async (who: Person, operation: string, input: object): Promise<Answer> => Object.values(await who.run<Record<string, Answer>>(operation, { input }))[0] ?? { __typename: 'Nothing' };
  const hold = (id: string, tappedAt?: Date) => ask(alder, 'HoldTaper', { id, tappedAt: tappedAt?.toISOString() ?? null, days: null });
  const state = async (): Promise<string | undefined> => (await product.t.owner.query<{ state: string }>(`SELECT state FROM clin.plan_version WHERE patient_id = $1 AND state IN ('active', 'held')`, [patientId])).rows[0]?.state;
  /** Total of the day in micrograms, from each date on, as everybody reads it. */
  const steps = async (): Promise<readonly (readonly [string, number])[]> => (await product.t.owner.query<{ on: string; total: number }>(
    `SELECT starts_on::text AS on, total_ug AS total FROM clin.dose_step WHERE patient_id = $1 AND plan_version = (SELECT max(plan_version) FROM clin.dose_step WHERE patient_id = $1) ORDER BY starts_on`, [patientId])).rows.map(({ on, total }) => [on, total]);
  const coming = async (): Promise<readonly (readonly [string, number])[]> => {
    const now = (await product.t.clock.now()).toISOString().slice(0, 10);
    return (await steps()).filter(([on]) => on > now);
  };
  const moved = (date: string, days: number): string => new Date(Date.parse(`${date}T12:00:00Z`) + days * day).toISOString().slice(0, 10);

  it('slows at once when the patient says so: the next step two weeks later, as large as it was', async () => {
    const [before] = await coming();
    const id = randomUUID();
    expect((await ask(alder, 'SlowDownTaper', { id, tappedAt: null })).__typename).toBe('PlanVersion');
    const [after] = await coming();
    expect(after).toEqual([moved(before?.[0] ?? '', 14), before?.[1]]);
    // The phone repeats what it is not sure of.
    expect((await ask(alder, 'SlowDownTaper', { id, tappedAt: null })).__typename).toBe('PlanVersion');
    expect((await coming())[0]).toEqual(after);
    await product.t.clock.advance(5 * minute);
    expect((await ask(alder, 'UndoPlanChange', { id })).__typename).toBe('PlanVersion');
    expect((await coming())[0]).toEqual(before);
  });

  it('holds at once, without anybody’s permission, and tells the team', async () => {
    const mails = product.mailbox.mails.length;
    expect((await hold(randomUUID())).__typename).toBe('PlanVersion');
    expect(await state()).toBe('held');
    expect(await coming()).toEqual([]);
    await until('the prescriber has mail', () => product.mailbox.mails.length > mails);
    const said = product.mailbox.mails.slice(mails).map(({ subject, text }) => `${subject} ${text}`).join(' ');
    expect(said).not.toMatch(/clonazepam|\bmg\b|dose|taper|Alder|Quinn/i);
    const [version] = (await oakley.run<{ patient: { taper: { versions: { state: string }[] } } }>('PatientPlans', { id: patientId })).patient.taper.versions.filter(({ state }) => state === 'held');
    expect(version).toBeDefined();
  });

  it('stays held however long it takes, and only a prescriber goes on', async () => {
    const before = (await steps()).at(-1)?.[1];
    for (let days = 0; days < 3; days += 1) await product.pass(7 * day);
    // Sessions do not last for weeks of a desk.
    [oakley, alder] = [await product.signIn('prescriber', 0), await product.signIn('patient', 0)];
    expect(await coming()).toEqual([]);
    expect((await steps()).at(-1)?.[1]).toBe(before);
    const { rows: [change] } = await product.t.owner.query<{ id: string }>(`SELECT id FROM clin.plan_change WHERE patient_id = $1 AND kind = 'hold' AND undone_at IS NULL ORDER BY received_at DESC LIMIT 1`, [patientId]);
    expect(await ask(alder, 'UndoPlanChange', { id: change?.id })).toMatchObject({ __typename: 'NotAllowedNow' });
    await expect(ask(alder, 'RestartTaper', { patientId, on: null })).rejects.toThrow();
    expect((await ask(oakley, 'RestartTaper', { patientId, on: null })).__typename).toBe('PlanVersion');
    expect((await coming()).length).toBeGreaterThan(0);
  }, 240_000);

  it('counts a hold from the tap of a phone that had no line', async () => {
    const tappedAt = await product.t.clock.now();
    await product.t.clock.advance(5 * 60 * minute);
    const id = randomUUID();
    expect((await hold(id, tappedAt)).__typename).toBe('PlanVersion');
    expect(await state()).toBe('held');
    const { rows: [change] } = await product.t.owner.query<{ tapped_at: Date; on: string }>('SELECT tapped_at, on_date::text AS on FROM clin.plan_change WHERE id = $1', [id]);
    expect(change?.tapped_at.toISOString()).toBe(tappedAt.toISOString());
  });

  it('is never sped up by the patient: no operation that a patient may send makes a dose larger or a step earlier', async () => {
    const before = await steps();
    for (const [operation, input] of [['StepBackTaper', { patientId, steps: 1, on: null }], ['StopPlan', { patientId, reason: 'Enough' }], ['SavePlanDraft', { patientId, reason: 'Faster', plan: '{}' }]] as const) {
      await expect(ask(alder, operation, input)).rejects.toThrow();
    }
    expect(await steps()).toEqual(before);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Person, Product, until } from '@evenkeel/testing/product';

const day = 86_400_000;
/** Noon in New York, where the demo patient lives. */
const noon = '2026-03-02T17:00:00Z';

interface Finding { readonly verdict: string; readonly rule: string; readonly on: string | null; readonly eased: string; readonly open: boolean }
interface Version { readonly __typename: 'PlanVersion'; readonly number: number; readonly state: string; readonly rowVersion: number; readonly findings: readonly Finding[]; readonly signOffs: readonly { readonly kind: string; readonly rule: string; readonly reason: string; readonly by: string; readonly confirmedTwice: boolean }[] }
interface Refused { readonly __typename: string; readonly code: string; readonly field: string | null }
type Answer = Version | Refused;

const isVersion = (answer: Answer): answer is Version => answer.__typename === 'PlanVersion';

/**
 * Promise 6, asked of the whole product: no plan passes the rolling ceiling, a hold, a review or what can be made, without a
 * prescriber's signed and reasoned override.
 */
describe('a plan', () => {
  let product: Product;
  let oakley: Person;
  let fenn: Person;
  let alder: Person;
  let patientId: string;
  beforeAll(async () => {
    product = await Product.start({ startAt: noon });
    [oakley, fenn, alder] = [await product.signIn('prescriber', 0), await product.signIn('prescriber', 1), await product.signIn('patient', 0)];
    patientId = alder.patientId ?? '';
  }, 120_000);
  beforeEach(async () => {
    // The clinic itself has put the patient on this dose; each plan begins from it.
    await product.t.owner.query(`UPDATE clin.plan_version SET state = 'stopped', ended = 'replaced', ended_at = clock.now(), next_at = NULL WHERE patient_id = $1 AND number > 1 AND state = 'signed'`, [patientId]);
  });
  afterAll(async () => {
    expect(product.complaints()).toEqual([]);
    await product.stop();
  }, 60_000);

  const today = async (): Promise<string> => (await product.t.clock.now()).toISOString().slice(0, 10);
  const dateIn = async (days: number): Promise<string> => new Date(Date.parse(`${await today()}T12:00:00Z`) + days * day).toISOString().slice(0, 10);
  const slots = { morning: 750, midday: 0, evening: 0, night: 875 };
  const planOf = async (phases: readonly object[], more: object = {}): Promise<string> => JSON.stringify({
    format: 1, startsOn: await dateIn(1), start: [{ medicine: 'clonazepam', slots, total: 1625 }], products: ['clonazepam-tablet-500'], equivalence: [], phases, changes: [], ...more,
  });
  const gradual = (points: number, everyDays: number, untilUg: number) => ({ method: 'gradual', medicine: 'clonazepam', cut: { by: 'percent', points }, everyDays, waitDays: everyDays, untilUg, from: 'evenly' });
  const maintenance = { method: 'maintenance', reviewEveryDays: 90 };

  const ask = async (operation: string, input: object, who = oakley): Promise<Answer> =>
    Object.values(await who.run<Record<string, Answer>>(operation, { input }))[0] ?? { __typename: 'Nothing', code: 'nothing', field: null };
  const must = (answer: Answer): Version => {
    if (!isVersion(answer)) throw new Error(`refused: ${answer.code} at ${answer.field}`);
    return answer;
  };
  const draft = async (plan: string): Promise<Version> => {
    const saved = must(await ask('SavePlanDraft', { patientId, reason: 'A trial of the rules', plan }));
    return must(await ask('CheckPlanDraft', keyOf(saved)));
  };
  const keyOf = ({ number, rowVersion }: Version) => ({ patientId, number, rowVersion });
  const openOf = (version: Version, verdict?: string): readonly Finding[] => version.findings.filter((each) => each.open && (verdict === undefined || each.verdict === verdict));
  /** Answers everything that is open but this rule, each in the way in which it may be answered. */
  const easeAllBut = async (version: Version, but: string): Promise<Version> => {
    let now = version;
    for (let next = openOf(now).find((each) => each.rule !== but); next !== undefined; next = openOf(now).find((each) => each.rule !== but)) {
      expect(next.eased).not.toBe('nothing');
      now = must(await ask('EaseFinding', {
        ...keyOf(now), rule: next.rule, on: next.eased === 'reason' ? null : next.on, kind: next.eased, reason: 'Agreed with the patient in the visit', confirmedTwice: true,
        specialistName: next.eased === 'specialist-sign-off' ? 'Dr. Helena Brandt, neurology' : null,
      }, next.eased === 'second-sign-off' ? fenn : oakley));
    }
    return now;
  };

  it('over the ceiling is signed by nobody until each such step was overridden, with a reason and confirmed twice', async () => {
    let version = await draft(await planOf([gradual(5000, 14, 500), maintenance]));
    const over = openOf(version, 'block').filter(({ rule }) => rule === 'ceiling');
    expect(over.length).toBeGreaterThan(0);
    expect(await ask('SignPlan', keyOf(version))).toMatchObject({ code: 'findings-open' });
    version = await easeAllBut(version, 'ceiling');
    expect(await ask('SignPlan', keyOf(version))).toMatchObject({ code: 'findings-open' });
    const override = { ...keyOf(version), rule: 'ceiling', kind: 'override', on: over[0]?.on ?? null };
    expect(await ask('EaseFinding', { ...override, reason: ' ', confirmedTwice: true })).toMatchObject({ code: 'reason-missing', field: 'reason' });
    expect(await ask('EaseFinding', { ...override, reason: 'In hospital, on the patient’s wish', confirmedTwice: false })).toMatchObject({ code: 'not-confirmed-twice' });
    expect(await ask('EaseFinding', { ...override, kind: 'reason', reason: 'In hospital, on the patient’s wish', confirmedTwice: true })).toMatchObject({ code: 'wrong-kind' });
    for (const { on } of over) {
      expect(await ask('SignPlan', keyOf(version))).toMatchObject({ code: 'findings-open' });
      version = must(await ask('EaseFinding', { ...keyOf(version), rule: 'ceiling', kind: 'override', on, reason: 'In hospital, on the patient’s wish', confirmedTwice: true }));
    }
    const signed = must(await ask('SignPlan', keyOf(version)));
    expect(signed.state).toBe('signed');
    const stamped = signed.signOffs.filter(({ rule }) => rule === 'ceiling');
    expect(stamped).toHaveLength(over.length);
    for (const each of stamped) expect(each).toMatchObject({ kind: 'override', confirmedTwice: true, reason: 'In hospital, on the patient’s wish' });
  });

  it('does not come under the ceiling by cuts that are small enough each', async () => {
    const version = await draft(await planOf([{ method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'amount', ug: 50 }, everyDays: 1, waitDays: 1, untilUg: 125, from: 'evenly' }, maintenance], { products: ['clonazepam-tablet-500', 'clonazepam-liquid-100'] }));
    expect(openOf(version, 'block').some(({ rule }) => rule === 'ceiling')).toBe(true);
    expect(await ask('SignPlan', keyOf(version))).toMatchObject({ code: 'findings-open' });
  });

  it('that nothing dispensed can make is no plan, and says so at its field', async () => {
    const small = { medicine: 'clonazepam', slots: { morning: 0, midday: 0, evening: 0, night: 1610 }, total: 1610 };
    const saved = await ask('SavePlanDraft', { patientId, reason: 'A trial of the rules', plan: await planOf([maintenance], { start: [small] }) });
    const answer = isVersion(saved) ? await ask('CheckPlanDraft', keyOf(saved)) : saved;
    expect(answer).toMatchObject({ code: 'cannot-be-made' });
    expect(isVersion(answer) ? null : answer.field).toBe('plan.start.night');
  });

  it('is no one’s but a prescriber’s of the team', async () => {
    const therapist = await product.signIn('therapist');
    for (const who of [alder, therapist]) await expect(ask('SavePlanDraft', { patientId, reason: 'Mine', plan: await planOf([maintenance]) }, who)).rejects.toThrow(/not-allowed|FORBIDDEN/i);
  });

  interface Mine { readonly myPlan: { readonly doses: readonly { readonly micrograms: number }[]; readonly lockedBecause: readonly string[] | null } | null }
  const taken = async (): Promise<number> => ((await alder.run<Mine>('MyPlan')).myPlan?.doses ?? []).reduce((sum, { micrograms }) => sum + micrograms, 0);

  it('does not go on without a review: the step is locked, the dose stays, the patient reads why, and a review lets it come', async () => {
    await product.t.owner.query(`DELETE FROM clin.step_review WHERE patient_id = $1`, [patientId]);
    alder = await product.signIn('patient', 0);
    const before = await taken();
    expect(before).toBe(1625);
    // The demo plan has its next cut on the eleventh day.
    for (let days = 0; days < 12; days += 1) await product.pass(day);
    await until('a lock', async () => (await product.t.owner.query(`SELECT 1 FROM clin.plan_change WHERE patient_id = $1 AND cause = 'locked' AND because IS NOT NULL AND undone_at IS NULL`, [patientId])).rowCount === 1, 90_000);
    alder = await product.signIn('patient', 0);
    expect(await taken()).toBe(before);
    expect((await alder.run<Mine>('MyPlan')).myPlan?.lockedBecause).toContain('no-review-since-cut');
  }, 240_000);
});

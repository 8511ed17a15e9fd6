import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Person, Product, until } from '@evenkeel/testing/product';

const day = 86_400_000;
/** The demo patient takes tablets of 500 micrograms only, in quarters. */
const quarterUg = 125;

interface Answer { readonly __typename: string; readonly code?: string; readonly field?: string | null }
interface Mine { readonly myPlan: { readonly runsOutOn: string | null; readonly today: string } | null }
interface Task { readonly id: string; readonly patientId: string; readonly kind: string; readonly forRole: string; readonly outcome: string | null }

/** Promise 11: running out of medicine is seen coming. Prescriber tasks 14, 7 and 3 days before supply ends; whatever moves the day moves it at once. */
describe('running out of medicine', () => {
  let product: Product;
  let oakley: Person;
  let alder: Person;
  let patientId: string;
  let readers: readonly string[];
  beforeAll(async () => {
    product = await Product.start({ startAt: '2026-03-02T17:00:00Z' });
    [oakley, alder] = [await product.signIn('prescriber', 0), await product.signIn('patient', 0)];
    patientId = alder.patientId ?? '';
    readers = [alder.email, oakley.email, product.account('prescriber', 1).email];
    // What the demo clinic dispensed would have to be counted too.
    await product.t.owner.query('DELETE FROM clin.dispensing WHERE patient_id = $1', [patientId]);
    await product.t.owner.query('DELETE FROM clin.dose_watch WHERE patient_id = $1', [patientId]);
    await looked();
  }, 120_000);
  afterAll(async () => {
    expect(product.complaints()).toEqual([]);
    await product.stop();
  }, 60_000);

  const ask = async (who: Person, operation: string, input: object): Promise<Answer> => Object.values(await who.run<Record<string, Answer>>(operation, { input }))[0] ?? { __typename: 'Nothing' };
  const today = async (): Promise<string> => (await product.t.clock.now()).toISOString().slice(0, 10);
  const dateAfter = (date: string, days: number): string => new Date(Date.parse(`${date}T12:00:00Z`) + days * day).toISOString().slice(0, 10);
  /** Sessions end over the weeks of this test. */
  const arrive = async (date: string): Promise<void> => {
    await product.t.clock.set(`${date}T17:00:00Z`);
    await looked();
    [oakley, alder] = [await product.signIn('prescriber', 0), await product.signIn('patient', 0)];
  };
  /** The worker has looked at the patient's supply since the last midnight of theirs, and everything it had to say is on its way. */
  const looked = () => until('a look at supply', async () => (await product.t.owner.query(
    'SELECT FROM clin.dose_watch WHERE patient_id = $1 AND next_at > clock.now()', [patientId])).rowCount === 1, 60_000);
  const runsOutOn = async (): Promise<string | null> => (await alder.run<Mine>('MyPlan')).myPlan?.runsOutOn ?? null;
  const runsOutForPrescriber = async (): Promise<string | null> => (await oakley.run<{ patient: { taper: { runsOutOn: string | null } } }>('PatientPlans', { id: patientId })).patient.taper.runsOutOn;
  const dispense = (who: Person, quarters: number, dispensedOn: string, id: string = randomUUID()) => ask(who, 'RecordDispensing', {
    id, patientId: who === alder ? null : patientId, product: 'clonazepam-tablet-500', quarters, microlitres: null, milligrams: null, concentrationMicrogramsPerMl: null, dispensedOn,
  });
  const say = async (kind: string, localDate: string): Promise<void> => {
    // What is told is told of a moment; two of them are two moments.
    await product.t.clock.advance(60_000);
    expect(await ask(alder, 'RecordDose', { id: randomUUID(), localDate, slot: 'night', kind, tappedAt: (await product.t.clock.now()).toISOString() })).toMatchObject({ __typename: 'DoseRecord' });
  };
  const tasks = async (who = oakley, open = true): Promise<readonly Task[]> =>
    (await who.run<{ tasks: readonly Task[] }>('Tasks', { open })).tasks.filter((task) => task.patientId === patientId && /supply/.test(task.kind));
  const openKinds = async (): Promise<readonly string[]> => (await tasks()).map(({ kind, forRole }) => `${kind} ${forRole}`);
  /** How often each person was told of this patient's supply since the mark. Other patients of the clinic run out too. */
  const told = (since: number): Record<string, number> => {
    const counted: Record<string, number> = {};
    for (const { to } of product.mailbox.mails.slice(since).filter(({ messageId }) => messageId.startsWith(`<${patientId}.`))) counted[to] = (counted[to] ?? 0) + 1;
    return counted;
  };
  /** The patient and both prescribers of the team have mail, and after a while nobody has it twice. */
  const allTold = async (since: number): Promise<void> => {
    await until('everybody has mail', () => readers.every((email) => told(since)[email] !== undefined));
    await product.settle();
    expect(told(since)).toEqual(Object.fromEntries(readers.map((email) => [email, 1])));
  };
  const mark = (): number => product.mailbox.mails.length;

  /** When the box is empty, worked out here from the doses of the days as everybody reads them, and nothing else. */
  const emptyOn = async (quarters: number, from: string): Promise<string> => {
    const { rows } = await product.t.owner.query<{ on: string; ug: number }>(
      `SELECT starts_on::text AS on, total_ug AS ug FROM clin.dose_step WHERE patient_id = $1 AND plan_version = (SELECT max(plan_version) FROM clin.dose_step WHERE patient_id = $1) ORDER BY starts_on`, [patientId]);
    const takenOn = (date: string): number => (rows.filter(({ on }) => on <= date).at(-1)?.ug ?? 0) / quarterUg;
    let left = quarters;
    let date = from;
    for (; left >= takenOn(date); date = dateAfter(date, 1)) left -= takenOn(date);
    return date;
  };
  let quarters = 0;
  let started = '';

  it('has a date from the first box on, the same for everybody, counted once however often a phone repeats it', async () => {
    started = await today();
    expect(await runsOutOn()).toBeNull();
    const id = randomUUID();
    quarters = 392;
    for (let times = 0; times < 2; times += 1) expect(await dispense(alder, quarters, started, id)).toMatchObject({ __typename: 'Dispensing' });
    const date = await runsOutOn();
    expect(date).toBe(await emptyOn(quarters, started));
    expect(await runsOutForPrescriber()).toBe(date);
    expect(await openKinds()).toEqual([]);
  });

  it('moves at once with a hold, an extra dose and a missed one, and who has less than was thought is told', async () => {
    const before = await runsOutOn() ?? '';
    let since = mark();
    expect((await ask(alder, 'HoldTaper', { id: randomUUID(), tappedAt: null, days: null })).__typename).toBe('PlanVersion');
    const held = await runsOutOn() ?? '';
    expect(held).toBe(await emptyOn(quarters, started));
    expect(held < before).toBe(true);
    expect(await runsOutForPrescriber()).toBe(held);
    await allTold(since);
    since = mark();
    const night = 875 / quarterUg;
    await say('extra', started);
    expect(await runsOutOn()).toBe(await emptyOn(quarters - night, started));
    expect(await runsOutOn()).toBe(dateAfter(held, -1));
    await allTold(since);
    await say('missed', started);
    expect(await runsOutOn()).toBe(held);
    await product.settle();
    // There is as much as before again: that is no news.
    expect(told(since)).toEqual(Object.fromEntries(readers.map((email) => [email, 1])));
    expect(await openKinds()).toEqual([]);
  });

  it('is a task of the prescriber 14, 7 and 3 days before, not a day later, and said once each time', async () => {
    const date = await runsOutOn() ?? '';
    for (const [days, before] of [[14, []], [7, ['supply-14 prescriber']], [3, ['supply-7 prescriber']]] as const) {
      await arrive(dateAfter(date, -days - 1));
      expect(await openKinds()).toEqual(before);
      const since = mark();
      await arrive(dateAfter(date, -days));
      expect(await openKinds()).toEqual([`supply-${days} prescriber`]);
      expect(await runsOutOn()).toBe(date);
      await allTold(since);
      await arrive(dateAfter(date, -days + 1));
      await allTold(since);
      expect(await openKinds()).toEqual([`supply-${days} prescriber`]);
    }
    const { rows } = await product.t.owner.query<{ tier: string; status: string }>(`SELECT tier, status FROM clin.alert WHERE patient_id = $1 AND family = 'run-out'`, [patientId]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.tier).toBe('E1');
  }, 400_000);

  it('is over with the next box: the date moves and the task is done with it', async () => {
    const now = await today();
    expect(await dispense(oakley, 400, now)).toMatchObject({ __typename: 'Dispensing' });
    const date = await runsOutOn() ?? '';
    expect(date > dateAfter(now, 14)).toBe(true);
    expect(date).toBe(await emptyOn(quarters + 400, started));
    expect(await openKinds()).toEqual([]);
    expect((await tasks(oakley, false)).map(({ kind, outcome }) => `${kind} ${outcome}`).sort()).toEqual(['supply-14 settled', 'supply-3 settled', 'supply-7 settled']);
  });

  it('is said to those whom it concerns, and without a word of what', async () => {
    const said = product.mailbox.mails.map(({ subject, text }) => `${subject} ${text}`).join(' ');
    expect(said).not.toMatch(/clonazepam|tablet|supply|run(s|ning)? out|\bmg\b|Alder|Quinn/i);
    for (const role of ['therapist', 'moderator']) await expect(product.signIn(role).then((person) => person.run('Tasks', { open: true }))).rejects.toThrow();
  });
});

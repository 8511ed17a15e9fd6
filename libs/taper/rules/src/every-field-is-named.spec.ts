import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import { checkIntake, checkOtherMedicine, checkOutsideClinician, type GivenIntake } from './intake.js';
import { choice, day, plan } from './fixtures.js';
import { parsePlan, readPlan, serialisePlan } from './parse-plan.js';

/** A plan with every field that a plan can have; whether it could be carried out does not matter here. */
const whole = plan({
  start: day({ clonazepam: { morning: 500, night: 500 }, diazepam: { midday: 2000 } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-2000'],
  equivalence: [choice('clonazepam', 'diazepam', 'ashton-2002')],
  phases: [
    { method: 'gradual', medicine: 'clonazepam', cut: { by: 'percent', points: 1000 }, everyDays: 14, waitDays: 14, untilUg: 500, from: ['night', 'morning'] },
    { method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 125 }, everyDays: 14, waitDays: 14, untilUg: 250, from: 'evenly' },
    { method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'percent', points: 1000, overDays: 14 }, everyDays: 1, waitDays: 1, untilUg: 200, from: 'evenly' },
    { method: 'micro-taper', medicine: 'clonazepam', vehicle: 'compounded', cut: { by: 'amount', ug: 2 }, everyDays: 13, waitDays: 1, untilUg: 125, from: ['night'] },
    { method: 'micro-taper', medicine: 'clonazepam', vehicle: 'weighed', cut: { by: 'amount', ug: 2 }, everyDays: 13, waitDays: 1, untilUg: 125, from: ['night'] },
    { method: 'substitution', from: 'clonazepam', to: 'diazepam', order: ['night', 'morning'], share: 'whole-slot', everyDays: 7, waitDays: 8 },
    { method: 'substitution', from: 'clonazepam', to: 'diazepam', order: [], share: 'half-slot', everyDays: 7, waitDays: 8 },
    { method: 'hold', days: 28 }, { method: 'final-stop', floorUg: 125, waitDays: 14 }, { method: 'maintenance', reviewEveryDays: 90 },
  ],
  changes: [{ kind: 'hold', on: '2027-02-01', days: 7 }, { kind: 'hold', on: '2027-03-01', days: null }, { kind: 'slow-down', on: '2027-04-01' }, { kind: 'step-back', on: '2027-05-01', steps: 2 }, { kind: 'restart', on: '2027-06-01' }],
});
type Path = readonly (string | number)[];
const leaves = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value !== 'object' || value === null ? [path] : Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]));
const change = (value: unknown, [key, ...rest]: Path, to: unknown): unknown => {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((each, place) => (String(place) === String(key) ? change(each, rest, to) : each));
  return { ...(value as object), [key]: change((value as Record<string, unknown>)[String(key)], rest, to) };
};
const said = (value: unknown) => {
  const read = readPlan(value);
  return isRefusal(read) ? [read.field, read.code] : ['accepted'];
};

describe('a plan with everything', () => {
  it('is itself after having been written down, whatever the order of its fields was', () => {
    const text = serialisePlan(whole);
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['changes', 'equivalence', 'format', 'phases', 'products', 'start', 'startsOn']);
    expect(parsePlan(text)).toEqual(whole);
    const backwards = (value: unknown): unknown =>
      typeof value !== 'object' || value === null || Array.isArray(value) ? (Array.isArray(value) ? value.map(backwards) : value) : Object.fromEntries(Object.entries(value).reverse().map(([key, each]) => [key, backwards(each)]));
    const read = parsePlan(JSON.stringify(backwards(whole)));
    expect(isRefusal(read) ? read : serialisePlan(read)).toBe(text);
    expect(parsePlan(text.padEnd(200_000))).toEqual(whole);
    expect(parsePlan(text.padEnd(200_001))).toMatchObject({ code: 'too-large', field: 'plan', facts: { atMost: 200_000 } });
  });

  it.each(leaves(whole).map((path): [string, Path] => [path.join('.'), path]))('%s is named when it is something else', (name, path) => {
    expect(said(change(whole, path, { strange: true }))).toEqual([name, expect.not.stringMatching('unknown-field')]);
  });

  it.each<[string, Path, unknown, string]>([
    ['a list that is none', ['phases'], {}, 'missing'], ['products that are none', ['products'], null, 'missing'], ['changes that are none', ['changes'], 'none', 'missing'],
    ['a phase that is a list', ['phases', 0], [], 'missing'], ['a phase that is nothing', ['phases', 0], null, 'missing'], ['slots that are nothing', ['start', 0, 'slots'], null, 'missing'],
    ['a cut that is nothing', ['phases', 0, 'cut'], null, 'missing'], ['a cut of a micro-taper that is nothing', ['phases', 2, 'cut'], 5, 'missing'], ['a slot order that is none', ['phases', 5, 'order'], 'night', 'missing'],
    ['an equivalent that is nothing', ['equivalence', 0], null, 'missing'], ['an equivalent of itself', ['equivalence', 0, 'to'], 'clonazepam', 'named-twice'],
    ['a change that is nothing', ['changes', 0], null, 'missing'], ['a product that is a number', ['products', 1], 7, 'missing'], ['a micro-step every 14 days', ['phases', 2, 'everyDays'], 14, 'too-large'],
    ['a micro-taper to nothing', ['phases', 2, 'untilUg'], 0, 'too-small'], ['a review after two years', ['phases', 9, 'reviewEveryDays'], 367, 'too-large'], ['a step back of none', ['changes', 3, 'steps'], 0, 'too-small'],
    ['a step back of very many', ['changes', 3, 'steps'], 101, 'too-large'], ['a slot twice in a switch', ['phases', 5, 'order'], ['night', 'night'], 'named-twice'], ['a share of its own', ['phases', 5, 'share'], 'third-slot', 'not-one-of'],
  ])('%s', (_, path, to, code) => { expect(said(change(whole, path, to))).toEqual([path.join('.'), code]); });

  it.each<[string, Path]>([
    ['a hold', ['changes', 0, 'steps']], ['a slow-down', ['changes', 2, 'days']], ['a step back', ['changes', 3, 'days']], ['a restart', ['changes', 4, 'steps']],
    ['a phase of another method', ['phases', 7, 'untilUg']], ['a stop', ['phases', 8, 'days']], ['maintenance', ['phases', 9, 'days']], ['a switch', ['phases', 5, 'vehicle']],
    ['an equivalent', ['equivalence', 0, 'note']], ['a dose', ['start', 0, 'note']], ['a cut', ['phases', 0, 'cut', 'overDays']], ['the plan', ['note']],
  ])('%s has no field of another kind', (_, path) => { expect(said(change(whole, path, 1))).toEqual([path.join('.'), 'unknown-field']); });

  it('equivalents lead to one medicine', () => {
    expect(said({ ...whole, equivalence: [choice('clonazepam', 'diazepam', 'ashton-2002'), choice('diazepam', 'clonazepam', 'ashton-2002')] })).toEqual(['equivalence', 'not-one-of']);
  });

  it('says the bounds', () => {
    expect(readPlan({ ...whole, phases: [] })).toMatchObject({ code: 'empty', field: 'phases', facts: { atLeast: 1 } });
    expect(readPlan(change(whole, ['phases', 7, 'days'], 0))).toMatchObject({ code: 'too-small', facts: { atLeast: 1 } });
    expect(readPlan(change(whole, ['phases', 9, 'reviewEveryDays'], 367))).toMatchObject({ facts: { atMost: 366 } });
    expect(readPlan(change(whole, ['start', 0, 'total'], 999))).toMatchObject({ facts: { sum: 1000 } });
    expect(readPlan(change(change(whole, ['start', 0, 'slots', 'night'], 0), ['start', 0, 'slots', 'morning'], 0))).toMatchObject({ field: 'start.0.slots', facts: { atLeast: 1 } });
    expect(readPlan(change(change(whole, ['start', 0, 'slots', 'night'], 200_000), ['start', 0, 'slots', 'morning'], 200_000))).toMatchObject({ field: 'start.0.slots', code: 'too-large', facts: { atMost: 300_000 } });
  });
});

describe('what was found at intake says its bounds', () => {
  const night = { morning: 0, midday: 0, evening: 0, night: 1000 };
  const taken = { medicine: 'clonazepam', slots: night, pattern: 'irregular', daysAMonth: 10 };
  const given: GivenIntake = { taken: [taken], indication: 'panic', monthsOfUse: 30, factors: [], riskReviewOn: null, words: null };
  const facts = (more: Partial<GivenIntake>) => {
    const checked = checkIntake({ ...given, ...more }, '2026-03-02');
    return isRefusal(checked) ? checked.facts : 'taken';
  };
  it.each<[string, Partial<GivenIntake>, object | 'taken']>([
    ['no words', { words: null }, 'taken'], ['many words', { words: 'x'.repeat(4000) }, 'taken'], ['too many words', { words: 'x'.repeat(4001) }, { atMost: 4000 }],
    ['no months', { monthsOfUse: -1 }, { atLeast: 0 }], ['eighty years', { monthsOfUse: 960 }, 'taken'], ['more', { monthsOfUse: 961 }, { atMost: 960 }], ['a review tomorrow', { riskReviewOn: '2026-03-03' }, { today: '2026-03-02' }],
    ['eleven medicines', { taken: Array.from({ length: 11 }, () => taken) }, { atMost: 10 }], ['the largest dose', { taken: [{ ...taken, slots: { ...night, night: 300_000 } }] }, 'taken'],
    ['more than that', { taken: [{ ...taken, slots: { ...night, night: 300_001 } }] }, { atMostMg: 300 }], ['no dose', { taken: [{ ...taken, slots: { ...night, night: 0 } }] }, { atLeast: 1 }],
    ['one day a month', { taken: [{ ...taken, daysAMonth: 1 }] }, 'taken'], ['no day a month', { taken: [{ ...taken, daysAMonth: 0 }] }, { atLeast: 1 }], ['32 days a month', { taken: [{ ...taken, daysAMonth: 32 }] }, { atMost: 31 }],
    ['one medicine in two patterns', { taken: [taken, { ...taken, pattern: 'as-needed' }] }, 'taken'], ['two medicines in one pattern', { taken: [taken, { ...taken, medicine: 'zolpidem' }] }, 'taken'],
    ['one medicine twice', { taken: [taken, taken] }, {}],
  ])('%s', (_, more, expected) => { expect(facts(more)).toEqual(expected); });

  it('ten medicines are taken down', () => {
    const ten = (['alprazolam', 'clonazepam', 'diazepam', 'lorazepam', 'oxazepam', 'temazepam', 'triazolam', 'zolpidem', 'zopiclone', 'clobazam'] as const).map((medicine) => ({ ...taken, medicine }));
    expect(facts({ taken: ten })).toBe('taken');
  });

  it('names and addresses may be long, and are the whole of what was written', () => {
    expect(checkOtherMedicine({ name: 'x'.repeat(120), startedOn: null, stoppedOn: '2026-01-01' }, '2026-03-02')).toMatchObject({ startedOn: null });
    expect(checkOtherMedicine({ name: 'x'.repeat(121), startedOn: null, stoppedOn: null }, '2026-03-02')).toMatchObject({ facts: { atMost: 120 } });
    const contact = { role: 'psychiatrist', name: 'x'.repeat(120), phone: null, email: null };
    const field = (more: object) => {
      const checked = checkOutsideClinician({ ...contact, ...more });
      return isRefusal(checked) ? [checked.code, checked.field] : 'taken';
    };
    expect([{}, { email: `${'x'.repeat(118)}@a` }, { phone: '555 010-1' }, { phone: '+1 555 010-1' }].map(field)).toEqual(['taken', 'taken', 'taken', 'taken']);
    expect([{ phone: 'ring 555 010-1' }, { phone: '555 010-1 at noon' }].map(field)).toEqual(Array(2).fill(['not-a-telephone', 'phone']));
    expect([{ email: 'mail a@b.org' }, { email: 'a@b.org please' }, { email: 'x'.repeat(121) }].map(field)).toEqual(Array(3).fill(['not-an-address', 'email']));
    expect([{ role: 'baker' }, { name: '' }, { name: 'x'.repeat(121) }].map(field)).toEqual([['not-one-of', 'role'], ['missing', 'name'], ['text-too-long', 'name']]);
    expect(checkOutsideClinician({ ...contact, name: 'x'.repeat(121) })).toMatchObject({ facts: { atMost: 120 } });
  });
});

import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import { admitConcentration, admitPlan } from './admit-plan.js';
import { day, known, plan } from './fixtures.js';
import { layOut } from './lay-plan.js';
import { parsePlan, readPlan, serialisePlan } from './parse-plan.js';
import type { GradualPhase, Phase, TaperPlan } from './plan.js';

const gradual = (more: Partial<GradualPhase> = {}): GradualPhase =>
  ({ method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 125 }, everyDays: 14, waitDays: 14, untilUg: 125, from: 'evenly', ...more });
const maintenance: Phase = { method: 'maintenance', reviewEveryDays: 90 };
const good = plan({ phases: [gradual()] });
const phase = (more: object): object => ({ ...good, phases: [{ ...gradual(), ...more }] });
const start = (more: object): object => ({ ...good, start: [{ medicine: 'clonazepam', slots: { morning: 0, midday: 0, evening: 0, night: 1000 }, total: 1000, ...more }] });
const slots = (night: unknown) => ({ slots: { morning: 0, midday: 0, evening: 0, night }, total: night });

describe('a plan from outside names the field that is wrong', () => {
  it.each<[string, unknown, string]>([
    ['nothing at all', null, 'missing at '],
    ['another format', { ...good, format: 2 }, 'too-large at format'],
    ['a day that does not exist', { ...good, startsOn: '2027-02-29' }, 'not-a-date at startsOn'],
    ['a date in a list', { ...good, startsOn: ['2027-01-04'] }, 'not-a-date at startsOn'],
    ['a time instead of a date', { ...good, startsOn: '2027-03-14T02:30:00Z' }, 'not-a-date at startsOn'],
    ['no dose', { ...good, start: [] }, 'empty at start'],
    ['a dose of zero', start(slots(0)), 'too-small at start.0.slots'],
    ['a negative dose', start(slots(-125)), 'too-small at start.0.slots.night'],
    ['a fraction of a microgram', start(slots(0.5)), 'not-whole at start.0.slots.night'],
    ['text for a number', start(slots('1000')), 'not-whole at start.0.slots.night'],
    ['more than any dose', start(slots(300_001)), 'too-large at start.0.slots.night'],
    ['a total that is not the sum', start({ total: 999 }), 'not-whole at start.0.total'],
    ['an unknown medicine', start({ medicine: 'gabapentin' }), 'not-one-of at start.0.medicine'],
    ['an unknown slot', start({ slots: { morning: 0, midday: 0, evening: 0, night: 1000, noon: 1 } }), 'unknown-field at start.0.slots.noon'],
    ['a medicine twice', { ...good, start: [...good.start, ...good.start] }, 'named-twice at start'],
    ['no products', { ...good, products: [] }, 'empty at products'],
    ['a product twice', { ...good, products: ['clonazepam-tablet-500', 'clonazepam-tablet-500'] }, 'named-twice at products'],
    ['a product without a code', { ...good, products: [''] }, 'missing at products.0'],
    ['no phases', { ...good, phases: [] }, 'empty at phases'],
    ['an unknown method', phase({ method: 'cold-turkey' }), 'not-one-of at phases.0.method'],
    ['a cut of zero', phase({ cut: { by: 'amount', ug: 0 } }), 'too-small at phases.0.cut.ug'],
    ['a negative cut', phase({ cut: { by: 'amount', ug: -125 } }), 'too-small at phases.0.cut.ug'],
    ['a cut of everything', phase({ cut: { by: 'percent', points: 10_000 } }), 'too-large at phases.0.cut.points'],
    ['no days between', phase({ everyDays: 0 }), 'too-small at phases.0.everyDays'],
    ['more than five years between', phase({ everyDays: 2000 }), 'too-large at phases.0.everyDays'],
    ['half a day', phase({ waitDays: 0.5 }), 'not-whole at phases.0.waitDays'],
    ['an end below zero', phase({ untilUg: -1 }), 'too-small at phases.0.untilUg'],
    ['a slot twice', phase({ from: ['night', 'night'] }), 'named-twice at phases.0.from'],
    ['a field nobody knows', phase({ speed: 'fast' }), 'unknown-field at phases.0.speed'],
    ['from a medicine to itself', { ...good, phases: [{ method: 'substitution', from: 'diazepam', to: 'diazepam', order: [], share: 'whole-slot', everyDays: 7, waitDays: 7 }] }, 'named-twice at phases.0.to'],
    ['a hold of no days', { ...good, changes: [{ kind: 'hold', on: '2027-02-01', days: 0 }] }, 'too-small at changes.0.days'],
    ['a change without a date', { ...good, changes: [{ kind: 'slow-down', on: 'soon' }] }, 'not-a-date at changes.0.on'],
    ['an unknown change', { ...good, changes: [{ kind: 'speed-up', on: '2027-02-01' }] }, 'not-one-of at changes.0.kind'],
    ['a factor of zero', { ...good, equivalence: [{ source: 'ashton-2002', from: 'clonazepam', to: 'diazepam', fromUg: 500, toUg: 0, version: 1 }] }, 'too-small at equivalence.0.toUg'],
    ['a source nobody knows', { ...good, equivalence: [{ source: 'forum', from: 'clonazepam', to: 'diazepam', fromUg: 500, toUg: 10_000, version: 1 }] }, 'not-one-of at equivalence.0.source'],
  ])('%s', (_, value, expected) => {
    const read = readPlan(value);
    expect(isRefusal(read) ? `${read.code} at ${read.field}` : 'accepted').toBe(expected);
  });

  it('accepts the good one, and refuses what is not JSON or far too long', () => {
    expect(parsePlan(serialisePlan(good))).toEqual(good);
    expect(parsePlan('{')).toMatchObject({ code: 'not-a-plan', field: 'plan' });
    expect(parsePlan(' '.repeat(200_001))).toMatchObject({ code: 'too-large', field: 'plan' });
  });
});

describe('a plan that cannot be carried out names the field and what would do', () => {
  it.each<[string, Partial<TaperPlan>, object]>([
    ['an unknown product', { products: ['clonazepam-tablet-500', 'clonazepam-gold'] }, { code: 'unknown-product', field: 'products.1', facts: { product: 'clonazepam-gold' } }],
    ['a first dose between two parts', { start: day({ clonazepam: { night: 1100 } }) }, { code: 'cannot-be-made', field: 'start.night', facts: { askedUg: 1100, belowUg: 1000, aboveUg: 1125 } }],
    ['an end between two parts', { phases: [gradual({ untilUg: 200 })] }, { code: 'cannot-be-made', field: 'phases.0.untilUg', facts: { askedUg: 200, belowUg: 125, aboveUg: 250 } }],
    ['an end above the dose', { phases: [gradual({ untilUg: 1000 })] }, { code: 'target-above-dose', field: 'phases.0.untilUg', facts: { doseUg: 1000 } }],
    ['no product of the medicine', { products: ['diazepam-tablet-2000'] }, { code: 'no-products-of-medicine', field: 'products', facts: { medicine: 'clonazepam' } }],
    ['a phase of a medicine that is not taken', { products: ['clonazepam-tablet-500', 'diazepam-tablet-2000'], phases: [gradual({ medicine: 'diazepam' })] }, { code: 'no-such-medicine-in-dose', field: 'phases.0.medicine' }],
    ['two medicines in one slot', { start: day({ clonazepam: { night: 500 }, diazepam: { night: 2000 } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-2000'] }, { code: 'two-medicines-in-one-slot', field: 'start.night' }],
    ['more than five years', { products: ['clonazepam-liquid-100'], phases: [gradual({ cut: { by: 'amount', ug: 5 } })] }, { code: 'plan-too-long', field: 'phases.0.everyDays' }],
    ['a phase behind the end', { phases: [maintenance, gradual()] }, { code: 'nothing-follows-the-end', field: 'phases.1.method' }],
    ['a stop above its floor', { phases: [{ method: 'final-stop', floorUg: 125, waitDays: 14 }] }, { code: 'dose-above-floor', field: 'phases.0.floorUg', facts: { doseUg: 1000 } }],
    ['a switch without a signed factor', { products: ['clonazepam-tablet-500', 'diazepam-tablet-2000'], phases: [{ method: 'substitution', from: 'clonazepam', to: 'diazepam', order: ['night'], share: 'whole-slot', everyDays: 7, waitDays: 7 }] }, { code: 'equivalence-missing', field: 'phases.0.to' }],
    ['an equivalent that tablets cannot make', {
      start: day({ clonazepam: { night: 125 } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-10000'], equivalence: [{ source: 'ashton-2002', from: 'clonazepam', to: 'diazepam', fromUg: 500, toUg: 10_000, version: 1 }],
      phases: [{ method: 'substitution', from: 'clonazepam', to: 'diazepam', order: ['night'], share: 'whole-slot', everyDays: 7, waitDays: 7 }],
    }, { code: 'equivalent-cannot-be-made', field: 'phases.0.to', facts: { askedUg: 2500, belowUg: 0, aboveUg: 5000 } }],
    ['a micro-taper between two marks', { products: ['clonazepam-tablet-500'], phases: [{ method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'amount', ug: 10 }, everyDays: 1, waitDays: 1, untilUg: 900, from: 'evenly' }] }, { code: 'cannot-be-made', field: 'phases.0.untilUg', facts: { askedUg: 900, aboveUg: 1000 } }],
  ])('%s', (_, more, refusal) => { expect(layOut({ ...good, ...more }, known)).toMatchObject(refusal); });

  it('five years are not too long', () => {
    expect(isRefusal(layOut({ ...good, products: ['clonazepam-liquid-100'], phases: [gradual({ cut: { by: 'amount', ug: 7 } })] }, known))).toBe(false);
  });
});

describe('before any rule is asked', () => {
  const now = day({ clonazepam: { night: 250 } });
  it.each<[string, Partial<TaperPlan>, object | null]>([
    ['a start today', { start: now }, null],
    ['a start yesterday', { start: now, startsOn: '2027-01-03' }, { code: 'in-the-past', field: 'startsOn', facts: { today: '2027-01-04' } }],
    ['nearly ten times the dose', { start: day({ clonazepam: { night: 2499 } }) }, null],
    ['ten times the dose, 2.5 typed for 0.25', { start: day({ clonazepam: { night: 2500 } }) }, { code: 'ten-times-the-dose', field: 'start.0.slots', facts: { beforeUg: 250, askedUg: 2500 } }],
    ['a medicine that was not taken before', { start: day({ diazepam: { night: 5000 } }) }, null],
  ])('%s', (_, more, expected) => {
    const refusal = admitPlan({ ...good, ...more }, '2027-01-04', now);
    if (expected === null) expect(refusal).toBeNull();
    else expect(refusal).toMatchObject(expected);
  });

  it.each([[100, 1000, true], [1000, 100, true], [100, 999, false], [100, 400, false], [100, 100, false]])('%i then %i micrograms in a millilitre, refused: %p', (before, after, refused) => {
    expect(admitConcentration(before, after)).toEqual(refused ? expect.objectContaining({ code: 'tenfold-concentration', field: 'concentrationUgPerMl', facts: { beforeUgPerMl: before, nowUgPerMl: after } }) : null);
  });
});

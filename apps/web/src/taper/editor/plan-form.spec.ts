import { describe, expect, it } from '@jest/globals';
import { choicesFor, medicinesVersion, type EquivalenceChoice } from '@evenkeel/medicines-rules';
import { doseOf, doseSlots, inCodeOrder, parsePlan, serialisePlan, totalOf, type Phase, type TaperPlan } from '@evenkeel/taper-rules';
import fc from 'fast-check';
import type { DecimalSign } from './decimal.js';
import { blankForm, formOf, newPhase, type PlanForm } from './plan-form.js';
import { choicesOf, formField, planOf, referenceOf } from './plan-of-form.js';

const amount = fc.integer({ min: 0, max: 40_000 });
const slots = fc.record({ morning: amount, midday: amount, evening: amount, night: amount }).filter((each) => totalOf(each) > 0);
const days = fc.integer({ min: 1, max: 400 });
const ug = fc.integer({ min: 1, max: 300_000 });
const order = fc.shuffledSubarray([...doseSlots]);
const from = fc.oneof(fc.constant('evenly' as const), order);
const points = fc.integer({ min: 1, max: 9999 });
const phase: fc.Arbitrary<Phase> = fc.oneof(
  fc.record({ method: fc.constant('gradual' as const), medicine: fc.constant('clonazepam' as const), cut: fc.oneof(fc.record({ by: fc.constant('percent' as const), points }), fc.record({ by: fc.constant('amount' as const), ug })), everyDays: days, waitDays: days, untilUg: amount, from }),
  fc.record({
    method: fc.constant('micro-taper' as const), medicine: fc.constant('clonazepam' as const), vehicle: fc.constantFrom('liquid' as const, 'compounded' as const, 'weighed' as const),
    cut: fc.oneof(fc.record({ by: fc.constant('percent' as const), points, overDays: fc.integer({ min: 1, max: 366 }) }), fc.record({ by: fc.constant('amount' as const), ug })),
    everyDays: fc.integer({ min: 1, max: 13 }), waitDays: days, untilUg: ug, from,
  }),
  fc.record({ method: fc.constant('substitution' as const), from: fc.constant('clonazepam' as const), to: fc.constant('diazepam' as const), order, share: fc.constantFrom('whole-slot' as const, 'half-slot' as const), everyDays: days, waitDays: days }),
  fc.record({ method: fc.constant('hold' as const), days }),
  fc.record({ method: fc.constant('final-stop' as const), floorUg: ug, waitDays: days }),
  fc.record({ method: fc.constant('maintenance' as const), reviewEveryDays: fc.integer({ min: 1, max: 366 }) }),
);
const ashton = choicesFor('clonazepam', 'diazepam').filter(({ source }) => source === 'ashton-2002').slice(0, 1);
const plans: fc.Arbitrary<TaperPlan> = fc.record({
  format: fc.constant(1 as const), startsOn: fc.constantFrom('2027-01-04', '2028-02-29'),
  start: fc.tuple(slots, fc.option(slots, { nil: null })).map(([first, second]) => inCodeOrder([doseOf('clonazepam', first), ...(second === null ? [] : [doseOf('diazepam', second)])])),
  products: fc.constant(['clonazepam-tablet-500', 'diazepam-tablet-2000']), equivalence: fc.constant([] as readonly EquivalenceChoice[]), phases: fc.array(phase, { minLength: 1, maxLength: 4 }), changes: fc.constant([]),
}).map((plan) => ({ ...plan, equivalence: plan.start.length > 1 || plan.phases.some(({ method }) => method === 'substitution') ? ashton : [] }));

const typed = (more: Partial<PlanForm> = {}): PlanForm => ({
  ...blankForm('2027-01-04'), doses: [{ medicine: 'clonazepam', slots: { morning: '', midday: '', evening: '', night: '1' } }], products: ['clonazepam-tablet-500'],
  phases: [{ ...newPhase(0, 'gradual', 'clonazepam', '.'), until: '0.125' }], ...more,
});
const codes = (form: PlanForm, sign: DecimalSign = '.') => Object.fromEntries(Object.entries(planOf(form, sign).faults ?? {}).map(([field, { code }]) => [field, code]));

describe('a plan as it is typed', () => {
  it('becomes the same plan again, in either way of writing numbers', () => {
    fc.assert(fc.property(plans, fc.constantFrom<DecimalSign>('.', ','), (plan, sign) => {
      expect(planOf(formOf(plan, 'why', sign), sign)).toEqual({ plan, faults: null });
      expect(parsePlan(serialisePlan(plan))).toEqual(plan);
    }));
  });

  it('says everything that is missing at once, each at its field', () => {
    expect(codes(blankForm(''))).toEqual({ startsOn: 'missing', 'start.0.medicine': 'missing', 'start.0.slots.morning': 'missing-dose', products: 'missing', phases: 'missing' });
  });

  it('reads a dose in the way of the reader and refuses what can be read in two ways', () => {
    const with1 = (night: string) => typed({ doses: [{ medicine: 'clonazepam', slots: { morning: '', midday: '', evening: '', night } }] });
    expect(codes(with1('1,000'))).toEqual({ 'start.0.slots.night': 'two-ways-to-read' });
    expect(planOf(with1('1,000'), ',').plan?.start[0]?.total).toBe(1000);
    expect(codes(with1('one'))).toEqual({ 'start.0.slots.night': 'not-a-number' });
    expect(codes(with1('0'))).toEqual({ 'start.0.slots.morning': 'no-dose' });
    expect(codes(with1('301'))).toEqual({ 'start.0.slots.night': 'too-large' });
  });

  it('asks of a phase only what its kind has', () => {
    const one = (method: Parameters<typeof newPhase>[1], more: object = {}) => codes(typed({ phases: [{ ...newPhase(0, method, 'clonazepam', '.'), ...more }] }));
    expect(one('gradual')).toEqual({ 'phases.0.untilUg': 'missing' });
    expect(one('gradual', { until: '0', everyDays: '', percent: 'x' })).toEqual({ 'phases.0.cut.points': 'not-a-number', 'phases.0.everyDays': 'missing' });
    expect(one('gradual', { until: '0', cutBy: 'amount' })).toEqual({ 'phases.0.cut.ug': 'missing' });
    expect(one('hold', { days: '1.5' })).toEqual({ 'phases.0.days': 'not-whole' });
    expect(one('maintenance')).toEqual({});
    expect(one('final-stop')).toEqual({ 'phases.0.floorUg': 'missing' });
    expect(one('substitution')).toEqual({ 'equivalence.clonazepam': 'missing' });
    expect(one('micro-taper', { until: '0.125', everyDays: '14' })).toEqual({ 'phases.0.everyDays': 'too-large' });
    expect(one('gradual', { until: '0', everyDays: '0' })).toEqual({ 'phases.0.everyDays': 'too-small' });
  });

  it('compares with the medicine that is switched to, and keeps no factor that it does not need', () => {
    const form = typed({ phases: [newPhase(0, 'substitution', 'clonazepam', '.')], equivalence: [...ashton, { source: 'ashton-2002', from: 'lorazepam', to: 'diazepam', fromUg: 1000, toUg: 10_000, version: medicinesVersion }] });
    expect(referenceOf(form)).toBe('diazepam');
    expect(choicesOf(form)).toEqual(ashton);
    expect(referenceOf(typed())).toBe('clonazepam');
    expect(codes(typed(), '.')).toEqual({});
    expect(Object.keys(planOf(typed(), '.', ['lorazepam']).faults ?? {})).toEqual(['equivalence.lorazepam']);
  });
});

describe('the field of a refusal', () => {
  const two = typed({ doses: [{ medicine: 'diazepam', slots: { morning: '5', midday: '', evening: '', night: '' } }, { medicine: 'clonazepam', slots: { morning: '', midday: '', evening: '', night: '1' } }], equivalence: ashton });
  it.each<[string, object, string]>([
    ['plan.phases.0.everyDays', {}, 'phases.0.everyDays'], ['phases.2.untilUg', {}, 'phases.2.untilUg'], ['phases.1.cut', {}, 'phases.1.cut.points'], ['start.night', { medicine: 'clonazepam' }, 'start.1.slots.night'],
    ['plan.start.0.slots', {}, 'start.1.slots.morning'], ['start.0.slots', {}, 'start.0.slots.morning'], ['start', {}, 'start.0.medicine'], ['products.3', {}, 'products'], ['equivalence', {}, 'equivalence.clonazepam'],
    ['startsOn', {}, 'startsOn'], ['plan.startsOn', {}, 'startsOn'], ['reason', {}, 'reason'], ['', {}, ''], ['number', {}, ''],
  ])('%s is %s', (field, facts, expected) => {
    expect(formField(field, facts as Readonly<Record<string, string>>, two)).toBe(expected);
  });
});

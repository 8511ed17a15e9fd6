import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import fc from 'fast-check';
import { changesOf, currentDose, currentDoses, lastChange, nextPlanned, percentOfPrevious } from './dose-on.js';
import { checkDoseStep, checkDoseSteps, doseSlots, inOrder, isLocalDate, type DoseStep } from './dose-step.js';

const step = (startsOn: string, total: number, more: Partial<DoseStep> = {}): DoseStep => ({
  startsOn,
  medicine: 'clonazepam',
  total,
  slots: { morning: 0, midday: 0, evening: 0, night: total },
  ...more,
});
const plan = [step('2026-08-01', 1000), step('2026-09-01', 875), step('2026-10-01', 875), step('2026-11-15', 750), step('2026-12-20', 625)];

describe('a plan as dated dose steps', () => {
  it.each([
    ['2026-07-31', undefined],
    ['2026-08-01', 1000],
    ['2026-08-31', 1000],
    ['2026-09-01', 875],
    ['2026-11-14', 875],
    ['2026-11-15', 750],
    ['2027-06-01', 625],
  ])('on %s the dose is %p', (on, total) => {
    expect(currentDose(plan, on)?.total).toBe(total);
  });

  it('tells the last change and the next one, passing over a step that changes nothing', () => {
    expect(lastChange(plan, '2026-11-22')).toMatchObject({ on: '2026-11-15', kind: 'reduce', from: { total: 875 }, to: { total: 750 }, percentOfPrevious: 8571 });
    expect(lastChange(plan, '2026-10-15')).toMatchObject({ on: '2026-09-01', percentOfPrevious: 8750 });
    expect(nextPlanned(plan, '2026-11-22')).toMatchObject({ on: '2026-12-20', kind: 'reduce', percentOfPrevious: 8333 });
    expect(nextPlanned(plan, '2026-12-20')).toBeNull();
    expect(lastChange(plan, '2026-07-31')).toBeNull();
    expect(nextPlanned(plan, '2026-07-31')).toMatchObject({ on: '2026-08-01', kind: 'start', from: null, percentOfPrevious: null });
  });

  it('names each kind of change', () => {
    const diazepam = step('2026-03-01', 10_000, { medicine: 'diazepam' });
    const moved = step('2026-04-01', 10_000, { medicine: 'diazepam', slots: { morning: 5000, midday: 0, evening: 0, night: 5000 } });
    const steps = [step('2026-01-01', 500), step('2026-02-01', 625), diazepam, moved, step('2026-05-01', 0, { medicine: 'diazepam' }), step('2026-06-01', 1000, { medicine: 'diazepam' })];
    expect(changesOf(steps).map((change) => [change.kind, change.percentOfPrevious])).toEqual([
      ['start', null],
      ['increase', 12_500],
      ['switch', null],
      ['same-total', 10_000],
      ['reduce', 0],
      ['increase', null],
    ]);
  });

  it('does not depend on the order in which steps were stored, and leaves them as they were', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(plan, { minLength: plan.length }), fc.constantFrom('2026-08-15', '2026-10-10', '2026-12-01', '2027-01-01'), (shuffled, on) => {
        const copy = [...shuffled];
        expect([currentDose(shuffled, on), lastChange(shuffled, on), nextPlanned(shuffled, on)]).toEqual([currentDose(plan, on), lastChange(plan, on), nextPlanned(plan, on)]);
        expect(shuffled).toEqual(copy);
        expect(inOrder(shuffled)).toEqual(plan);
      }),
    );
  });

  it('computes percents in whole basis points, never more than half a point off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300_000 }), fc.integer({ min: 0, max: 300_000 }), (from, to) => {
        const points = percentOfPrevious(step('2026-01-01', from), step('2026-02-01', to)) ?? Number.NaN;
        expect(Number.isInteger(points)).toBe(true);
        // Cross-multiplied: |points / 10000 - to / from| <= 1 / 20000, without a fraction anywhere.
        expect(Math.abs(2 * (points * from - to * 10_000))).toBeLessThanOrEqual(from);
      }),
    );
  });
});

describe('a dose step from outside', () => {
  const raw = { startsOn: '2026-12-01', medicine: 'clonazepam', total: 750, slots: { morning: 250, midday: 0, evening: 0, night: 500 } };

  it.each<[string, object, string]>([
    ['as it should be', {}, 'accepted'],
    ['zero', { total: 0, slots: { morning: 0, midday: 0, evening: 0, night: 0 } }, 'accepted'],
    ['an unknown medicine', { medicine: 'gabapentin' }, 'unknown-medicine at medicine'],
    ['a day that does not exist', { startsOn: '2027-02-29' }, 'not-a-date at startsOn'],
    ['half a microgram', { total: 750.5 }, 'not-whole-micrograms at total'],
    ['less than nothing', { slots: { morning: -250, midday: 0, evening: 0, night: 1000 } }, 'not-whole-micrograms at morning'],
    ['slots that do not add up', { total: 800 }, 'slots-do-not-add-up at total'],
    ['milligrams typed as grams', { total: 750_000_000 }, 'dose-out-of-range at total'],
  ])('%s', (_, more, expected) => {
    const checked = checkDoseStep({ ...raw, ...more });
    expect(isRefusal(checked) ? `${checked.code} at ${checked.field}` : 'accepted').toBe(expected);
  });

  it('is refused as a plan when two start on one day, and comes back in order', () => {
    expect(checkDoseSteps([raw, { ...raw, medicine: 'diazepam' }])).toMatchObject({ code: 'two-steps-on-one-day', facts: { startsOn: '2026-12-01' } });
    expect(checkDoseSteps([raw, { ...raw, startsOn: '2026-11-01' }])).toMatchObject([{ startsOn: '2026-11-01' }, { startsOn: '2026-12-01' }]);
    expect(checkDoseSteps([raw, { ...raw, startsOn: 'soon' }])).toMatchObject({ code: 'not-a-date' });
    expect(checkDoseSteps([])).toEqual([]);
  });

  it('comes back as it was, in exactly these fields, and names what would have been right', () => {
    expect(checkDoseStep({ ...raw, ...{ note: 'x' } })).toEqual(raw);
    const slots = { morning: 0, midday: 0, evening: 0, night: 300_000 };
    expect(checkDoseStep({ ...raw, total: 300_000, slots })).toEqual({ ...raw, total: 300_000, slots });
    expect(checkDoseStep({ ...raw, total: 300_001, slots })).toMatchObject({ code: 'dose-out-of-range', facts: { atMost: 300_000 } });
    expect(checkDoseStep({ ...raw, total: 800 })).toMatchObject({ facts: { sum: 750 } });
    expect(checkDoseSteps([raw, raw])).toMatchObject({ field: 'startsOn' });
  });

  it('keeps the slots in the order of the day', () => {
    expect(doseSlots).toEqual(['morning', 'midday', 'evening', 'night']);
  });

  it.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['2026-02-00', false],
    ['12026-02-01', false],
    ['2026-02-011', false],
    ['', false],
  ])('%j is a date: %p', (text, expected) => {
    expect(isLocalDate(text)).toBe(expected);
  });
});

describe('two medicines while one takes the place of the other', () => {
  const of = (startsOn: string, medicine: DoseStep['medicine'], night: number): DoseStep => step(startsOn, night, { medicine });
  const steps = [
    of('2027-01-01', 'clonazepam', 1000),
    of('2027-02-01', 'diazepam', 10_000), of('2027-02-01', 'clonazepam', 500),
    of('2027-03-01', 'clonazepam', 0), of('2027-03-01', 'diazepam', 20_000),
    of('2027-04-01', 'diazepam', 18_000),
  ];

  it.each([['2026-12-31', []], ['2027-01-15', ['clonazepam 1000']], ['2027-02-01', ['clonazepam 500', 'diazepam 10000']], ['2027-03-01', ['diazepam 20000']], ['2027-05-01', ['diazepam 18000']]])(
    'on %s', (on, expected) => { expect(currentDoses(steps, on).map(({ medicine, total }) => `${medicine} ${total}`)).toEqual(expected); });

  it('one line tells the larger amount, and never a medicine that was left', () => {
    expect(currentDose(steps, '2027-02-10')).toMatchObject({ medicine: 'diazepam' });
    expect(currentDose(steps, '2027-03-01')).toMatchObject({ medicine: 'diazepam', total: 20_000 });
    expect(currentDose([...steps, of('2027-06-01', 'diazepam', 0)], '2027-06-02')).toMatchObject({ total: 0 });
  });

  it('changes are told for each medicine, a switch as a switch', () => {
    expect(changesOf(steps).map(({ on, kind, from, to, percentOfPrevious: points }) => [on, kind, to.medicine, from?.total ?? null, to.total, points])).toEqual([
      ['2027-01-01', 'start', 'clonazepam', null, 1000, null],
      ['2027-02-01', 'switch', 'clonazepam', 1000, 500, 5000], ['2027-02-01', 'switch', 'diazepam', 0, 10_000, null],
      ['2027-03-01', 'switch', 'clonazepam', 500, 0, 0], ['2027-03-01', 'switch', 'diazepam', 10_000, 20_000, 20_000],
      ['2027-04-01', 'reduce', 'diazepam', 20_000, 18_000, 9000],
    ]);
  });
});

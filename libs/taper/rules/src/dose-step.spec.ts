import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import fc from 'fast-check';
import { changesOf, currentDose, lastChange, nextPlanned, percentOfPrevious } from './dose-on.js';
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
    ['', false],
  ])('%j is a date: %p', (text, expected) => {
    expect(isLocalDate(text)).toBe(expected);
  });
});

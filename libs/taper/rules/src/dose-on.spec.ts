import { describe, expect, it } from '@jest/globals';
import { changesOf, currentDose, currentDoses, lastChange, nextPlanned } from './dose-on.js';
import type { DoseStep } from './dose-step.js';

type Taken = Partial<DoseStep['slots']>;
const step = (startsOn: string, medicine: DoseStep['medicine'], slots: Taken): DoseStep => {
  const all = { morning: 0, midday: 0, evening: 0, night: 0, ...slots };
  return { startsOn, medicine, slots: all, total: all.morning + all.midday + all.evening + all.night };
};
const said = (steps: readonly DoseStep[]) => changesOf(steps).map(({ on, kind, from, to, percentOfPrevious }) => [on, kind, to.medicine, from?.total ?? null, to.total, percentOfPrevious]);

/** A switch of clonazepam to diazepam by halves, entered in no order. */
const halves: readonly DoseStep[] = [
  step('2027-01-18', 'diazepam', { night: 10_000 }),
  step('2027-01-11', 'diazepam', { night: 5000 }), step('2027-01-11', 'clonazepam', { night: 250 }),
  step('2027-01-04', 'clonazepam', { night: 500 }),
];

describe('two medicines on one day', () => {
  it('are both taken, by their codes; one line has room for the larger', () => {
    expect(currentDoses(halves, '2027-01-11').map(({ medicine, total }) => [medicine, total])).toEqual([['clonazepam', 250], ['diazepam', 5000]]);
    expect(currentDoses([...halves].reverse(), '2027-01-11').map(({ medicine }) => medicine)).toEqual(['clonazepam', 'diazepam']);
    expect(currentDoses(halves, '2027-01-17')).toHaveLength(2);
    expect(currentDoses(halves, '2027-01-10').map(({ medicine }) => medicine)).toEqual(['clonazepam']);
    expect(currentDoses(halves, '2027-01-03')).toEqual([]);
    expect(currentDose(halves, '2027-01-12')?.medicine).toBe('diazepam');
    expect(currentDose([step('2027-01-04', 'diazepam', { night: 500 }), step('2027-01-04', 'clonazepam', { night: 500 })], '2027-01-04')?.medicine).toBe('clonazepam');
    expect(currentDose([step('2027-01-04', 'clonazepam', { night: 900 }), step('2027-01-04', 'diazepam', { night: 500 })], '2027-01-04')?.medicine).toBe('clonazepam');
  });

  it('one of which is at zero: the other is taken; both at zero: one of them says so', () => {
    const ends = [step('2027-01-04', 'clonazepam', {}), step('2027-01-04', 'diazepam', { night: 1000 }), step('2027-02-01', 'diazepam', {}), step('2027-02-01', 'clonazepam', {})];
    expect(currentDoses(ends, '2027-01-04').map(({ medicine }) => medicine)).toEqual(['diazepam']);
    expect(currentDoses(ends, '2027-02-01').map(({ medicine, total }) => [medicine, total])).toEqual([['clonazepam', 0]]);
  });

  it('change together: one rises while the other falls', () => {
    expect(said(halves)).toEqual([
      ['2027-01-04', 'start', 'clonazepam', null, 500, null],
      ['2027-01-11', 'switch', 'clonazepam', 500, 250, 5000], ['2027-01-11', 'switch', 'diazepam', 0, 5000, null],
      ['2027-01-18', 'switch', 'clonazepam', 250, 0, 0], ['2027-01-18', 'switch', 'diazepam', 5000, 10_000, 20_000],
    ]);
    expect(changesOf(halves)[2]?.from).toEqual(step('2027-01-04', 'diazepam', {}));
  });

  it('begin, are cut by themselves, are left as they were', () => {
    const both = (on: string, clonazepam: number, diazepam: number) => [step(on, 'diazepam', { morning: diazepam }), step(on, 'clonazepam', { night: clonazepam })];
    expect(said([...both('2027-01-04', 500, 5000), ...both('2027-01-18', 500, 4000), ...both('2027-02-01', 500, 4000), ...both('2027-02-15', 375, 3000), ...both('2027-03-01', 500, 4000)])).toEqual([
      ['2027-01-04', 'start', 'clonazepam', null, 500, null], ['2027-01-04', 'start', 'diazepam', null, 5000, null],
      ['2027-01-18', 'reduce', 'diazepam', 5000, 4000, 8000],
      ['2027-02-15', 'reduce', 'clonazepam', 500, 375, 7500], ['2027-02-15', 'reduce', 'diazepam', 4000, 3000, 7500],
      ['2027-03-01', 'increase', 'clonazepam', 375, 500, 13_333], ['2027-03-01', 'increase', 'diazepam', 3000, 4000, 13_333],
    ]);
  });

  it('the last change has come by its day, the next one comes after it', () => {
    expect(lastChange(halves, '2027-01-10')?.on).toBe('2027-01-04');
    expect(lastChange(halves, '2027-01-11')?.on).toBe('2027-01-11');
    expect(nextPlanned(halves, '2027-01-11')?.on).toBe('2027-01-18');
    expect(nextPlanned(halves, '2027-01-18')).toBeNull();
    expect(lastChange(halves, '2027-01-03')).toBeNull();
  });
});

describe('the same total in other slots', () => {
  it.each<[Taken, Taken]>([
    [{ morning: 500 }, { midday: 500 }], [{ midday: 500 }, { evening: 500 }], [{ evening: 500 }, { night: 500 }], [{ night: 500 }, { morning: 500 }],
    [{ morning: 250, midday: 250 }, { morning: 250, evening: 250 }], [{ evening: 250, night: 250 }, { midday: 250, night: 250 }],
  ])('%j to %j is a change', (before, after) => {
    expect(said([step('2027-01-04', 'clonazepam', before), step('2027-01-18', 'clonazepam', after)])[1]).toEqual(['2027-01-18', 'same-total', 'clonazepam', 500, 500, 10_000]);
  });
  it('and the same slots of another medicine are a switch', () => {
    expect(said([step('2027-01-04', 'clonazepam', { night: 500 }), step('2027-01-18', 'lorazepam', { night: 500 })])[1]).toEqual(['2027-01-18', 'switch', 'lorazepam', 500, 500, null]);
    expect(said([step('2027-01-04', 'clonazepam', { night: 500 }), step('2027-01-18', 'clonazepam', { night: 500 })])).toHaveLength(1);
  });
});

describe('one time of the day alone', () => {
  it.each<[Taken, Taken]>([[{ morning: 500 }, { morning: 375 }], [{ midday: 500 }, { midday: 375 }], [{ evening: 500 }, { evening: 375 }], [{ night: 500 }, { night: 375 }]])('%j to %j is a cut', (before, after) => {
    expect(said([step('2027-01-04', 'clonazepam', before), step('2027-01-18', 'clonazepam', after)])[1]).toEqual(['2027-01-18', 'reduce', 'clonazepam', 500, 375, 7500]);
  });
});

describe('two medicines, one of which only moves', () => {
  const both = (on: string, clonazepam: Taken, diazepam: Taken): readonly DoseStep[] => [step(on, 'diazepam', diazepam), step(on, 'clonazepam', clonazepam)];
  it('to another time of the day: the other one is cut or raised, nothing is switched', () => {
    expect(said([...both('2027-01-04', { morning: 500 }, { night: 5000 }), ...both('2027-01-18', { midday: 500 }, { night: 4000 }), ...both('2027-02-01', { morning: 500 }, { night: 5000 })]).slice(2)).toEqual([
      ['2027-01-18', 'same-total', 'clonazepam', 500, 500, 10_000], ['2027-01-18', 'reduce', 'diazepam', 5000, 4000, 8000],
      ['2027-02-01', 'same-total', 'clonazepam', 500, 500, 10_000], ['2027-02-01', 'increase', 'diazepam', 4000, 5000, 12_500],
    ]);
  });
  it('are told by their codes, the one that is new first where its code is', () => {
    expect(said([step('2027-01-04', 'diazepam', { night: 5000 }), ...both('2027-01-18', { morning: 250 }, { night: 2000 })])).toEqual([
      ['2027-01-04', 'start', 'diazepam', null, 5000, null], ['2027-01-18', 'switch', 'clonazepam', 0, 250, null], ['2027-01-18', 'switch', 'diazepam', 5000, 2000, 4000],
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { checkFinalStop } from './check-ends.js';
import { doseOf, emptySlots } from './day-dose.js';
import { about, checked, choice, day, gradual, maintenance, nothing, plan } from './fixtures.js';
import type { Phase, TaperPlan } from './plan.js';

const stop = (more: object = {}): Phase => ({ method: 'final-stop', floorUg: 125, waitDays: 14, ...more });
const floor = (phases: readonly Phase[], more: Partial<TaperPlan> = {}): TaperPlan => plan({ start: day({ clonazepam: { night: 125 } }), phases, ...more });
const micro: Phase = { method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'amount', ug: 2 }, everyDays: 1, waitDays: 1, untilUg: 980, from: 'evenly' };
const block = (on: string, inputs: object): object => ({ verdict: 'block', on, inputs });

describe('the last step to nothing', () => {
  it('happens once: a second stop after a step back is blocked, with its number', () => {
    const again = floor([stop()], { changes: [{ kind: 'step-back', on: '2027-01-25', steps: 1 }] });
    expect(about(again, 'final-stop')).toEqual([block('2027-02-08', { stops: 2 })]);
  });

  it('names every reason there is', () => {
    const early = floor([stop({ waitDays: 13 })], { changes: [{ kind: 'step-back', on: '2027-01-25', steps: 1 }] });
    expect(about(early, 'final-stop')).toEqual([block('2027-01-17', { days: 13, atLeastDays: 14 }), block('2027-02-07', { days: 13, atLeastDays: 14 }), block('2027-02-07', { stops: 2 })]);
  });

  it('is of one medicine: two that end together are blocked, each above its floor besides', () => {
    const check = checked(plan({
      start: day({ clonazepam: { morning: 125 }, diazepam: { night: 2000 } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-2000'], equivalence: [choice('clonazepam', 'diazepam', 'va-dod-2021')], phases: [maintenance],
    }));
    const [before] = check.track;
    if (before === undefined) throw new Error('No first dose');
    const after = { ...before, step: { ...before.step, dose: [] }, weight: 0, day: before.day + 14 };
    const ended = { ...check, track: [before, after], changes: [{ on: '2027-01-18', before, after, place: 1, method: null }] };
    expect(checkFinalStop(ended).map(({ verdict, on, inputs }) => ({ verdict, on, inputs }))).toEqual([
      block('2027-01-18', { medicine: 'diazepam', fromUg: 2000, highestFloorUg: 1000 }), block('2027-01-18', { medicines: 2 }),
    ]);
  });

  it('of a medicine without a known floor needs an override from any dose', () => {
    const zopiclone = plan({ start: day({ zopiclone: { night: 3750 } }), products: ['zopiclone-tablet-3750'], phases: [stop({ floorUg: 3750 })] });
    expect(about(zopiclone, 'final-stop')).toEqual([block('2027-01-18', { medicine: 'zopiclone', fromUg: 3750, highestFloorUg: 0 })]);
  });

  it('is not looked at where nothing was taken before it', () => {
    const pause = [{ startsOn: '2026-11-01', dose: day({ clonazepam: { night: 125 } }) }, { startsOn: '2026-12-01', dose: [] }];
    expect(about(floor([maintenance]), 'final-stop', { prescribed: pause })).toEqual(nothing);
  });

  it('is not a dose of zero that was noted as one', () => {
    const zero = [{ startsOn: '2027-01-01', dose: [doseOf('clonazepam', emptySlots)] }];
    expect(about(plan({ start: [], phases: [maintenance] }), 'final-stop', { prescribed: zero })).toEqual(nothing);
  });

  it('counts the days at the floor through versions, and through doses of the same total', () => {
    const prescribed = [{ startsOn: '2026-12-20', dose: day({ clonazepam: { night: 250 } }) }, { startsOn: '2026-12-27', dose: day({ clonazepam: { morning: 125 } }) }];
    expect(about(floor([stop({ waitDays: 6 })]), 'final-stop', { prescribed })).toEqual(nothing);
    expect(about(floor([stop({ waitDays: 5 })]), 'final-stop', { prescribed })).toEqual([block('2027-01-09', { days: 13, atLeastDays: 14 })]);
  });
});

describe('where a plan leads', () => {
  it('the date and the total of an end above zero are those of the last step', () => {
    expect(about(plan({ phases: [gradual({ untilUg: 625 })] }), 'open-end')).toEqual([block('2027-02-15', { total: 625 })]);
    expect(about(plan({ phases: [gradual({ untilUg: 625 }), { method: 'hold', days: 30 }] }), 'open-end')).toEqual([block('2027-02-15', { total: 625 })]);
  });
  it('to nothing, into maintenance: both are ends', () => {
    expect(about(plan({ phases: [gradual({ untilUg: 0 })] }), 'open-end')).toEqual(nothing);
    expect(about(plan({ phases: [gradual({ untilUg: 625 }), maintenance] }), 'open-end')).toEqual(nothing);
    expect(about(floor([stop()]), 'open-end')).toEqual(nothing);
    expect(about(plan({ phases: [{ method: 'hold', days: 30 }, gradual({ untilUg: 625 }), maintenance] }), 'open-end')).toEqual(nothing);
  });
});

describe('blocks of a micro-taper', () => {
  const of = plan({ products: ['clonazepam-liquid-100', 'clonazepam-tablet-500'], phases: [gradual({ cut: { by: 'amount', ug: 10 }, untilUg: 990 }), micro, maintenance] });
  it('are told of that phase alone, from its first step to its last', () => {
    expect(about(of, 'micro-block')).toEqual([{ verdict: 'inform', on: '2027-01-19', inputs: { everyDays: 14, until: '2027-01-23', steps: 5 } }]);
  });
  it('are not told while a hold without an end keeps its steps from a date', () => {
    expect(about({ ...of, changes: [{ kind: 'hold', on: '2027-01-10', days: null }] }, 'micro-block')).toEqual(nothing);
  });
});

import { describe, expect, it } from '@jest/globals';
import { amountsNeeded } from './amounts-needed.js';
import { choice, day, laid, plan } from './fixtures.js';
import { doseMaker } from './make-dose.js';
import { scheduleOf } from './schedule.js';

describe('what a dispensing period needs', () => {
  const out = laid(plan({
    start: day({ diazepam: { morning: 5000, night: 6000 } }), products: ['diazepam-tablet-2000', 'diazepam-tablet-5000'],
    phases: [{ method: 'gradual', medicine: 'diazepam', cut: { by: 'amount', ug: 1000 }, everyDays: 14, waitDays: 14, untilUg: 10_000, from: ['night'] }],
  }));
  it.each<[string, string, string, object[]]>([
    ['one day', '2027-01-04', '2027-01-04', [{ product: 'diazepam-tablet-2000', quarters: 12, ul: 0, mg: 0 }, { product: 'diazepam-tablet-5000', quarters: 4, ul: 0, mg: 0 }]],
    ['over a cut: 14 days before it, 2 after', '2027-01-04', '2027-01-19', [
      { product: 'diazepam-tablet-2000', quarters: 168, ul: 0, mg: 0 }, { product: 'diazepam-tablet-5000', quarters: 72, ul: 0, mg: 0 },
    ]],
    ['after the last step', '2027-03-01', '2027-03-02', [{ product: 'diazepam-tablet-5000', quarters: 16, ul: 0, mg: 0 }]],
    ['before the plan', '2026-12-01', '2026-12-31', []],
  ])('%s', (_, from, to, expected) => { expect(amountsNeeded(scheduleOf(out), out.makers, from, to)).toEqual(expected); });

  it('knows nothing of a product that was given up the day before', () => {
    const swapped = laid(plan({
      start: day({ clonazepam: { night: 500 } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-10000'], equivalence: [choice('clonazepam', 'diazepam', 'ashton-2002')],
      phases: [{ method: 'substitution', from: 'clonazepam', to: 'diazepam', order: ['night'], share: 'whole-slot', everyDays: 14, waitDays: 14 }, { method: 'maintenance', reviewEveryDays: 90 }],
    }));
    expect(amountsNeeded(scheduleOf(swapped), swapped.makers, '2027-01-18', '2027-01-18').map(({ product }) => product)).toEqual(['diazepam-tablet-10000']);
  });

  it('counts millilitres in microlitres', () => {
    const wet = laid(plan({ products: ['clonazepam-liquid-100'], phases: [{ method: 'maintenance', reviewEveryDays: 90 }] }));
    expect(amountsNeeded(scheduleOf(wet), wet.makers, '2027-01-04', '2027-01-31')).toEqual([{ product: 'clonazepam-liquid-100', quarters: 0, ul: 280_000, mg: 0 }]);
  });
});

describe('a powder', () => {
  it('is counted in milligrams, day by day', () => {
    const out = laid(plan({ products: ['clonazepam-liquid-100'], phases: [{ method: 'maintenance', reviewEveryDays: 90 }] }));
    const weighed = doseMaker('clonazepam', [{
      code: 'local-powder', medicine: 'clonazepam', kind: 'powder', form: 'powder', concentrationUgPerG: 10_000, scaleMarkMg: 10, rxNorm: null, label: 'In sachets', local: true, countries: [],
      provenance: { source: 'For this test', certainty: 'read-in-source', checkedOn: '2026-11-22' },
    }]);
    expect(amountsNeeded(scheduleOf(out), new Map([['clonazepam', weighed]]), '2027-01-04', '2027-01-10')).toEqual([{ product: 'local-powder', quarters: 0, ul: 0, mg: 700 }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { products } from '@evenkeel/medicines-rules';
import { paces } from '@evenkeel/taper-rules';
import { afterAction, type FormAction } from './form-actions.js';
import { lookAt } from './picture.js';
import { blankForm, type PlanForm } from './plan-form.js';
import { planOf } from './plan-of-form.js';

const begun: PlanForm = { ...blankForm('2027-01-04'), doses: [{ medicine: 'clonazepam', slots: { morning: '0.5', midday: '', evening: '', night: '0.5' } }], products: ['clonazepam-tablet-500', 'clonazepam-liquid-100'] };
const after = (form: PlanForm, ...actions: readonly FormAction[]): PlanForm => actions.reduce(afterAction, form);

describe('what can be done to a plan that is typed', () => {
  it('begins with any pace, as a plan that can be made and ends at the floor', () => {
    for (const pace of paces) {
      const form = after(begun, { do: 'pace', pace, sign: '.' });
      const { plan } = planOf(form, '.');
      expect([pace.code, form.phases.map(({ method }) => method)]).toEqual([pace.code, [pace.code === 'micro' ? 'micro-taper' : 'gradual', 'final-stop']]);
      expect(form.phases.map(({ until, floor }) => until || floor)).toEqual(['0.125', '0.125']);
      if (plan === null) throw new Error('no plan');
      const looked = lookAt({ plan, changes: [], isNew: true }, { known: products, listed: [], prescribed: [], earlierFactors: [], today: '2027-01-01', patient: { ageYears: 40, monthsOfUse: 2, factors: [], daysSinceRiskReview: 1 } });
      expect([pace.code, looked.refused]).toEqual([pace.code, null]);
    }
  });

  it('keeps a switch that stands before the pace, and lowers what was switched to', () => {
    const form = after(begun, { do: 'add-phase', method: 'substitution', sign: ',' }, { do: 'pace', pace: paces[2] ?? (paces[0] as never), sign: ',' });
    expect(form.phases.map(({ method, medicine, to, until, floor }) => [method, medicine, to, until || floor])).toEqual([['substitution', 'clonazepam', 'diazepam', ''], ['gradual', 'diazepam', '', '1'], ['final-stop', 'diazepam', '', '1']]);
    expect(new Set(form.phases.map(({ id }) => id)).size).toBe(3);
  });

  it('leaves the floor open for a medicine that has none', () => {
    const zolpidem: PlanForm = { ...begun, doses: [{ medicine: 'zolpidem', slots: { morning: '', midday: '', evening: '', night: '10' } }] };
    expect(after(zolpidem, { do: 'pace', pace: paces[1] ?? (paces[0] as never), sign: '.' }).phases.map(({ until, floor }) => [until, floor])).toEqual([['', ''], ['', '']]);
  });

  it('moves, changes and removes phases and doses, and nothing beyond the ends', () => {
    const two = after(begun, { do: 'add-phase', method: 'hold', sign: '.' }, { do: 'add-phase', method: 'maintenance', sign: '.' });
    const order = (form: PlanForm) => form.phases.map(({ method }) => method);
    expect(order(after(two, { do: 'move-phase', place: 1, by: -1 }))).toEqual(['maintenance', 'hold']);
    expect(order(after(two, { do: 'move-phase', place: 0, by: -1 }))).toEqual(['hold', 'maintenance']);
    expect(order(after(two, { do: 'remove-phase', place: 0 }))).toEqual(['maintenance']);
    expect(after(two, { do: 'phase', place: 0, part: { days: '7' } }).phases.map(({ days }) => days)).toEqual(['7', '28']);
    const doses = after(begun, { do: 'add-dose' }, { do: 'dose', place: 1, part: { medicine: 'diazepam' } }).doses;
    expect(doses.map(({ medicine }) => medicine)).toEqual(['clonazepam', 'diazepam']);
    expect(after({ ...begun, doses }, { do: 'remove-dose', place: 0 }).doses.map(({ medicine }) => medicine)).toEqual(['diazepam']);
    expect(after(begun, { do: 'set', part: { reason: 'Slower' } }).reason).toBe('Slower');
    expect(begun.phases).toEqual([]);
  });

  it('holds one factor for each pair of medicines', () => {
    const choice = { source: 'ashton-2002', from: 'clonazepam', to: 'diazepam', fromUg: 500, toUg: 10_000, version: 2 } as const;
    const form = after(begun, { do: 'choose-factor', choice }, { do: 'choose-factor', choice: { ...choice, from: 'lorazepam' } }, { do: 'choose-factor', choice: { ...choice, source: 'va-dod-2021', fromUg: 1000 } });
    expect(form.equivalence.map(({ from, source }) => [from, source])).toEqual([['lorazepam', 'ashton-2002'], ['clonazepam', 'va-dod-2021']]);
  });
});

import { expect, it } from '@jest/globals';
import { choicesFor, products } from '@evenkeel/medicines-rules';
import { doseOf, emptySlots, type TaperPlan } from '@evenkeel/taper-rules';
import { followOn } from './follow-on.js';

const running: TaperPlan = {
  format: 1, startsOn: '2027-01-04', start: [doseOf('clonazepam', { ...emptySlots, night: 1000 })], products: ['clonazepam-tablet-500', 'diazepam-tablet-10000'],
  equivalence: choicesFor('clonazepam', 'diazepam').filter(({ source }) => source === 'ashton-2002'), changes: [{ kind: 'hold', on: '2027-01-05', days: 7 }],
  phases: [
    { method: 'substitution', from: 'clonazepam', to: 'diazepam', order: [], share: 'whole-slot', everyDays: 7, waitDays: 7 },
    { method: 'gradual', medicine: 'diazepam', cut: { by: 'amount', ug: 5000 }, everyDays: 28, waitDays: 28, untilUg: 10_000, from: 'evenly' },
    { method: 'maintenance', reviewEveryDays: 90 },
  ],
};
const at = (today: string) => followOn(running, products, today);

it('a new version begins with the dose of today and what is left of the phases', () => {
  expect(at('2027-01-12')).toMatchObject({ start: [{ medicine: 'clonazepam', total: 1000 }], changes: [], startsOn: '' });
  expect(at('2027-01-12').phases.map(({ method }) => method)).toEqual(['substitution', 'gradual', 'maintenance']);
  expect(at('2027-01-19')).toMatchObject({ start: [{ medicine: 'diazepam', total: 20_000 }] });
  expect(at('2027-01-19').phases.map(({ method }) => method)).toEqual(['gradual', 'maintenance']);
  expect(at('2027-12-19').phases.map(({ method }) => method)).toEqual(['maintenance']);
  expect(at('2026-12-19').start).toEqual(running.start);
});

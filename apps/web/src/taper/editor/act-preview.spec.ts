import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import { products } from '@evenkeel/medicines-rules';
import { doseOf, emptySlots, layOut, type TaperPlan } from '@evenkeel/taper-rules';
import { gentleRestart, previewOf } from './act-preview.js';

const plan: TaperPlan = {
  format: 1, startsOn: '2027-01-04', start: [doseOf('clonazepam', { ...emptySlots, night: 1000 })], products: ['clonazepam-tablet-500'], equivalence: [], changes: [],
  phases: [{ method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 125 }, everyDays: 28, waitDays: 28, untilUg: 250, from: 'evenly' }, { method: 'maintenance', reviewEveryDays: 90 }],
};
const out = layOut(plan, new Map(products.map((product) => [product.code, product])));
if (isRefusal(out)) throw new Error(out.code);
const totals = (dose: readonly { readonly total: number }[]): readonly number[] => dose.map(({ total }) => total);

describe('a change of a running plan before it is made', () => {
  it('a hold keeps the dose and moves the next step', () => {
    const preview = previewOf(out, [], { kind: 'hold', on: '2027-01-20', days: 28 }, '2027-01-20');
    expect([totals(preview.doseNow), totals(preview.doseThen)]).toEqual([[1000], [1000]]);
    expect([preview.nextNow?.on, preview.nextThen?.on]).toEqual(['2027-02-01', '2027-03-01']);
    expect(preview.endThen).not.toBe(preview.endNow);
    expect(previewOf(out, [], { kind: 'hold', on: '2027-01-20', days: null }, '2027-01-20')).toMatchObject({ nextThen: null, endThen: null });
  });

  it('a step back raises the dose of today, a slow-down moves two weeks', () => {
    const back = previewOf(out, [], { kind: 'step-back', on: '2027-02-10', steps: 1 }, '2027-02-10');
    expect([totals(back.doseNow), totals(back.doseThen)]).toEqual([[875], [1000]]);
    expect(previewOf(out, [], { kind: 'slow-down', on: '2027-01-20' }, '2027-01-20').nextThen?.on).toBe('2027-02-15');
  });

  it('a restart is put off by a day when a step would fall on it', () => {
    const held = [{ kind: 'hold', on: '2027-02-01', days: null }] as const;
    expect(gentleRestart(out, held, '2027-03-01')).toBe('2027-03-02');
    expect(gentleRestart(out, [{ kind: 'hold', on: '2027-01-20', days: null }], '2027-03-01')).toBe('2027-03-01');
  });
});

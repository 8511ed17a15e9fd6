import { describe, expect, it } from '@jest/globals';
import { productOf, products } from '@evenkeel/medicines-rules';
import { defaultTaperSettings } from '@evenkeel/taper-rules';
import { aroundOf, earlierMedicines, findingsOf, liveFindings, planOfVersion, runningOf, type PlanVersion, type Surroundings } from './plan-data.js';

const told: Surroundings = {
  today: '2027-01-01', country: 'ES',
  prescribed: [{ startsOn: '2026-12-01', dose: [{ medicine: 'clonazepam', morningMicrograms: 0, middayMicrograms: 0, eveningMicrograms: 0, nightMicrograms: 1000 }] }, { startsOn: '2026-11-01', dose: [] }],
  facts: { ageYears: null, monthsOfUse: 30, factors: ['falls', 'something-new'], daysSinceRiskReview: 4 },
  settings: { ...defaultTaperSettings, version: 2, slowerEveryDays: 28 },
  products: [JSON.stringify({ ...productOf('clonazepam-liquid-100'), code: 'own-liquid', local: true }), '{"code":"x"}', 'no json', 'null'],
};

describe('what the server tells of a plan', () => {
  it('becomes what the rules ask for, and what cannot be read makes no dose', () => {
    const around = aroundOf(told, null);
    expect(around.known.map(({ code }) => code)).toEqual([...products.map(({ code }) => code), 'own-liquid']);
    expect(around.listed.every((product) => product.countries.includes('ES') || product.code === 'own-liquid')).toBe(true);
    expect(around.listed.some(({ code }) => code === 'clonazepam-drops-2500')).toBe(true);
    expect(around.prescribed).toEqual([{ startsOn: '2026-12-01', dose: [{ medicine: 'clonazepam', slots: { morning: 0, midday: 0, evening: 0, night: 1000 }, total: 1000 }] }, { startsOn: '2026-11-01', dose: [] }]);
    expect(around.patient).toEqual({ ageYears: null, monthsOfUse: 30, factors: ['falls'], daysSinceRiskReview: 4 });
    expect(around.settings).toMatchObject({ version: 2, slowerEveryDays: 28 });
    expect(earlierMedicines(around)).toEqual(['clonazepam']);
  });

  it('keeps figures as numbers and words as words', () => {
    const [finding] = findingsOf([{ verdict: 'block', rule: 'ceiling', version: 1, source: 's', on: '2027-02-01', eased: 'override', open: true, inputs: [{ name: 'points', value: '2600' }, { name: 'because', value: 'age' }, { name: 'until', value: '2027-02-01' }] }]);
    expect(finding).toMatchObject({ inputs: { points: 2600, because: 'age', until: '2027-02-01' }, isOpen: true, eased: 'override', verdict: 'block' });
    expect(findingsOf([{ verdict: 'block', rule: 'rule-of-tomorrow', version: 1, source: 's', on: null, eased: 'override', open: true, inputs: [] }])).toEqual([]);
    expect(liveFindings([{ verdict: 'warn', rule: 'runs-out', version: 1, source: 's', on: null, inputs: {} }])).toMatchObject([{ eased: 'reason', isOpen: null }]);
  });

  it('finds the version that runs, and reads no plan out of nonsense', () => {
    const version = (number: number, state: string) => ({ number, state }) as PlanVersion;
    expect(runningOf([version(1, 'stopped'), version(2, 'held'), version(3, 'draft')])?.number).toBe(2);
    expect(runningOf([version(3, 'draft')])).toBeNull();
    expect(planOfVersion({ plan: '{}' })).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { checkPlan } from './check-plan.js';
import { checked, day, healthy, plan } from './fixtures.js';
import { paceChoices, paceReasonsOf, paces } from './pace-presets.js';
import type { Phase } from './plan.js';
import type { PatientFacts } from './risk-factors.js';
import { defaultTaperSettings } from './taper-settings.js';

const dose = day({ clonazepam: { night: 1000 } });
const suggested = (patient: PatientFacts, of = dose) => paceChoices(patient, of).find(({ isSuggested }) => isSuggested)?.pace.code ?? null;

describe('paces to begin with', () => {
  it('suggest nothing where nothing asks for it', () => {
    expect(paceReasonsOf(healthy, dose)).toEqual([]);
    expect(suggested(healthy)).toBeNull();
    expect(paceChoices(healthy, dose).every(({ tooFastFor }) => tooFastFor.length === 0)).toBe(true);
  });

  it('follow use of over a year, age, frailty, a high dose, and sensitivity', () => {
    expect(suggested({ ...healthy, monthsOfUse: 13 })).toBe('slow');
    expect(suggested({ ...healthy, monthsOfUse: 12 })).toBeNull();
    expect(suggested({ ...healthy, ageYears: 65 })).toBe('three-weeks');
    expect(suggested({ ...healthy, factors: ['falls'] })).toBe('three-weeks');
    expect(suggested(healthy, day({ clonazepam: { night: 2000 } }))).toBe('three-weeks');
    expect(suggested({ ...healthy, ageYears: 70, monthsOfUse: 24 })).toBe('slow');
    expect(suggested({ ...healthy, factors: ['sensitive-to-small-changes'], monthsOfUse: 24 })).toBe('micro');
  });

  it('say of each pace what speaks against it', () => {
    const against = (patient: PatientFacts) => paceChoices(patient, dose).map(({ pace, tooFastFor }) => [pace.code, tooFastFor]);
    expect(against({ ...healthy, monthsOfUse: 24, ageYears: 70 })).toEqual([
      ['micro', []], ['slowest', []], ['slow', []], ['three-weeks', ['use-over-a-year']], ['usual', ['use-over-a-year', 'age']], ['united-kingdom', ['use-over-a-year', 'age']],
    ]);
  });

  it('call too fast what the rules warn about, and nothing else', () => {
    const patients: readonly PatientFacts[] = [healthy, { ...healthy, monthsOfUse: 24 }, { ...healthy, ageYears: 70 }, { ...healthy, factors: ['frailty'] }];
    for (const patient of patients) {
      for (const { pace, tooFastFor } of paceChoices(patient, dose)) {
        const common = { medicine: 'clonazepam', waitDays: 28, untilUg: 500, from: 'evenly' } as const;
        const first: Phase = pace.code === 'micro'
          ? { method: 'micro-taper', vehicle: 'liquid', cut: { by: 'percent', points: pace.points, overDays: pace.everyDays }, everyDays: 1, ...common }
          : { method: 'gradual', cut: { by: 'percent', points: pace.points }, everyDays: pace.everyDays, ...common };
        const check = checked(plan({ start: dose, products: ['clonazepam-liquid-100'], phases: [first, { method: 'maintenance', reviewEveryDays: 90 }] }), { patient });
        const warned = checkPlan(check).filter(({ rule, verdict }) => verdict === 'warn' && (rule === 'use-over-a-year' || rule === 'slower-steps')).map(({ rule }) => rule);
        expect([pace.code, patient, warned.length > 0]).toEqual([pace.code, patient, tooFastFor.length > 0]);
      }
    }
  });

  it('name every reason by itself', () => {
    for (const factor of ['frailty', 'falls', 'cognitive-impairment'] as const) expect(paceReasonsOf({ ...healthy, factors: [factor] }, dose)).toEqual(['frailty']);
    expect(paceReasonsOf(healthy, day({ clonazepam: { night: 2000 }, diazepam: { morning: 1000 } }))).toEqual(['high-dose']);
    expect(paceReasonsOf({ ...healthy, ageYears: null, monthsOfUse: null }, dose)).toEqual([]);
  });

  it('never suggest the one of the United Kingdom, and leave daily steps out of the days between steps', () => {
    const older = { ...healthy, ageYears: 65 };
    const choices = (slowerEveryDays: number) => paceChoices(older, dose, { ...defaultTaperSettings, slowerEveryDays });
    expect(choices(1).filter(({ tooFastFor }) => tooFastFor.length === 0).map(({ pace }) => pace.code)).toContain('united-kingdom');
    expect(choices(1).find(({ isSuggested }) => isSuggested)?.pace.code).toBe('usual');
    expect(choices(365).filter(({ tooFastFor }) => tooFastFor.length === 0).map(({ pace }) => pace.code)).toEqual(['micro']);
  });

  it('are without that one where the organisation does not offer it', () => {
    expect(paceChoices(healthy, dose, { ...defaultTaperSettings, offersUnitedKingdom: false }).map(({ pace }) => pace.code)).toEqual(['micro', 'slowest', 'slow', 'three-weeks', 'usual']);
  });

  it('are named once each', () => {
    expect(new Set(paces.map(({ code }) => code)).size).toBe(paces.length);
  });
});

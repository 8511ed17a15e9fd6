import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '@evenkeel/kernel';
import { checkPlan } from './check-plan.js';
import { ceilingDays, ceilingPoints } from './check-steps.js';
import { checked, day, healthy, plan } from './fixtures.js';
import { paceChoices } from './pace-presets.js';
import type { PatientFacts } from './risk-factors.js';
import { checkTaperFigures, defaultTaperSettings, settingNames, settingTable, type TaperFigures, type TaperSettings } from './taper-settings.js';

const dose = day({ clonazepam: { night: 1000 } });
const { version: _, ...figures } = defaultTaperSettings;
const signed = (more: Partial<TaperSettings>): TaperSettings => ({ ...defaultTaperSettings, version: 3, ...more });

/** Monthly steps of a tenth, checked for a patient under a table. */
const found = (patient: PatientFacts, settings?: TaperSettings, everyDays = 28) => {
  const phase = { method: 'gradual', cut: { by: 'percent', points: 1000 }, everyDays, medicine: 'clonazepam', waitDays: 28, untilUg: 500, from: 'evenly' } as const;
  const of = plan({ start: dose, products: ['clonazepam-liquid-100'], phases: [phase, { method: 'maintenance', reviewEveryDays: 90 }] });
  const surroundings = settings === undefined ? { patient } : { patient, settings };
  return checkPlan(checked(of, surroundings)).filter(({ verdict, rule }) => verdict === 'warn' && (rule === 'use-over-a-year' || rule === 'slower-steps' || rule === 'review-of-risk'));
};

describe('settings of an organisation', () => {
  it('are the usual figures until somebody signs, and those pass', () => {
    expect(checkTaperFigures(figures)).toEqual(figures);
    for (const name of settingNames) expect([name, defaultTaperSettings[name]]).toEqual([name, settingTable[name].usual]);
    expect(defaultTaperSettings.version).toBe(0);
  });

  it('are as strict as the usual ones or stricter, and never near the ceiling', () => {
    for (const name of settingNames) {
      const { usual, atLeast, atMost, source } = settingTable[name];
      expect([name, usual === atLeast || usual === atMost, source.length > 20]).toEqual([name, true, true]);
      expect(checkTaperFigures({ ...figures, [name]: atLeast - 1 })).toMatchObject({ code: 'too-small', field: name, facts: { atLeast } });
      expect(checkTaperFigures({ ...figures, [name]: atMost + 1 })).toMatchObject({ code: 'too-large', field: name, facts: { atMost } });
      expect(checkTaperFigures({ ...figures, [name]: atLeast + 0.5 })).toMatchObject({ code: 'not-whole', field: name });
    }
    expect([settingTable.longUsePoints.atMost < ceilingPoints, ceilingDays < 28]).toEqual([true, true]);
  });

  it('never take a finding away from a plan, whatever is signed', () => {
    const any = fc.record(Object.fromEntries(settingNames.map((name) => [name, fc.integer({ min: settingTable[name].atLeast, max: settingTable[name].atMost })])) as Record<(typeof settingNames)[number], fc.Arbitrary<number>>);
    const people: readonly PatientFacts[] = [healthy, { ...healthy, monthsOfUse: 14 }, { ...healthy, ageYears: 66 }, { ...healthy, daysSinceRiskReview: 91 }];
    fc.assert(fc.property(any, fc.constantFrom(...people), fc.constantFrom(14, 21, 28), (of, patient, everyDays) => {
      const given: TaperFigures = { ...of, offersUnitedKingdom: true };
      const usual = found(patient, undefined, everyDays).map(({ rule, on }) => `${rule} ${on}`);
      const stricter = new Set(found(patient, { ...given, version: 1 }, everyDays).map(({ rule, on }) => `${rule} ${on}`));
      return !isRefusal(checkTaperFigures(given)) && usual.every((each) => stricter.has(each));
    }), { numRuns: 60 });
  }, 60_000);

  it('are looked at by the rules, which name the version that was signed', () => {
    const long = { ...healthy, monthsOfUse: 8 };
    expect(found(long)).toEqual([]);
    const [year] = found(long, signed({ longUseMonths: 6, longUsePoints: 500 }));
    expect(year).toMatchObject({ rule: 'use-over-a-year', inputs: { atMostPoints: 500, settingsVersion: 3 } });
    const older = { ...healthy, ageYears: 60 };
    expect(found(older)).toEqual([]);
    expect(found(older, signed({ slowerFromAge: 60, slowerEveryDays: 35 }))[0]).toMatchObject({ rule: 'slower-steps', inputs: { because: 'age', atLeastDays: 35, settingsVersion: 3 } });
    expect(found({ ...healthy, daysSinceRiskReview: 40 }, signed({ riskReviewDays: 30 }))[0]).toMatchObject({ rule: 'review-of-risk', inputs: { days: 40, atMostDays: 30, settingsVersion: 3 } });
    expect(found({ ...healthy, daysSinceRiskReview: 91 })[0]?.inputs).toEqual({ days: 91, atMostDays: 90 });
  });

  it('choose which paces are offered, and say for whom one is too fast', () => {
    const codes = (settings: TaperSettings) => paceChoices(healthy, dose, settings).map(({ pace }) => pace.code);
    expect(codes(signed({}))).toContain('united-kingdom');
    expect(codes(signed({ offersUnitedKingdom: false }))).not.toContain('united-kingdom');
    const sensitive = paceChoices({ ...healthy, factors: ['sensitive-to-small-changes'] }, dose, signed({ sensitivePoints: 200 })).find(({ isSuggested }) => isSuggested);
    expect(sensitive?.pace).toMatchObject({ code: 'micro', points: 200 });
    const fits = (patient: PatientFacts, more: Partial<TaperSettings>) => paceChoices(patient, dose, signed(more)).filter(({ tooFastFor }) => tooFastFor.length === 0).map(({ pace }) => pace.code);
    expect(fits({ ...healthy, ageYears: 65 }, { slowerEveryDays: 28 })).toEqual(['micro', 'slowest', 'slow']);
    expect(fits({ ...healthy, monthsOfUse: 13 }, { longUsePoints: 500 })).toEqual(['micro', 'slowest']);
  });
});

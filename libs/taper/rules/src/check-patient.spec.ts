import { describe, expect, it } from '@jest/globals';
import { about, day, gradual, healthy, maintenance, nothing, plan } from './fixtures.js';
import type { PatientFacts } from './risk-factors.js';

const night = (ug: number) => day({ clonazepam: { night: ug } });
const who = (more: Partial<PatientFacts>): { readonly patient: PatientFacts } => ({ patient: { ...healthy, ...more } });
const before = (startsOn: string, dose: ReturnType<typeof night>) => ({ prescribed: [{ startsOn, dose }] });
const of = plan({ start: night(1000), phases: [gradual({ untilUg: 875 }), maintenance] });

describe('what is asked of a cut, and of nothing else', () => {
  const others: readonly (readonly [string, ReturnType<typeof before>])[] = [['a raise', before('2026-12-28', night(875))], ['the same total at another time', before('2027-01-01', day({ clonazepam: { morning: 1000 } }))]];
  it.each(others)('after %s on the first day, a pregnancy is named with the first cut', (_, prescribed) => {
    expect(about(of, 'pregnancy', { ...who({ factors: ['pregnancy'] }), ...prescribed })).toEqual([{ verdict: 'block', on: '2027-01-18', inputs: {} }]);
  });
  it.each(others)('%s on the first day is no step that has to wait', (_, prescribed) => {
    expect(about(of, 'slower-steps', { ...who({ ageYears: 65 }), ...prescribed }).map(({ on }) => on)).toEqual(['2027-01-18']);
  });
});

describe('the pace that long use asks for', () => {
  it('is asked of the step to the first dose of a plan too', () => {
    expect(about(plan({ start: night(750), phases: [maintenance] }), 'use-over-a-year', { ...who({ monthsOfUse: 13 }), ...before('2026-12-01', night(1000)) })).toEqual([
      { verdict: 'warn', on: '2027-01-04', inputs: { points: 2500, highest: 1000, total: 750, windowDays: 28 } },
    ]);
  });
  it('is not known where nobody knows for how long', () => { expect(about(of, 'use-over-a-year', who({ monthsOfUse: null }))).toEqual(nothing); });
});
